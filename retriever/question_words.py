"""The words of a question: which of them name something, which ask about it, and how rare."""

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from corpus.analysis import (
    FUNCTION_WORDS,
    HELD_GRAMS,
    WORD,
    character_grams,
    content_words,
    fold,
    stem,
    words,
)
from corpus.encoder import Encoding
from corpus.index import PassageIndex
from retriever.glossary import translate
from retriever.question import Language
from retriever.topic import is_frame

Role = Literal["name", "frame", "asked"]
SENTENCE_START = re.compile(r"(?:^|[.!?:])\W*$")
FRAME_SHARE = 0.4
# Words that ask, point or measure; alone they have no subject.
EMPTY_WORDS = frozenset(
    """antwoord begrijp beter daar daarmee daarover daarvan dingen doe doet duurt eens eigenlijk
    erover ervan erna erom even gaat gebeurt geef graag groot hallo hetzelfde hier hierover hoeveel
    iedereen iemand info informatie klopt kost kosten langer later leg maak meerdere minder precies
    samenvatting snap soort staat steeds toch uitleg uitleggen vaak verder vertel vertellen vind
    vinden volgende voorbeeld vorige vraag vragen waarover weet zeg zit zoek
    answer anything anyone being better big cost costs could doing else everything example explain
    find first get give goes going happen happened happens hello here hi information know last
    less let like long look make many matter mean means more much next often one other please
    question questions really same show something someone sort stuff sure tell thing things think
    those true understand very want wonder wrong yes""".split()
)
CONTINUES = re.compile(r"\s*(?:en|and|maar|but)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """`text` as it was typed. `rows` are the tokens that spell it. `weight` is its rarity in the
    index, `frequency` the number of units that have it, alone or in a compound, or else
    every part of what hyphens join. `forms` are the
    grams of the word and of its Dutch translations; a unit has it when it has one of these."""

    text: str
    role: Role
    rows: tuple[int, ...]
    weight: float
    frequency: int
    forms: tuple[frozenset[str], ...]

    @property
    def known(self) -> bool:
        return self.frequency > 0


def words_of(
    question: str, language: Language, encoding: Encoding, index: PassageIndex
) -> list[QuestionWord]:
    """The content words that the encoder read, in order."""
    found = []
    for match in WORD.finditer(question):
        folded = next(words(match.group()), "")
        rows = _rows(encoding.offsets, match.start(), match.end())
        if folded and folded not in FUNCTION_WORDS and rows:
            role = _role(match, question)
            found.append(_word(match.group(), folded, role, rows, language, index))
    return found


def lacks_subject(question: str, words: Sequence[QuestionWord]) -> bool:
    """Nothing in the question says what it is about; one that goes on ("and the costs?") must
    say more than one word."""
    goes_on = len(words) == 1 and words[0].role != "name" and bool(CONTINUES.match(question))
    return goes_on or not any(is_telling(word) for word in words)


def is_telling(word: QuestionWord) -> bool:
    """Whether it says what the question is about, rather than how it is asked."""
    return word.role != "frame" and fold(word.text) not in EMPTY_WORDS


def _word(
    text: str,
    folded: str,
    role: Role,
    rows: tuple[int, ...],
    language: Language,
    index: PassageIndex,
) -> QuestionWord:
    forms = list(dict.fromkeys([folded, *_translations(folded, language)]))
    parts = [next(words(part), "") for part in text.split("-")]
    whole = max(_frequency(form, role, index) for form in forms)
    frequency = whole or min(_frequency(part, role, index) if part else 0 for part in parts)
    rarity = math.log1p(max(len(index.terms), 1) / (1 + frequency))
    return QuestionWord(
        text=text,
        role=role,
        rows=rows,
        weight=rarity * (FRAME_SHARE if role == "frame" else 1.0),
        frequency=frequency,
        forms=tuple(frozenset(character_grams(form)) for form in forms),
    )


def _translations(folded: str, language: Language) -> Iterator[str]:
    return iter(content_words(translate(folded)) if language == "en" else ())


def _role(match: re.Match[str], question: str) -> Role:
    """A capital within a sentence, or a digit, names something."""
    text = match.group()
    opens = bool(SENTENCE_START.search(question[: match.start()]))
    if any(c.isdigit() for c in text) or (text[0].isupper() and not opens):
        return "name"
    return "frame" if is_frame(text) else "asked"


def _frequency(folded: str, role: Role, index: PassageIndex) -> int:
    """Units that have the word. A compound may hold one that asks, not one that names: then there
    are at most as many as have the rarest of its grams."""
    exactly = index.terms.frequency("stems", stem(folded))
    if role == "name" or exactly:
        return exactly
    grams = character_grams(folded)
    rarest = min(index.terms.frequency("grams", gram) for gram in grams)
    return rarest if rarest and _stands_somewhere(grams, index) else 0


def _stands_somewhere(grams: Sequence[str], index: PassageIndex) -> bool:
    """Grams of several words make up one that no text has: the best unit tells."""
    found = index.terms.search({f"grams:{gram}": 1.0 for gram in grams}, {"unit_grams": 1.0}, 1)
    return any(holds_grams(marked(index.unit(id).text), grams) for id, _ in found)


def marked(text: str) -> str:
    """Folded, every word between low lines: in it stand the grams of its words."""
    return "_" + "_".join("".join(c if c.isalnum() else " " for c in fold(text)).split()) + "_"


def holds_grams(marked_text: str, grams: Collection[str]) -> bool:
    return sum(gram in marked_text for gram in grams) >= HELD_GRAMS * len(grams)


def _rows(offsets: np.ndarray, start: int, end: int) -> tuple[int, ...]:
    inside = (offsets[:, 1] > start) & (offsets[:, 0] < end)
    return tuple(int(row) for row in np.flatnonzero(inside))

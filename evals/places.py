"""Where the gold stands in the stored texts: quotes to spans, whatever was repaired around them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.document import Span, StoredText
from evals.gold import Evidence, Question

# White space, hyphens, bullets, Markdown marks and glyph rubbish: what repair adds and takes away.
_LEFT_OUT = re.compile(r"[\s\-\u00ad\u2010-\u2015•●▪·*_\ue000-\uf8ff\ufffd]")
_SAME = str.maketrans("‘’‚‛´`“”„‟«»", "''''''\"\"\"\"\"\"")
# What the stored text drops: a footnote mark, which sticks to the word or the full stop before it,
# and the number of a list item.
_MARK = re.compile(r"""((?<=[^\W\d_]|[.,;:!?)'"])\d{1,2}(?!\d)|(?<!\S)\d{1,2}[.)](?=\s))""")

# A stretch is evidence when it holds this share of a quote, or lies this much within one.
HELD, WITHIN = 0.5, 0.8


class StaleGold(ValueError):
    """A gold quote no longer stands in the corpus; the message names question, document, quote."""


class MissingDocument(StaleGold):
    """A whole document that the gold quotes from is not in the corpus."""


@dataclass(frozen=True, slots=True)
class Place:
    document: str
    span: Span


def label(document: str, text: str) -> str:
    """A stretch as results name it: readable, and the same after the text before it changed."""
    return f"{document}: {' '.join(text.split())[:60]}"


def is_evidence(place: Place, quotes: Iterable[Place]) -> bool:
    """Whether `place` has half of a gold quote, or is itself for four fifths within one."""
    return any(
        place.document == quote.document
        and place.span.overlap(quote.span) >= min(HELD * len(quote.span), WITHIN * len(place.span))
        for quote in quotes
    )


@dataclass(frozen=True, slots=True)
class Fact:
    """A nugget with everything that proves it: any one of `places` is enough."""

    text: str
    vital: bool
    places: tuple[Place, ...]
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LocatedQuestion:
    gold: Question
    facts: tuple[Fact, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(sorted({place.document for fact in self.facts for place in fact.places}))


class FoldedText:
    """A text without what repair may change, and the way back to its offsets."""

    def __init__(self, text: str) -> None:
        letters, offsets = [], []
        for offset, character in enumerate(text):
            for letter in _fold_character(character):
                letters.append(letter)
                offsets.append(offset)
        self.text, self._offsets = "".join(letters), offsets

    def find(self, quote: str) -> list[Span]:
        """All places of `quote`, in order; footnote marks in it may be absent here."""
        return [
            Span(self._offsets[match.start()], self._offsets[match.end() - 1] + 1)
            for match in quote_pattern(quote).finditer(self.text)
        ]


def fold(text: str) -> str:
    """Letters, digits and punctuation alone: case, accents, white space, hyphens are gone."""
    return "".join(map(_fold_character, text))


# A text has a few hundred different characters, and hundreds of thousands of them.
@cache
def _fold_character(character: str) -> str:
    kept = _LEFT_OUT.sub("", character).translate(_SAME)
    letters = unicodedata.normalize("NFKD", kept).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def quote_pattern(quote: str) -> re.Pattern[str]:
    """What `quote` looks like in a folded text, with or without footnote marks and item numbers."""
    pieces = _MARK.split(unicodedata.normalize("NFC", quote))
    texts, marks = pieces[::2], [*(f"(?:{re.escape(mark)})?" for mark in pieces[1::2]), ""]
    pairs = zip(texts, marks, strict=True)
    return re.compile("".join(re.escape(fold(text)) + mark for text, mark in pairs))


def locate(quote: str, stored: StoredText) -> Span | None:
    """First place of `quote` in the stored text; None if it is not there."""
    found = FoldedText(stored.text).find(quote)
    return found[0] if found else None


def locate_gold(
    questions: Sequence[Question], texts: Mapping[str, StoredText]
) -> list[LocatedQuestion]:
    """Every question with the places of its facts. Raises StaleGold that names what is missing."""
    places = find_evidence(questions, texts)
    for document in sorted({evidence.document for evidence in places} - texts.keys()):
        raise MissingDocument(
            f"{document} is not in the corpus, and gold quotes stand in it; bring it back, or take "
            "its quotes out of the gold"
        )
    stale = [
        f"{question.id}: {evidence.document} no longer says {evidence.quote!r}"
        for question in questions
        for nugget in question.nuggets
        for evidence in nugget.quotes
        if not places[evidence]
    ]
    if stale:
        raise StaleGold(
            f"{len(stale)} gold quotes are not in the corpus; correct them or bring the document "
            "back:\n" + "\n".join(stale[:20])
        )
    return [_locate_question(question, places) for question in questions]


def find_evidence(
    questions: Sequence[Question], texts: Mapping[str, StoredText]
) -> dict[Evidence, tuple[Place, ...]]:
    """All places of every quote; none for a quote that is not in its document."""
    folded = {id: FoldedText(stored.text) for id, stored in texts.items()}
    wanted = {
        evidence
        for question in questions
        for nugget in question.nuggets
        for evidence in nugget.quotes
    }
    return {
        evidence: tuple(
            Place(evidence.document, span)
            for span in folded[evidence.document].find(evidence.quote)
        )
        if evidence.document in folded
        else ()
        for evidence in wanted
    }


def locate_quotes(
    quotes: Sequence[Sequence[Evidence]], texts: Mapping[str, StoredText]
) -> list[list[Place]]:
    """All places of each group of quotes."""
    folded = {id: FoldedText(stored.text) for id, stored in texts.items()}
    return [
        [Place(e.document, span) for e in group for span in folded[e.document].find(e.quote)]
        for group in quotes
    ]


def without_places(questions: Sequence[Question]) -> list[LocatedQuestion]:
    """The answerable questions with their quotes alone, to be looked for in any text."""
    nowhere = {e: () for q in questions for nugget in q.nuggets for e in nugget.quotes}
    return [_locate_question(question, nowhere) for question in questions if question.answerable]


def _locate_question(
    question: Question, places: Mapping[Evidence, tuple[Place, ...]]
) -> LocatedQuestion:
    facts = tuple(
        Fact(
            nugget.text,
            nugget.vital,
            tuple(dict.fromkeys(place for quote in nugget.quotes for place in places[quote])),
            tuple(evidence.quote for evidence in nugget.quotes),
        )
        for nugget in question.nuggets
    )
    return LocatedQuestion(question, facts)

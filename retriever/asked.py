"""The words of a question: how rare each is, and whether a text holds it in some form."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.analysis import HELD_GRAMS, Terms, character_grams, content_words, stem
from corpus.index import PassageIndex
from retriever.glossary import translate
from retriever.question import language_of
from retriever.topic import is_frame

# A question turns on a word that weighs more than this share of all its words.
PIVOT = 0.4
# Words that frame a question ("what helps … succeed") say little about its subject.
FRAME_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A content word of the question, its stem and grams, and what finding it counts."""

    stem: str
    grams: frozenset[str]
    weight: float

    def stands_in(self, terms: Terms) -> bool:
        """As the word itself, in another form, in a compound, or with a typing error."""
        shared = len(self.grams & set(terms.grams))
        return self.stem in terms.stems or shared >= HELD_GRAMS * len(self.grams)


def asked_words(question: str, index: PassageIndex) -> list[AskedWord]:
    """The question's content words, and for English ones the glossary's Dutch."""
    text = f"{question} {translate(question)}" if language_of(question) == "en" else question
    units = max(len(index.terms), 1)
    found = []
    for word in dict.fromkeys(content_words(text)):
        grams = character_grams(word)
        # A compound may hold the word: rarity counts its rarest gram too.
        frequency = max(
            index.terms.frequency("stems", stem(word)),
            min(index.terms.frequency("grams", gram) for gram in grams),
        )
        rarity = math.log1p(units / (1 + frequency)) if frequency else 0.0
        share = FRAME_SHARE if is_frame(word) else 1.0
        found.append(AskedWord(stem(word), frozenset(grams), rarity * share))
    return found


def pivots_of(asked: Sequence[AskedWord]) -> list[AskedWord]:
    """The words that the question turns on: mostly none, at most two."""
    total = sum(word.weight for word in asked)
    return [word for word in asked if word.weight > PIVOT * total]


def is_beside(pivots: Sequence[AskedWord], terms: Terms) -> bool:
    """Whether a text lacks all words that the question turns on."""
    return bool(pivots) and not any(word.stands_in(terms) for word in pivots)

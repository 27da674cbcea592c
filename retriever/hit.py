"""What a retriever finds, and the seam that every retriever fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from corpus.document import Passage, Span
from corpus.units import unit_id

# The same word, its stem, a part of a compound, or most of its runs of five letters.
Way = Literal["word", "stem", "part", "grams"]


@dataclass(frozen=True, slots=True)
class Part:
    """Where one retriever put a hit: rank from 1, and score in that retriever's own unit."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the question, folded, and the word of the hit that it matches, in which way."""

    asked: str
    found: str
    way: Way


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage, or the stretch of it that answers best, with its score (higher is better).

    `span` lies within the passage and is what the reader sees first; `parts` names the retrievers
    that found it, for the evals and for "why this?"; `matches`, by which words, is there only in
    what a search gives back.
    """

    passage: Passage
    span: Span
    score: float
    parts: Mapping[str, Part] = field(default_factory=dict)
    matches: tuple[Match, ...] = ()

    @property
    def id(self) -> str:
        """Of the unit: document and offsets."""
        return unit_id(self.passage.document, self.span)

    @property
    def text(self) -> str:
        return self.passage.cut(self.span)


class Retriever(Protocol):
    def retrieve(self, question: str, k: int, documents: Sequence[str] = ()) -> list[Hit]:
        """At most `k` hits, best first; only from `documents` (ids) unless that is empty."""
        ...

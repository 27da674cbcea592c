"""What a question gets back: an answer made of claims, each with the quotes that prove it."""

from dataclasses import dataclass
from typing import Literal

from corpus.document import Quote
from retriever.hit import Hit
from retriever.question import Language

Outcome = Literal["answered", "uncertain", "not_found", "refused"]
Verdict = Literal["verbatim", "supported", "unsupported"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an answer. `verbatim` claims equal their quote to the letter."""

    text: str
    quotes: tuple[Quote, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Citation:
    """The number in square brackets behind a claim, and the quote that it leads to."""

    number: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Answer:
    """`text` is Markdown with citation numbers as `[1]`; `hits` are the passages that were read.

    `elapsed` is in seconds. Without evidence there are no claims and `outcome` is `not_found`: then
    `hits` are the nearest passages, which do not answer the question.
    """

    question: str
    language: Language
    outcome: Outcome
    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    elapsed: float
    # What a language model had to do with it, if one is set; and how many of its statements were
    # left out because no quote proves them.
    note: str = ""
    removed: int = 0
    # Chance that the documents hold the answer; None where nothing was weighed.
    probability: float | None = None
    # What was searched, where that is another question than was typed; else empty.
    asked: str = ""

    def numbers(self, claim: Claim) -> list[int]:
        """Citation numbers of `claim`, in order."""
        return [citation.number for citation in self.citations if citation.quote in claim.quotes]

"""Checks, without a language model, what is shown to a reader: that quotes stand in their document
letter by letter, and that a claim follows from the quotes beneath it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.analysis import content_words, stem
from corpus.document import Quote
from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.answer import Verdict

# Share of a claim's content words that its quotes must hold.
COVERED = 0.75


class FalseQuote(Exception):
    """A quote differs from the stored text: a fault in Bronwijzer, never shown as an answer."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """`reasons` say in English what a claim lacks; there are none where it holds."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()


class Verifier:
    """Judges claims against quotes, always in the same way."""

    def __init__(self, index: PassageIndex, encoder: Encoder) -> None:
        self._index, self._encoder = index, encoder

    def judge(self, claim: str, quotes: Sequence[Quote]) -> Judgement:
        """Whether `quotes`, taken together, say what `claim` says."""
        evidence = " ".join(quote.text for quote in quotes)
        if is_verbatim(claim, quotes):
            return Judgement("verbatim")
        missing = sorted(set(re.findall(r"\d+", claim)) - set(re.findall(r"\d+", evidence)))
        if missing:
            return Judgement("unsupported", tuple(f"no quote has {number}" for number in missing))
        known = {stem(word) for word in content_words(evidence)}
        words = [stem(word) for word in content_words(claim)]
        covered = sum(word in known for word in words) / max(len(words), 1)
        if covered < COVERED:
            return Judgement("unsupported", (f"the quotes hold {covered:.0%} of its words",))
        return Judgement("supported")


def is_verbatim(claim: str, quotes: Sequence[Quote]) -> bool:
    """Whether `claim` stands in one quote, white space, quote marks and a last full stop aside."""
    said = plain(claim).strip("' ").rstrip(".").rstrip("' ")
    return bool(said) and any(f" {said}" in f" {plain(quote.text)}" for quote in quotes)


def plain(text: str) -> str:
    """`text` with one kind of white space and of quote marks."""
    return re.sub(r"\s+", " ", re.sub(r"[\"“”„‘’`´«»]|''", "'", text)).strip()


def check_quotes(quotes: Sequence[Quote], index: PassageIndex) -> None:
    """Raises FalseQuote unless `quote.text == stored.text[span]` for all of them."""
    for quote in quotes:
        stored = index.text(quote.document).text[quote.span.start : quote.span.end]
        if stored != quote.text:
            raise FalseQuote(
                f"{quote.document}, {quote.span.start}-{quote.span.end}: {quote.text!r} is quoted, "
                f"{stored!r} is stored; run `bronwijzer ingest --rebuild`"
            )

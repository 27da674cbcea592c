"""Checks, without a language model, what is shown to a reader: that quotes stand in their document
letter by letter, and that a claim follows from the quotes beneath it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from corpus.document import Quote
from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.answer import Verdict
from retriever.claims.evidence import Reader, choose_evidence, sentences_of
from retriever.claims.figures import misplaced_figures, missing_figures
from retriever.claims.names import find_names, missing_names
from retriever.claims.negation import lost_denials, unfounded_denials
from retriever.claims.roles import missing_actors, swapped_roles
from retriever.claims.scales import contradictions
from retriever.claims.support import unsupported_words
from retriever.claims.words import Reading, align, cover
from retriever.question import language_of

# What a claim puts in quotation marks must stand so in a quote; one or two words may be a name.
QUOTED = re.compile(r"[“„\"«]([^”“\"»]+)[”“\"»]|(?<![\w])[‘']([^’']+)[’'](?!\w)")
QUOTED_WORDS = 3


class FalseQuote(Exception):
    """A quote differs from the stored text: a fault in Bronwijzer, never shown as an answer."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """`reasons` say in Dutch what speaks against the claim; there are none where it holds."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a claim has and its quotes have not, and what both have but say differently."""

    absent: tuple[str, ...]
    contradictions: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.absent and not self.contradictions

    @property
    def contradicts(self) -> bool:
        """Whether the quotes speak of the same thing and say otherwise."""
        return not self.absent and bool(self.contradictions)


class Verifier:
    """Judges claims against quotes, always in the same way.

    Of the 484 made claims of the test half it accepts every verbatim one, .70 of the true
    paraphrases and .039 of the altered ones; .74 and .027 on the dev half, where it was tuned.
    """

    def __init__(self, index: PassageIndex, encoder: Encoder) -> None:
        self._index, self._encoder = index, encoder

    def judge(self, claim: str, quotes: Sequence[Quote]) -> Judgement:
        """Whether `quotes`, taken together, say what `claim` says."""
        if not quotes:
            return Judgement("unsupported", ("er is geen citaat",))
        if _is_whole(claim, quotes):
            return Judgement("verbatim")
        found = self.compare(claim, quotes)
        if not found.holds:
            return Judgement("unsupported", (*found.contradictions, *found.absent))
        return Judgement("verbatim" if is_verbatim(claim, quotes) else "supported")

    def compare(self, claim: str, quotes: Sequence[Quote]) -> Comparison:
        """The claim beside those sentences of at least one quote that speak of it."""
        said, evidence = self._read(claim, quotes)
        likeness = align(said, evidence)
        covered = cover(said, evidence, likeness)
        across = language_of(claim) != self._index.documents[quotes[0].document].language
        absent = [
            *([] if across else _misquoted(claim, quotes)),
            *_absent(said, evidence, covered, self._names, across),
        ]
        return Comparison(tuple(absent), tuple(_contradictions(said, evidence, likeness)))

    def _read(self, claim: str, quotes: Sequence[Quote]) -> tuple[Reading, Reading]:
        texts = [
            sentence
            for quote in quotes
            for sentence in sentences_of(quote, self._index.text(quote.document))
        ]
        said, *sentences = self._reader.read([claim, *texts])
        return said, choose_evidence(said, sentences)

    @cached_property
    def _reader(self) -> Reader:
        texts = {id: self._index.text(id) for id in self._index.documents}
        return Reader(self._encoder, texts)

    @cached_property
    def _names(self) -> frozenset[str]:
        return find_names(self._index.text(id).text for id in self._index.documents)


def _absent(
    claim: Reading, evidence: Reading, covered: np.ndarray, names: frozenset[str], across: bool
) -> Iterator[str]:
    found: dict[str, str] = {}
    for said, words in (
        ("deze naam", missing_names(claim, evidence, covered, names)),
        ("deze partij", missing_actors(claim, covered)),
        ("dit", unsupported_words(claim, evidence, covered, across)),
    ):
        for word in words:
            found.setdefault(word, said)
    yield from (f"{said} staat niet in de bron: {word}" for word, said in found.items())


def _contradictions(claim: Reading, evidence: Reading, likeness: np.ndarray) -> Iterator[str]:
    for figure in missing_figures(claim, evidence):
        yield f"dit getal staat niet in de bron: {figure}"
    for figure in misplaced_figures(claim, evidence, likeness):
        yield f"dit getal hoort in de bron bij iets anders: {figure}"
    for words in unfounded_denials(claim, evidence, likeness):
        yield f"de bron ontkent dit niet: {words}"
    for words in lost_denials(claim, evidence, likeness):
        yield f"de bron ontkent dit: {words}"
    for words in contradictions(claim, evidence, likeness):
        yield f"de bron zegt dit anders: {words}"
    for pair in swapped_roles(claim, evidence, likeness):
        yield f"in de bron zijn de rollen omgekeerd: {pair}"


def is_verbatim(claim: str, quotes: Sequence[Quote]) -> bool:
    """Whether `claim` stands in one quote, white space, quote marks and a last full stop aside."""
    said = _plain(claim)
    return bool(said) and any(
        re.search(rf"(?<!\w){re.escape(said)}(?!\w)", _plain(quote.text)) for quote in quotes
    )


def _is_whole(claim: str, quotes: Sequence[Quote]) -> bool:
    return any(_plain(claim) == _plain(quote.text) for quote in quotes)


def _misquoted(claim: str, quotes: Sequence[Quote]) -> list[str]:
    """What the claim puts in quotation marks and no quote has letter by letter."""
    quoted = (match.group(1) or match.group(2) for match in QUOTED.finditer(claim))
    return [
        f"dit citaat staat niet in de bron: {text}"
        for text in quoted
        if len(text.split()) >= QUOTED_WORDS and not is_verbatim(text, quotes)
    ]


def _plain(text: str) -> str:
    """`text` with one kind of white space, and without quote marks and closing signs."""
    bare = re.sub(r"[\"“”„‘’`´«»']", "", text)
    return re.sub(r"\s+", " ", bare).strip().rstrip(".;:").rstrip()


def check_quotes(quotes: Sequence[Quote], index: PassageIndex) -> None:
    """Raises FalseQuote unless `quote.text == stored.text[span]` for all of them."""
    for quote in quotes:
        stored = index.text(quote.document).text[quote.span.start : quote.span.end]
        if stored != quote.text:
            raise FalseQuote(
                f"{quote.document}, {quote.span.start}-{quote.span.end}: {quote.text!r} is quoted, "
                f"{stored!r} is stored; run `bronwijzer ingest --rebuild`"
            )

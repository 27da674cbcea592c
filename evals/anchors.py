"""Printed pages proven by hand, so that a page shown can be wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.document import Span, StoredText
from evals.gold import read_rows
from evals.places import FoldedText, Place


class PageProof(BaseModel):
    """A stretch from the quote `first` to the quote `last` that lies on printed `page`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: str
    page: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Anchor:
    place: Place
    page: str

    def holds(self, place: Place) -> bool:
        return place.document == self.place.document and self.place.span.contains(place.span)


class StaleAnchor(ValueError):
    """A hand-proven page can't be found in the corpus any more; the message names its quote."""


def read_anchors(path: Path, texts: Mapping[str, StoredText]) -> list[Anchor]:
    """Raises BadGold for an unusable line, StaleAnchor for one that is not in `texts`."""
    proofs = read_rows(path, PageProof)
    folded = {id: FoldedText(texts[id].text) for id in {p.document for p in proofs} & texts.keys()}
    return [_anchor(proof, folded) for proof in proofs]


def _anchor(proof: PageProof, folded: Mapping[str, FoldedText]) -> Anchor:
    first, last = (_spans(proof, quote, folded) for quote in (proof.first, proof.last))
    start = first[0].start
    end = min((span.end for span in last if span.end > start), default=0)
    if not end:
        raise StaleAnchor(f"page {proof.page} of {proof.document} ends before it begins")
    return Anchor(Place(proof.document, Span(start, end)), proof.page)


def _spans(proof: PageProof, quote: str, folded: Mapping[str, FoldedText]) -> Sequence[Span]:
    spans = folded[proof.document].find(quote) if proof.document in folded else []
    if not spans:
        raise StaleAnchor(
            f"page {proof.page} of {proof.document}: {quote!r} is not there; correct the anchor"
        )
    return spans

"""Has the verifier judge the made claims by their quotes."""

from collections.abc import Callable, Mapping, Sequence

from corpus.document import Quote, Span, StoredText
from evals.claims import MadeClaim
from evals.gold import Evidence
from evals.places import StaleGold
from retriever.answer import Verdict
from retriever.verify import Judgement

Judge = Callable[[str, Sequence[Quote]], Judgement]


def judge_claims(
    claims: Sequence[MadeClaim], judge: Judge, texts: Mapping[str, StoredText]
) -> dict[str, Verdict]:
    """Verdicts by the claims' ids. Raises StaleGold."""
    return {
        claim.id: judge(
            claim.claim, [_located(quote, claim.id, texts) for quote in claim.quotes]
        ).verdict
        for claim in claims
    }


def _located(evidence: Evidence, id: str, texts: Mapping[str, StoredText]) -> Quote:
    stored = texts.get(evidence.document)
    start = stored.text.find(evidence.quote) if stored else -1
    if stored is None or start < 0:
        raise StaleGold(f"{id}: {evidence.document} no longer says {evidence.quote!r}")
    span = Span(start, start + len(evidence.quote))
    path, page = stored.section_path(span), stored.page_label(span)
    return Quote(evidence.document, span, evidence.quote, path, page)

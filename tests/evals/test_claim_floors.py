"""The verifier keeps the gate's floors on all made claims."""

from pathlib import Path

import pytest

from corpus.encoder import SentenceEncoder
from corpus.index import PassageIndex
from evals.claims import read_claims
from evals.floors import read_gate
from evals.judging import judge_claims
from evals.metrics.claims import claim_scores
from retriever.verify import Verifier

EVALS = Path(__file__).parents[2] / "evals"

pytestmark = pytest.mark.slow


def test_made_claims_are_judged_as_well_as_the_gate_demands(
    report_index: PassageIndex, encoder: SentenceEncoder
) -> None:
    claims = read_claims(EVALS / "claims.jsonl")
    texts = {id: report_index.text(id) for id in report_index.documents}
    verdicts = judge_claims(claims, Verifier(report_index, encoder).judge, texts)
    scores = claim_scores(claims, verdicts)
    floors = read_gate(EVALS / "gate.toml").claims
    assert {name for name in floors if (scores[name] or 0.0) < floors[name]} == set()

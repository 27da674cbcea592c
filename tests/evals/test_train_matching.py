"""Training tells the sentences that answer from those beside them."""

from pathlib import Path

import pytest

from corpus.encoder import SentenceEncoder
from corpus.index import PassageIndex
from evals.train_matching import read_cases, train_matching

EVALS = Path(__file__).parents[2] / "evals"


@pytest.fixture
def some(tmp_path: Path) -> Path:
    lines = (EVALS / "training.jsonl").read_text("utf-8").splitlines()[:24]
    (tmp_path / "some.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "some.jsonl"


def test_a_case_has_the_evidence_among_other_sentences(
    some: Path, report_index: PassageIndex, encoder: SentenceEncoder
) -> None:
    cases = list(read_cases(some, report_index, encoder))
    assert len(cases) == 24
    for case in cases:
        assert case.shares.sum().item() == pytest.approx(1.0)
        assert 0 < (case.shares > 0).sum() < len(case.shares) / 2
        assert case.sentences.shape[:2] == case.there.shape
        assert case.there.any(dim=1).all()


@pytest.mark.slow
def test_training_lowers_the_loss(
    some: Path, report_index: PassageIndex, encoder: SentenceEncoder
) -> None:
    losses = [train_matching(some, report_index, encoder, epochs)[1] for epochs in (1, 12)]
    assert losses[1] < 0.8 * losses[0]

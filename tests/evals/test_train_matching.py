"""Training tells the sentences that answer from those beside them."""

from pathlib import Path

import pytest

from corpus.encoder import SentenceEncoder
from corpus.index import PassageIndex
from evals.gold import read_training_questions
from evals.places import locate_quotes
from evals.train_matching import read_cases, train_matching
from retriever.ranked import RankedRetriever

EVALS = Path(__file__).parents[2] / "evals"


@pytest.fixture
def some(tmp_path: Path) -> Path:
    lines = (EVALS / "judged.jsonl").read_text("utf-8").splitlines()[:24]
    (tmp_path / "some.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "some.jsonl"


def test_a_case_has_the_answers_among_other_sentences(
    some: Path, report_index: PassageIndex, encoder: SentenceEncoder
) -> None:
    ranked = RankedRetriever(report_index, encoder)
    cases = list(read_cases(some, report_index, encoder, ranked))
    assert len(cases) == 24
    for case in cases:
        assert 0 < case.answers.sum() < len(case.answers)
        assert case.sentences.shape[:2] == case.there.shape
        assert case.there.any(dim=1).all()


def test_every_judged_sentence_stands_in_its_document(report_index: PassageIndex) -> None:
    rows = read_training_questions(EVALS / "judged.jsonl")
    texts = {id: report_index.text(id) for id in report_index.documents}
    quotes = [[quote] for row in rows for quote in (*row.evidence, *row.doubtful)]
    assert len(rows) > 4_000
    assert all(locate_quotes(quotes, texts))


@pytest.mark.slow
def test_training_lowers_the_loss(
    some: Path, report_index: PassageIndex, encoder: SentenceEncoder
) -> None:
    ranked = RankedRetriever(report_index, encoder)
    losses = [train_matching(some, report_index, encoder, ranked, n)[1] for n in (1, 30)]
    assert losses[1] < 0.8 * losses[0]

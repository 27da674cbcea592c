"""Training questions stay clear of what is reported on, and training teaches what they say."""

from pathlib import Path

import pytest

from corpus.index import PassageIndex
from evals.gold import read_questions, read_training_questions
from evals.places import FoldedText, Place, locate_gold
from evals.train_adapter import train_adapter

EVALS = Path(__file__).parents[2] / "evals"
MODELS = Path(__file__).parents[2] / "var" / "models" / "multilingual-e5-small"


def home(place: Place, index: PassageIndex) -> tuple[str, tuple[str, ...]]:
    return place.document, index.text(place.document).section_path(place.span)


@pytest.mark.parametrize(("name", "count"), [("training", 2100), ("judged", 4076)])
def test_nothing_is_learnt_from_a_section_with_evidence_of_the_test_split(
    report_index: PassageIndex, name: str, count: int
) -> None:
    texts = {id: report_index.text(id) for id in report_index.documents}
    folded = {id: FoldedText(text.text) for id, text in texts.items()}
    reported = {
        home(place, report_index)
        for question in locate_gold(read_questions(EVALS / "questions.jsonl"), texts)
        for fact in question.facts
        for place in fact.places
        if question.gold.split == "test"
    }
    rows = read_training_questions(EVALS / f"{name}.jsonl")
    found = {
        (row.id, evidence.quote): [
            home(Place(evidence.document, span), report_index)
            for span in folded[evidence.document].find(evidence.quote)
        ]
        for row in rows
        for evidence in (*row.evidence, *row.doubtful)
    }
    assert [place for place, homes in found.items() if not homes] == []
    assert [place for place, homes in found.items() if reported >= set(homes)] == []
    assert len({row.question.casefold() for row in rows}) == len(rows) == count


@pytest.mark.slow
def test_training_brings_questions_nearer_to_their_evidence(
    tmp_path: Path, report_index: PassageIndex
) -> None:
    lines = (EVALS / "training.jsonl").read_text("utf-8").splitlines()[:24]
    (tmp_path / "some.jsonl").write_text("\n".join(lines), encoding="utf-8")
    losses = [
        train_adapter(tmp_path / "some.jsonl", report_index, MODELS, tmp_path / "a.npz", epochs)
        for epochs in (1, 12)
    ]
    assert losses[1] < 0.95 * losses[0]
    assert (tmp_path / "a.npz").stat().st_size < 5_000_000

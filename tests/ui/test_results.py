"""What the view Kwaliteit reads from a result of an evaluation."""

import json
from pathlib import Path

from ui.results import Change, Measure, changes, measures, read_run


def result(path: Path, facts: float, outcome: str = "answered") -> Path:
    """Two questions: one that is answered, and an English one that no document answers."""
    cases = {
        "a": {"question": "Wat is omklap?", "language": "nl", "documents": ["wonen-2020"]},
        "b": {"question": "How high is the Dom?", "language": "en", "documents": []},
    }
    answers = {
        "a": {"outcome": outcome, "scores": {"nugget_recall": facts, "verbatim": 1.0}},
        "b": {"outcome": "not_found", "scores": {"nugget_recall": None}},
    }
    retrieval = {"ranked": {"a": {"scores": {"recall_6000": 0.75}}}}
    stamp = {"commit": "abc", "documents": {"wonen-2020": "0"}}
    run = {"stamp": stamp, "questions": 2, "cases": cases}
    path.write_text(json.dumps(run | {"retrieval": retrieval, "answers": answers}), "utf-8")
    return path


def test_means_are_of_the_questions_that_could_be_scored(tmp_path: Path) -> None:
    run = read_run(result(tmp_path / "result.json", facts=0.5))
    assert run is not None
    assert measures(run) == [
        Measure("found", 0.75, 0.75, None),
        Measure("facts", 0.5, 0.5, None),
        Measure("topic", None, None, None),
        Measure("verbatim", 1.0, 1.0, None),
        Measure("refused", 1.0, None, 1.0),
        Measure("wrongly", 0.0, 0.0, None),
    ]


def test_changes_are_by_question(tmp_path: Path) -> None:
    before = read_run(result(tmp_path / "before.json", facts=1.0))
    after = read_run(result(tmp_path / "after.json", facts=0.5))
    assert before and after
    assert changes(before, after) == [Change("Wat is omklap?", 1.0, 0.5)]


def test_a_file_that_is_no_result_is_no_measurement(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text("{}", "utf-8")
    assert read_run(tmp_path / "result.json") is None
    assert read_run(tmp_path / "missing.json") is None
    assert read_run(None) is None

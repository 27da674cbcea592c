"""The gate's file: read whole, or refused by name."""

from pathlib import Path

import pytest

from evals.floors import BadGate, Gate, read_gate
from evals.gold import read_questions

EVALS = Path("evals")


def test_the_gate_asks_for_questions_of_the_gold() -> None:
    gate = read_gate(EVALS / "gate.toml")
    questions = {question.id for question in read_questions(EVALS / "questions.jsonl")}
    assert set(gate.must_pass) <= questions
    assert gate.answers["verbatim"] == 1.0
    assert gate.headline in gate.retrieval


def test_a_misspelt_demand_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gate.toml"
    path.write_text('headline = "late"\nmust_pas = ["q-1"]\n', "utf-8")
    with pytest.raises(BadGate, match="must_pas"):
        read_gate(path)


def test_a_gate_may_ask_little(tmp_path: Path) -> None:
    path = tmp_path / "gate.toml"
    path.write_text('headline = "late"\n', "utf-8")
    assert read_gate(path) == Gate(headline="late")

"""A model that writes nothing but the truth, and cites it: little of it may be taken away.

perfect_answers.jsonl holds answers written by hand: statements, and how the sentences open that
prove each. The questions are those of the gold.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

import pytest

from corpus.encoder import Encoder
from corpus.index import PassageIndex
from tests.retriever.scripted import ScriptedModel, numbered, written_by

ROOT = Path(__file__).parents[2]
# The model is shown enough to find its sentences; which ones it is shown is measured elsewhere.
ROOM = 12_000
# Share of the true statements that the verifier does not see to be true, at most; none is the aim.
MOST_LOST = 0.28


class Statement(TypedDict):
    text: str
    quotes: list[str]


class PerfectAnswer(TypedDict):
    question: str
    statements: list[Statement]


def read(path: Path) -> list[PerfectAnswer]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def cite(statement: Statement, data: str) -> str:
    """The statement with its numbers, or nothing when the model was not shown what proves it."""
    numbers = [
        next((number for text, number in numbered(data).items() if opening in text), None)
        for opening in statement["quotes"]
    ]
    if None in numbers:
        return ""
    return statement["text"] + " " + "".join(f"[{number}]" for number in numbers)


def answer_truly(statements: list[Statement]) -> ScriptedModel:
    def reply(_: str, data: str) -> Iterator[str]:
        written = (cite(statement, data) for statement in statements)
        yield from (f"{statement}\n" for statement in written if statement)

    return ScriptedModel(reply=reply)


@pytest.mark.slow
def test_little_is_removed_of_answers_that_are_true(
    report_index: PassageIndex, encoder: Encoder
) -> None:
    rows = (ROOT / "evals" / "questions.jsonl").read_text("utf-8").splitlines()
    gold = {row["id"]: row["question"] for row in map(json.loads, rows)}
    removed: list[str] = []
    answered = said_in_all = 0
    for perfect in read(Path(__file__).with_name("perfect_answers.jsonl")):
        model = answer_truly(perfect["statements"])
        assistant = written_by(model, report_index, encoder, room=ROOM)
        answer = assistant.ask(gold[perfect["question"]])
        kept = {claim.text for claim in answer.claims}
        for _, data in model.asked:
            said = [one["text"] for one in perfect["statements"] if cite(one, data)]
            removed += [text for text in said if text not in kept]
            answered += bool(said)
            said_in_all += len(said)
    assert len(removed) <= MOST_LOST * said_in_all, removed
    assert answered >= 60

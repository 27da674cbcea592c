"""Follow-ups are asked alone, with the questions before them, and without."""

from pathlib import Path

import pytest
from rich.console import Console

from corpus.document import StoredText
from evals.floors import Failure, Gate, judge
from evals.follow_ups import lost
from evals.gold import follow_ups, read_dialogues
from evals.measure import Options, measure
from evals.report.wording import follow_up_rows
from evals.result import Result
from tests.evals.miniature import GOLD, LetterEncoder, QuotingAssistant


@pytest.fixture
def result(texts: dict[str, StoredText], gold: Path, console: Console, tmp_path: Path) -> Result:
    options = Options(gold, tmp_path / "report", "abc123", "standaard")
    return measure(QuotingAssistant(texts), {}, LetterEncoder(), options, console).result


def test_a_follow_up_carries_the_questions_before_it(gold: Path) -> None:
    (found,) = follow_ups(read_dialogues(gold / "dialogues.jsonl"))
    assert (found.asked, found.history) == ("Wanneer dan?", ("Komt het huurcontract op naam?",))
    assert (found.alone.id, found.alone.question) == ("d-1.2", GOLD[1][1])


def test_first_turns_and_turns_about_the_answer_itself_are_left_out() -> None:
    dialogues = read_dialogues(Path("evals/dialogues.jsonl"))
    turns = {f"{d.id}.{n}": turn for d in dialogues for n, turn in enumerate(d.turns, 1)}
    asked = [follow_up.alone.id for follow_up in follow_ups(dialogues)]
    assert len(asked) == 77
    assert all(turns[id].standalone and not turns[id].meta for id in asked)


def test_each_way_of_asking_is_scored(result: Result) -> None:
    # The word search finds nothing by "Wanneer dan?" alone, and the passage by what went before.
    ranked = {way: found["d-1.2"].scores["mrr"] for way, found in result.follow_ups.items()}
    assert ranked == {"stand-alone": 1.0, "with history": 1.0, "without history": 0.0}
    assert result.turns["d-1.2"].cluster == "d-1"


def test_what_is_lost_on_the_stand_alone_form_is_shown_with_its_interval(result: Result) -> None:
    kept = lost(result, "ndcg_10")
    assert kept is not None and (kept.value, kept.low, kept.high) == (0.0, 0.0, 0.0)
    assert follow_up_rows(result) == [
        ("stand-alone", ["1.000"] * 3, ""),
        ("with history", ["1.000"] * 3, ".000 [.000 to .000]"),
        ("without history", [".000"] * 3, "−1.000 [−1.000 to −1.000]"),
    ]


def test_follow_ups_that_lose_too_much_shut_the_gate(result: Result) -> None:
    gate = Gate(headline="words", follow_ups={"ndcg_10": 0.03})
    assert judge(result, gate) == []
    deaf = {**result.follow_ups, "with history": result.follow_ups["without history"]}
    forgotten = result.model_copy(update={"follow_ups": deaf})
    assert judge(forgotten, gate) == [
        Failure(
            "follow-ups ndcg_10",
            "follow-ups: ndcg_10 is 1.000 below that of their stand-alone forms; 0.030 is allowed",
        )
    ]

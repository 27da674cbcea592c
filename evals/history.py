"""The headline figures of every whole run, a line each: what changed as corpus and program grew."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel

from evals.metrics.refusal import ANSWERING
from evals.result import Result

NAME = "history.jsonl"


class Measured(BaseModel):
    """Means over the questions that could be scored, from 0 to 1; `moment` as ISO 8601. `found` to
    `verbatim` are of answers and of the headline's search, `refused` of questions that no document
    answers, and `wrongly` of those that one does."""

    moment: str
    commit: str
    corpus: str
    documents: int
    gold: str
    questions: int
    figures: Mapping[str, float | None]


def remember(result: Result, headline: str, moment: datetime, folders: Iterable[Path]) -> None:
    """Adds a line to the history in each folder."""
    stamp = result.stamp
    measured = Measured(
        moment=moment.isoformat(timespec="seconds"),
        commit=stamp.commit,
        corpus=stamp.corpus,
        documents=len(stamp.documents),
        gold=stamp.gold,
        questions=result.questions,
        figures=headline_figures(result, headline),
    )
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / NAME).open("a", encoding="utf-8") as file:
            file.write(measured.model_dump_json() + "\n")


def headline_figures(result: Result, headline: str) -> dict[str, float | None]:
    search, answers = result.retrieval.get(headline, {}), result.answers
    answerable = {id for id, case in result.cases.items() if case.answerable}

    def refused(id: str) -> float:
        return float(answers[id].outcome not in ANSWERING)

    def of_answers(metric: str) -> float | None:
        return _mean(answers, lambda id: answers[id].scores.get(metric))

    return {
        "found": _mean(search, lambda id: search[id].scores.get("recall_6000")),
        "facts": of_answers("nugget_recall"),
        "topic": of_answers("on_topic"),
        "verbatim": of_answers("verbatim"),
        "refused": _mean(answers.keys() - answerable, refused),
        "wrongly": _mean(answers.keys() & answerable, refused),
    }


def _mean(ids: Iterable[str], score: Callable[[str], float | None]) -> float | None:
    known = [value for id in ids if (value := score(id)) is not None]
    return round(sum(known) / len(known), 4) if known else None

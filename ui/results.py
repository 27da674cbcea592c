"""Reads the results of an evaluation as far as the page shows them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

# The best pipeline that a result holds, the best first.
PIPELINES = ("ranked", "late", "hybrid")
UNANSWERED = ("not_found", "refused")
CHANGES_SHOWN = 12

Scores = Mapping[str, float | None]


class _Stamp(BaseModel):
    commit: str
    documents: Mapping[str, str]


class _Case(BaseModel):
    question: str
    language: str
    documents: tuple[str, ...]


class _Scored(BaseModel):
    scores: Scores


class _Answered(_Scored):
    outcome: str


class Run(BaseModel):
    """A result file; what the page does not show is passed over."""

    stamp: _Stamp
    questions: int
    cases: Mapping[str, _Case]
    retrieval: Mapping[str, Mapping[str, _Scored]]
    answers: Mapping[str, _Answered]


@dataclass(frozen=True, slots=True)
class Measure:
    """Means over all questions that it can be taken of, and by language; from 0 to 1."""

    name: str
    all: float | None
    nl: float | None
    en: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose answer quotes more or fewer of the known facts than before."""

    question: str
    before: float
    after: float


def read_run(path: Path | None) -> Run | None:
    """None where nothing was measured, or what is there is no result."""
    try:
        return Run.model_validate_json(path.read_bytes()) if path else None
    except (OSError, ValidationError):
        return None


def measures(run: Run) -> list[Measure]:
    answerable = {id for id, case in run.cases.items() if case.documents}
    best = next((run.retrieval[name] for name in PIPELINES if name in run.retrieval), {})

    def unanswered(id: str) -> float:
        return float(run.answers[id].outcome in UNANSWERED)

    others = set(run.answers) - answerable
    return [
        _measure(run, "found", best, lambda id: best[id].scores.get("recall_6000")),
        _of_answers(run, "facts", "nugget_recall"),
        _of_answers(run, "topic", "on_topic"),
        _of_answers(run, "verbatim", "verbatim"),
        _measure(run, "refused", others, unanswered),
        _measure(run, "wrongly", answerable & set(run.answers), unanswered),
    ]


def _of_answers(run: Run, name: str, metric: str) -> Measure:
    return _measure(run, name, run.answers, lambda id: run.answers[id].scores.get(metric))


def _measure(
    run: Run, name: str, ids: Iterable[str], score: Callable[[str], float | None]
) -> Measure:
    scored = [(run.cases[id].language, value) for id in ids if (value := score(id)) is not None]
    by_language = [_mean(v for tongue, v in scored if tongue == one) for one in ("nl", "en")]
    return Measure(name, _mean(value for _, value in scored), *by_language)


def _mean(values: Iterable[float]) -> float | None:
    known = list(values)
    return sum(known) / len(known) if known else None


def changes(before: Run, after: Run) -> list[Change]:
    """Of the questions of both runs, the greatest loss first."""
    found = []
    for id in after.answers.keys() & before.answers.keys():
        old = before.answers[id].scores.get("nugget_recall")
        new = after.answers[id].scores.get("nugget_recall")
        if old is not None and new is not None:
            found.append(Change(after.cases[id].question, old, new))
    return sorted(found, key=lambda change: (change.after - change.before, change.question))

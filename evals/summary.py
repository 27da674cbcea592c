"""From scores per question to means with intervals, by slice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evals.metrics.bootstrap import interval
from evals.metrics.refusal import ANSWERING, auroc, macro_f1
from evals.result import Case, Result, Scores

RETRIEVAL = (
    "recall_3000",
    "recall_6000",
    "recall_12000",
    "ndcg_10",
    "recall_10",
    "mrr",
    "judged_10",
)
ANSWERS = (
    "nugget_recall",
    "vital_recall",
    "evidence_f1",
    "evidence_f1_lenient",
    "on_topic",
    "redundant_pairs",
    "length",
    "verbatim",
    "whole",
    "resolve",
    "page_right",
    "section_right",
    "net",
)


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over the `count` questions that could be scored, with its 95 % interval."""

    value: float
    low: float
    high: float
    count: int


def slices(cases: Mapping[str, Case]) -> dict[str, list[str]]:
    """Question ids by slice: all, then language, kind, split, category and document."""
    found: dict[str, list[str]] = {"all": list(cases)}
    for name, values in (
        ("language", {case.language for case in cases.values()}),
        ("split", {case.split for case in cases.values()}),
        ("kind", {case.kind for case in cases.values()}),
        ("category", {case.category for case in cases.values() if case.category}),
    ):
        for value in sorted(values):
            found[f"{name}: {value}"] = [
                id for id, case in cases.items() if getattr(case, name) == value
            ]
    for document in sorted({name for case in cases.values() for name in case.documents}):
        found[f"document: {document}"] = [
            id for id, case in cases.items() if document in case.documents
        ]
    return found


def mean(
    scores: Mapping[str, Scores], ids: Iterable[str], metric: str, cases: Mapping[str, Case]
) -> Mean | None:
    """Mean of `metric` over the questions in `ids` that have it; None if none has."""
    scored = [(id, scores[id].get(metric)) for id in ids if id in scores]
    known = [(id, value) for id, value in scored if value is not None]
    values = [value for _, value in known]
    bounds = interval(values, [cases[id].cluster for id, _ in known])
    if bounds is None:
        return None
    return Mean(sum(values) / len(values), *bounds, len(values))


def retrieval_scores(result: Result, retriever: str) -> dict[str, Scores]:
    return {id: score.scores for id, score in result.retrieval[retriever].items()}


def answer_scores(result: Result) -> dict[str, Scores]:
    return {id: score.scores for id, score in result.answers.items()}


def refusal(result: Result, ids: Iterable[str]) -> dict[str, float | None]:
    """Macro-F1, AUROC, false refusals, uncertain answers, and false answers by category."""
    asked = [id for id in ids if id in result.answers]
    answered = [result.answers[id].outcome in ANSWERING for id in asked]
    answerable = [result.cases[id].answerable for id in asked]
    confidences = [result.answers[id].confidence for id in asked]
    return {
        "macro_f1": macro_f1(answered, answerable),
        "auroc": auroc(confidences, answerable),
        "false refusals": _share([not a for a, b in zip(answered, answerable, strict=True) if b]),
        "uncertain": _share([result.answers[id].outcome == "uncertain" for id in asked]),
        **_false_answers(result, asked),
    }


def _false_answers(result: Result, asked: Sequence[str]) -> dict[str, float | None]:
    categories = {id: result.cases[id].category for id in asked}
    return {
        f"false answers, {category}": _share(
            [result.answers[id].outcome in ANSWERING for id in asked if categories[id] == category]
        )
        for category in sorted({name for name in categories.values() if name})
    }


def _share(verdicts: Sequence[bool]) -> float | None:
    return sum(verdicts) / len(verdicts) if verdicts else None


def percentiles(seconds: Iterable[float]) -> tuple[float, float] | None:
    """p50 and p95 in seconds."""
    values = list(seconds)
    if not values:
        return None
    p50, p95 = np.percentile(values, [50, 95])
    return float(p50), float(p95)

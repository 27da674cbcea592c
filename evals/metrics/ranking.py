"""Rank metrics over passages; the only module that knows ir-measures."""

from collections.abc import Iterable, Mapping, Sequence

import ir_measures
from ir_measures import RR, Judged, R, nDCG

from evals.places import Fact, Place

Grades = Mapping[str, int]
# The names under which results keep the field's own measures.
MEASURES = {nDCG @ 10: "ndcg_10", R @ 10: "recall_10", RR: "mrr", Judged @ 10: "judged_10"}


def passage_grades(facts: Sequence[Fact], passages: Mapping[str, Place]) -> dict[str, int]:
    """The gold as judgements of passages: 2 for one that holds most of a quote of a vital fact, 1
    for a fact that is not vital. A quote outside every passage is a passage of its own, missed."""
    grades: dict[str, int] = {}
    for fact in facts:
        for place in fact.places:
            id = _holder(place, passages)
            grades[id] = max(grades.get(id, 0), 2 if fact.vital else 1)
    return grades


def _holder(place: Place, passages: Mapping[str, Place]) -> str:
    shared = {
        id: place.span.overlap(passage.span)
        for id, passage in passages.items()
        if passage.document == place.document
    }
    best = max(shared, key=lambda id: shared[id], default="")
    return (
        best
        if best and shared[best]
        else f"missed {place.document} {place.span.start}-{place.span.end}"
    )


def rank_scores(
    grades: Mapping[str, Grades], rankings: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, float | None]]:
    """Per question nDCG@10 (Järvelin and Kekäläinen 2002, gain = grade), R@10, MRR, and judged@10:
    the share of the first ten that the gold knows. A question without grades has None."""
    scores: dict[str, dict[str, float | None]] = {
        question: dict.fromkeys(MEASURES.values(), 0.0 if grades[question] else None)
        for question in rankings
    }
    scorable = [question for question in rankings if grades[question] and rankings[question]]
    run = {question: _descending(rankings[question]) for question in scorable}
    judged = {question: dict(grades[question]) for question in run}
    for metric in ir_measures.iter_calc(list(MEASURES), judged, run) if run else ():
        scores[metric.query_id][MEASURES[metric.measure]] = float(metric.value)
    return scores


def _descending(ids: Iterable[str]) -> dict[str, float]:
    return {id: -float(rank) for rank, id in enumerate(dict.fromkeys(ids), 1)}

"""The gate: what must hold before a change goes in. Every failure is a sentence of its own."""

from collections.abc import Mapping
from pathlib import Path

from evals.comparison import paired
from evals.floors import Failure, Gate, judge
from evals.result import Result, Scores, UnreadableResult, read_result
from evals.summary import answer_scores, retrieval_scores

# Mean loss that must be ruled out, in shares: 3 points (field notes, section 2).
TOLERANCE = 0.03
GATED_RETRIEVAL = ("recall_6000", "ndcg_10")
GATED_ANSWERS = ("nugget_recall", "rightly_answered_or_refused")


def failures(result: Result, gate: Gate, baseline: Path) -> list[Failure]:
    """Everything that keeps the gate shut; empty opens it."""
    try:
        before = read_result(baseline)
    except UnreadableResult as error:
        return [*judge(result, gate), Failure("unreadable baseline", str(error))]
    return judge(result, gate) + compare(result, before, gate)


def compare(result: Result, baseline: Result, gate: Gate) -> list[Failure]:
    """What fails beside the baseline; first of all a baseline that can't be compared."""
    other = _not_comparable(result, baseline)
    if other:
        return [other]
    failures = []
    if gate.headline not in baseline.retrieval:
        message = f"the baseline has no scores of {gate.headline}; write a new one with --accept"
        return [Failure("baseline", message)]
    old, new = (retrieval_scores(run, gate.headline) for run in (baseline, result))
    for metric in GATED_RETRIEVAL:
        failures += _regressed(gate.headline, old, new, metric, result)
    for metric in GATED_ANSWERS:
        failures += _regressed(
            "answers", answer_scores(baseline), answer_scores(result), metric, result
        )
    return failures


def _not_comparable(result: Result, baseline: Result) -> Failure | None:
    then, now = baseline.stamp, result.stamp
    if then.corpus != now.corpus:
        ids = sorted(set(dict(then.documents).items() ^ dict(now.documents).items()))
        names = ", ".join(sorted({id for id, _ in ids}))
        return Failure(
            "other corpus",
            f"the baseline belongs to another corpus (different: {names}); see what changed with "
            "--since and write a new baseline with --accept",
        )
    if then.gold != now.gold:
        return Failure(
            "other gold",
            "the baseline was measured on other gold questions; write a new one with --accept",
        )
    if then.versions.get("metrics") != now.versions.get("metrics"):
        return Failure(
            "other metrics",
            f"the baseline was measured with metrics {then.versions.get('metrics')}, now they are "
            f"{now.versions.get('metrics')}; write a new one with --accept",
        )
    return None


def _regressed(
    what: str, old: Mapping[str, Scores], new: Mapping[str, Scores], metric: str, result: Result
) -> list[Failure]:
    found = paired(old, new, metric, result.cases)
    if found is None:
        return [Failure(f"regression {what} {metric}", f"{what}: {metric} can't be compared")]
    if found.bound > -TOLERANCE:
        return []
    message = (
        f"{what}: {metric} changed by {found.difference:+.3f} ({found.wins} won, {found.losses} "
        f"lost); in 95 of 100 draws the change is only above {found.bound:+.3f}, and "
        f"{-TOLERANCE:+.3f} is allowed"
    )
    return [Failure(f"regression {what} {metric}", message)]

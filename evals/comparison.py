"""Two runs side by side, question by question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.metrics.bootstrap import lower_bound
from evals.result import Case, Result, Scores
from evals.summary import answer_scores, retrieval_scores


@dataclass(frozen=True, slots=True)
class Change:
    """What one run gives a question that the other does not; scores as before and after."""

    id: str
    metric: str
    before: float
    after: float
    facts_gained: tuple[str, ...]
    facts_lost: tuple[str, ...]
    passages_gained: tuple[str, ...]
    passages_lost: tuple[str, ...]

    @property
    def difference(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Paired:
    """Mean difference of a metric over the questions of both runs, its one-sided 95 % bound, and
    how many questions won, tied and lost."""

    difference: float
    bound: float
    wins: int
    ties: int
    losses: int


def paired(
    before: Mapping[str, Scores],
    after: Mapping[str, Scores],
    metric: str,
    cases: Mapping[str, Case],
) -> Paired | None:
    """None if no question has the metric in both."""
    pairs = score_pairs(before, after, metric)
    differences = [new - old for _, old, new in pairs]
    bound = lower_bound(differences, [cases[id].cluster for id, _, _ in pairs])
    if bound is None:
        return None
    wins, losses = sum(d > 0 for d in differences), sum(d < 0 for d in differences)
    ties = len(pairs) - wins - losses
    return Paired(sum(differences) / len(differences), bound, wins, ties, losses)


def score_pairs(
    before: Mapping[str, Scores], after: Mapping[str, Scores], metric: str
) -> list[tuple[str, float, float]]:
    """Question id, old and new score, where both runs could score it."""
    found = []
    for id in after:
        old, new = before.get(id, {}).get(metric), after[id].get(metric)
        if old is not None and new is not None:
            found.append((id, old, new))
    return found


def retrieval_changes(before: Result, after: Result, retriever: str, metric: str) -> list[Change]:
    """Questions with another score or another first ten, greatest loss first."""
    if retriever not in before.retrieval:
        return []
    pairs = score_pairs(
        retrieval_scores(before, retriever), retrieval_scores(after, retriever), metric
    )
    changes = [_change(before, after, retriever, metric, *pair) for pair in pairs]
    changed = [c for c in changes if c.difference or c.passages_gained or c.passages_lost]
    return sorted(changed, key=lambda change: (change.difference, change.id))


def _change(
    before: Result, after: Result, retriever: str, metric: str, id: str, old: float, new: float
) -> Change:
    was, now = before.retrieval[retriever][id], after.retrieval[retriever][id]
    facts = after.cases[id].facts
    return Change(
        id=id,
        metric=metric,
        before=old,
        after=new,
        facts_gained=_newly_found(facts, was.found, now.found),
        facts_lost=_newly_found(facts, now.found, was.found),
        passages_gained=tuple(p for p in now.passages if p not in was.passages),
        passages_lost=tuple(p for p in was.passages if p not in now.passages),
    )


def _newly_found(
    facts: Sequence[str], old: Sequence[int | None], new: Sequence[int | None]
) -> tuple[str, ...]:
    """Facts that `new` reads at an earlier rank, or reads at all."""
    never = 10**6
    return tuple(
        fact for fact, a, b in zip(facts, old, new, strict=False) if (b or never) < (a or never)
    )


def answer_changes(before: Result, after: Result) -> list[str]:
    """Ids of the questions whose outcome or quotes are different, greatest loss of facts first."""
    old, new = answer_scores(before), answer_scores(after)
    changed = [
        id
        for id in new
        if id in old
        and (before.answers[id].outcome, before.answers[id].quotes)
        != (after.answers[id].outcome, after.answers[id].quotes)
    ]
    loss = {id: _net(old[id]) - _net(new[id]) for id in changed}
    return sorted(changed, key=lambda id: (-loss[id], id))


def _net(scores: Scores) -> float:
    return scores.get("net") or 0.0

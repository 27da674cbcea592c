"""Is the answer in the documents? How well answering and refusing follow the gold."""

from collections.abc import Sequence

from retriever.answer import Outcome

# `uncertain` shows passages as possibly related: the reader is given something, so it counts as an
# answer, also where the documents have none.
ANSWERING: frozenset[Outcome] = frozenset({"answered", "uncertain"})


def macro_f1(answered: Sequence[bool], answerable: Sequence[bool]) -> float | None:
    """Mean of the F1 of answering what is answerable and the F1 of refusing what is not
    (Trust-Score, Song et al. 2024). None unless both sorts of question are there."""
    if all(answerable) or not any(answerable):
        return None
    refused, unanswerable = [not a for a in answered], [not a for a in answerable]
    return (_f1(answered, answerable) + _f1(refused, unanswerable)) / 2


def _f1(said: Sequence[bool], true: Sequence[bool]) -> float:
    right = sum(s and t for s, t in zip(said, true, strict=True))
    return 2 * right / (sum(said) + sum(true))


def auroc(confidences: Sequence[float], answerable: Sequence[bool]) -> float | None:
    """Chance that an answerable question has more confidence than an unanswerable one, ties half
    (Mann and Whitney 1947). None unless both sorts of question are there."""
    yes = [c for c, a in zip(confidences, answerable, strict=True) if a]
    no = [c for c, a in zip(confidences, answerable, strict=True) if not a]
    if not yes or not no:
        return None
    wins = sum((a > b) + 0.5 * (a == b) for a in yes for b in no)
    return wins / (len(yes) * len(no))


def net_score(answered: bool, answerable: bool, nugget_recall: float | None) -> int:
    """+1 right, 0 refused, -1 wrong (CRAG, Yang et al. 2024). Right is an answer with at least half
    of the facts; any answer to an unanswerable question is wrong."""
    if not answered:
        return 0
    return 1 if answerable and (nugget_recall or 0.0) >= 0.5 else -1


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """Points (coverage, risk) when only the most confident questions are answered: the share that
    is answered, and the share of those that is wrong (El-Yaniv and Wiener 2010)."""
    order = sorted(range(len(right)), key=lambda i: -confidences[i])
    points, wrong = [], 0
    for answered, i in enumerate(order, 1):
        wrong += not right[i]
        points.append((answered / len(order), wrong / answered))
    return points

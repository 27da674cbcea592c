"""How figures are written, in the terminal and on the page."""

from evals.follow_ups import ALONE, lost
from evals.result import Result
from evals.summary import Mean, mean

LABELS = {"macro_f1": "macro-F1", "auroc": "AUROC"}
FOLLOWED = ("ndcg_10", "recall_10", "recall_6000")


def figure(number: float | None) -> str:
    """Shares with three decimals, counts of characters without; empty for what wasn't scored."""
    if number is None:
        return ""
    if abs(number) >= 10:
        return f"{number:,.0f}"
    text = f"{number:.3f}"
    short = text.replace("0.", ".", 1) if abs(number) < 1 else text
    return short.replace("-", "−")


def value(mean: Mean | None) -> str:
    return figure(mean.value if mean else None)


def interval(mean: Mean | None) -> str:
    return f"{figure(mean.value)} [{figure(mean.low)} to {figure(mean.high)}]" if mean else ""


def delta(change: float | None) -> str:
    """A change with its sign; `=` where there is none."""
    if change is None:
        return ""
    return "=" if abs(change) < 0.0005 else ("+" if change > 0 else "−") + figure(abs(change))


def follow_up_rows(result: Result) -> list[tuple[str, list[str], str]]:
    """By way of asking: its name, the means of what is `FOLLOWED`, and the change of the first of
    them on the stand-alone form, with its interval."""
    rows = []
    for way, found in result.follow_ups.items():
        scores = {id: score.scores for id, score in found.items()}
        cells = [value(mean(scores, scores, metric, result.turns)) for metric in FOLLOWED]
        change = None if way == ALONE else lost(result, FOLLOWED[0], way)
        rows.append((way, cells, interval(change)))
    return rows

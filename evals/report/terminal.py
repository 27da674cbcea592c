"""A run in the terminal: what was measured, what changed, what fails."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.comparison import Paired, paired
from evals.floors import Failure
from evals.gold import CHARACTERS
from evals.report.wording import FOLLOWED, LABELS, delta, figure, follow_up_rows, value
from evals.result import Result
from evals.summary import (
    ANSWERS,
    RETRIEVAL,
    answer_scores,
    mean,
    percentiles,
    refusal,
    retrieval_scores,
)

RECALLS = tuple(f"recall_{n}" for n in CHARACTERS)
STRICT = tuple(f"text_recall_{n}" for n in CHARACTERS)
RANKS = ("ndcg_10", "recall_10", "mrr", "judged_10")
HEADERS = {
    **{f"recall_{n}": f"R@{n // 1000}k" for n in CHARACTERS},
    **{f"text_recall_{n}": f"W@{n // 1000}k" for n in CHARACTERS},
    "ndcg_10": "nDCG@10",
    "recall_10": "R@10",
    "mrr": "MRR",
    "judged_10": "judged@10",
}


def show_result(result: Result, before: Result | None, headline: str, console: Console) -> None:
    recalls = "Facts in the first characters read: R, 80 % of a quote; W, a whole quote"
    console.print(_ladder(result, headline, recalls, (*RECALLS, *STRICT), times=False))
    console.print(_ladder(result, headline, "First ten, and milliseconds", RANKS, times=True))
    console.print(_answers(result, before))
    console.print(_refusal(result))
    if result.turns:
        console.print(_follow_ups(result))
    if result.claims:
        console.print(_claims(result))
    console.print(
        f"{result.questions} questions · corpus {result.stamp.corpus} · gold {result.stamp.gold} · "
        f"commit {result.stamp.commit} · settings {result.stamp.settings}"
    )


def _ladder(
    result: Result, headline: str, title: str, metrics: Sequence[str], times: bool
) -> Table:
    """Every retriever alone and combined, and the neighbours where they have any of `metrics`: the
    stricter rule fits both. No wider than 80 columns."""
    table = Table(title=title, title_justify="left")
    table.add_column("", no_wrap=True)
    for metric in (*metrics, *(("p50", "p95") if times else ())):
        table.add_column(HEADERS.get(metric, metric), justify="right")
    measured = {name: retrieval_scores(result, name) for name in result.retrieval}
    measured |= {name: dict(scores) for name, scores in result.neighbours.items()}
    for name, scores in measured.items():
        cells = [value(mean(scores, scores, metric, result.cases)) for metric in metrics]
        cells += _milliseconds(result, name) if times else []
        table.add_row(name, *cells, style="bold" if name == headline else None)
    return table


def _milliseconds(result: Result, name: str) -> list[str]:
    found = percentiles(result.elapsed.get(name, {}).values())
    return [f"{seconds * 1000:.0f}" for seconds in found] if found else ["", ""]


def _answers(result: Result, before: Result | None) -> Table:
    table = Table(title="Answers", title_justify="left")
    for column in ("", "mean", "95 %", "Dutch", "English", "test", "change"):
        table.add_column(column, justify="left" if not column else "right")
    scores = answer_scores(result)
    groups = [
        [id for id, case in result.cases.items() if case.language == "nl"],
        [id for id, case in result.cases.items() if case.language == "en"],
        [id for id, case in result.cases.items() if case.split == "test"],
    ]
    for metric in ANSWERS:
        whole = mean(scores, scores, metric, result.cases)
        parts = [mean(scores, ids, metric, result.cases) for ids in groups]
        change = _change(result, before, metric)
        table.add_row(
            metric,
            value(whole),
            f"{figure(whole.low)}–{figure(whole.high)}" if whole else "",
            *(value(part) for part in parts),
            delta(change.difference) if change else "",
        )
    return table


def _change(result: Result, before: Result | None, metric: str) -> Paired | None:
    if before is None:
        return None
    return paired(answer_scores(before), answer_scores(result), metric, result.cases)


def _refusal(result: Result) -> Table:
    table = Table(title="Refusal", title_justify="left")
    table.add_column("")
    groups = {"all": list(result.cases)}
    groups |= {s: [i for i, c in result.cases.items() if c.split == s] for s in ("dev", "test")}
    figures = {name: refusal(result, ids) for name, ids in groups.items() if ids}
    for name in figures:
        table.add_column(name, justify="right")
    for metric in figures["all"]:
        cells = [figure(values.get(metric)) for values in figures.values()]
        table.add_row(LABELS.get(metric, metric), *cells)
    return table


def _claims(result: Result) -> Table:
    """Share of the made claims that the verifier accepts, by kind, and what the gate looks at."""
    table = Table(title="Claims accepted", title_justify="left")
    table.add_column("")
    columns = list(dict.fromkeys(c for row in result.claims_by_kind.values() for c in row))
    for column in columns:
        table.add_column(column, justify="right")
    for kind, shares in result.claims_by_kind.items():
        table.add_row(kind, *(figure(shares.get(column)) for column in columns))
    table.add_section()
    for name, share in result.claims.items():
        table.add_row(name, figure(share))
    return table


def _follow_ups(result: Result) -> Table:
    title = f"{len(result.turns)} follow-ups, by the way of asking"
    table = Table(title=title, title_justify="left")
    for column in ("", *(HEADERS[metric] for metric in FOLLOWED), "nDCG@10 against stand-alone"):
        table.add_column(column, justify="right" if column else "left")
    for way, cells, change in follow_up_rows(result):
        table.add_row(way, *cells, change)
    return table


def show_failures(failures: Sequence[Failure], console: Console) -> None:
    if not failures:
        console.print("[green]The gate is open.[/green]")
    for failure in failures:
        console.print(f"[red]{escape(failure.check)}[/red]: {escape(failure.message)}")


def show_accepted(
    result: Result, before: Result | None, path: Path, headline: str, console: Console
) -> None:
    """What the new baseline says, beside the old one where there was one."""
    console.print(f"{path} is now the baseline: {result.questions} questions")
    new = retrieval_scores(result, headline)
    for metric in RETRIEVAL:
        now = mean(new, new, metric, result.cases)
        old = retrieval_scores(before, headline) if before and headline in before.retrieval else {}
        change = paired(old, new, metric, result.cases)
        text = f" ({delta(change.difference)})" if change else ""
        console.print(f"  {headline} {metric} {value(now)}{text}")

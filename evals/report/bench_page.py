"""Benchmarks as one HTML file: a table and a picture each."""

from collections.abc import Sequence
from math import log10

from evals.bench import Cost
from evals.gold import CHARACTERS
from evals.report import charts
from evals.report.markup import document, figure_of, pair, table_of
from evals.scale import Scale

COSTS = ("", *(f"{n:,}" for n in CHARACTERS), "p50 ms", "p95 ms", "index s", "MiB")
SCALES = ("passages", "windows", "p50 ms", "p95 ms", "index s", "disk MiB", "memory MiB")


def bench_page(costs: Sequence[Cost], scales: Sequence[Scale]) -> str:
    body = [
        "<h1>Bronwijzer: benchmarks</h1><h2>Beside the neighbours</h2>",
        "<p>Share of the facts with a whole quote in the first characters read, time of a question,"
        " time of indexing, and peak memory of the process, encoder included.</p>",
        table_of(COSTS, [[cost.name, *cost_cells(cost)] for cost in costs]),
        "<h2>As the corpus grows</h2>",
        pair(_growth(scales), table_of(SCALES, [scale_cells(scale) for scale in scales])),
    ]
    return document("Bronwijzer: benchmarks", "".join(body))


def cost_cells(cost: Cost) -> list[str]:
    times = [f"{cost.p50 * 1000:.0f}", f"{cost.p95 * 1000:.0f}", f"{cost.index_seconds:.1f}"]
    return [*(f"{recall:.3f}" for recall in cost.recalls), *times, _mib(cost.memory)]


def scale_cells(scale: Scale) -> list[str]:
    times = [f"{scale.p50 * 1000:.0f}", f"{scale.p95 * 1000:.0f}", f"{scale.index_seconds:.0f}"]
    return [f"{scale.passages:,}", f"{scale.units:,}", *times, _mib(scale.disk), _mib(scale.memory)]


def _mib(size: float | None) -> str:
    return "" if size is None else f"{size:,.0f}"


def _growth(scales: Sequence[Scale]) -> str:
    lines = {
        "p50": [(log10(scale.passages), scale.p50 * 1000) for scale in scales],
        "p95": [(log10(scale.passages), scale.p95 * 1000) for scale in scales],
    }
    labels = {log10(scale.passages): f"{scale.passages:,}" for scale in scales}
    chart = charts.growth(lines, labels, "milliseconds of a question by number of passages")
    caption = "Milliseconds of a question, p50 and p95, by number of passages (each step tenfold)."
    return figure_of(chart, caption)

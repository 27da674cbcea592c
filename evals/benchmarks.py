"""What `bronwijzer eval --bench` calls: costs beside the neighbours, and costs as corpora grow."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from corpus.document import StoredText
from evals.alone import Load
from evals.bench import measure_costs
from evals.report.bench_page import COSTS, SCALES, bench_page, cost_cells, scale_cells
from evals.scale import measure_scale

# Passages of the indexes that are made, up to what is asked for.
SIZES = (1_000, 10_000, 100_000, 1_000_000)


def run_benchmarks(
    load: Load,
    texts: Mapping[str, StoredText],
    corpus: Path,
    gold: Path,
    output: Path,
    console: Console,
    most: int = 10_000,
) -> int:
    """Exit status. Indexes are made of up to `most` passages. `load` makes the encoder and must be
    picklable: every measurement runs in a process of its own. Writes bench.json and bench.html to
    `output`."""
    with console.status("ours and LangChain's pipelines, one after another"):
        costs = measure_costs(load, corpus, gold)
    console.print(_table("Beside the neighbours", COSTS, [[c.name, *cost_cells(c)] for c in costs]))
    scales = []
    for size in (size for size in SIZES if size <= most):
        with console.status(f"{size:,} passages"):
            scales.append(measure_scale(load, _sentences(texts), size, gold))
    console.print(_table("As the corpus grows", SCALES, [scale_cells(s) for s in scales]))
    output.mkdir(parents=True, exist_ok=True)
    found = {"costs": [asdict(c) for c in costs], "scales": [asdict(s) for s in scales]}
    (output / "bench.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    (output / "bench.html").write_text(bench_page(costs, scales), "utf-8")
    return 0


def _sentences(texts: Mapping[str, StoredText]) -> list[str]:
    return [
        stored.text[sentence.span.start : sentence.span.end]
        for stored in texts.values()
        for sentence in stored.sentences
    ]


def _table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(title=title, title_justify="left")
    for column in header:
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table

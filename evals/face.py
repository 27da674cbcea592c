"""What `bronwijzer eval` calls: measure, report, gate, accept, and what changed since."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from corpus.encoder import Encoder
from evals.anchors import StaleAnchor
from evals.candidates import find_candidates
from evals.floors import BadGate, Failure, read_gate
from evals.gate import failures
from evals.gold import BadGold
from evals.history import remember
from evals.measure import Assistant, Options, Run, measure
from evals.places import StaleGold
from evals.report.changes import show_since
from evals.report.files import write_reports
from evals.report.terminal import show_accepted, show_failures, show_result
from evals.result import Result, UnreadableResult, read_result, slim, write_result
from evals.since import changed_documents, changed_questions
from retriever.hit import Retriever


def run_evals(
    assistant: Assistant,
    retrievers: Mapping[str, Retriever],
    encoder: Encoder,
    options: Options,
    console: Console,
) -> int:
    """Exit status: 0, or 1 where the gold is unusable or the gate stays shut. The last retriever
    is the one that answers are made from."""
    try:
        run = measure(assistant, retrievers, encoder, options, console)
        return _conclude(run, encoder, options, console)
    except (BadGold, StaleGold, StaleAnchor, BadGate, UnreadableResult) as error:
        show_failures([Failure(type(error).__name__, str(error))], console)
        return 1


def _conclude(run: Run, encoder: Encoder, options: Options, console: Console) -> int:
    gate = read_gate(options.gold / "gate.toml")
    found = failures(run.result, gate, options.baseline) if options.gate else []
    before = _before(options)
    write_reports(run.result, before, gate.headline, found, options.output)
    if options.split is None:
        folders = [options.output, *([options.gold] if options.accept else [])]
        remember(run.result, gate.headline, datetime.now(UTC), folders)
    show_result(run.result, before, gate.headline, console)
    if options.since:
        _explain(run, options.since, gate.headline, encoder, console)
    if options.accept:
        write_result(slim(run.result, gate.headline), options.baseline)
        show_accepted(run.result, before, options.baseline, gate.headline, console)
    if options.gate:
        show_failures(found, console)
    return 1 if found else 0


def _explain(run: Run, since: Path, headline: str, encoder: Encoder, console: Console) -> None:
    older = read_result(since)
    new = changed_documents(older.stamp, run.result.stamp)
    candidates = find_candidates(run.asked, run.texts, new, encoder)
    changes = changed_questions(older, run.result, headline)
    show_since(older, run.result, changes, candidates, console)


def _before(options: Options) -> Result | None:
    """What this run is shown beside: an unreadable baseline is the gate's business."""
    try:
        return read_result(options.since or options.baseline)
    except UnreadableResult:
        return None

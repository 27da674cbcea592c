"""What changed since an older run, in the terminal: questions with their causes, new evidence."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.candidates import Candidate
from evals.report.wording import delta
from evals.result import Result
from evals.since import ChangedQuestion, changed_documents

SHOWN = 30


def show_since(
    before: Result,
    result: Result,
    changes: Sequence[ChangedQuestion],
    candidates: Sequence[Candidate],
    console: Console,
) -> None:
    """Documents that changed, the questions that changed with their cause, and new evidence."""
    for id, how in sorted(changed_documents(before.stamp, result.stamp).items()):
        console.print(f"{id} was {how}")
    shown = [change for change in changes if change.matters]
    console.print(_changes(shown))
    if len(shown) < len(changes):
        others = len(changes) - len(shown)
        console.print(f"{others} more find other passages of the same documents, and no less")
    proving = [candidate for candidate in candidates if not candidate.missing]
    differing = [candidate for candidate in candidates if candidate.missing]
    _show_candidates(proving, "may prove gold facts too; confirm by hand", console)
    _show_candidates(differing, "say it with other figures; do the reports disagree?", console)


def _changes(changes: Sequence[ChangedQuestion]) -> Table:
    table = Table(title=f"{len(changes)} questions changed", title_justify="left")
    for column in ("id", "question", "recall at 6k", "facts in the answer", "cause"):
        table.add_column(column)
    for change in changes:
        cause = ", ".join(change.causes) or "no passage of a document that changed"
        answer = "same answer" if change.facts is None else f"other quotes, {delta(change.facts)}"
        row = (change.id, escape(change.question), delta(change.difference), answer, cause)
        table.add_row(*row)
    return table


def _show_candidates(candidates: Sequence[Candidate], what: str, console: Console) -> None:
    if candidates:
        console.print(f"{len(candidates)} sentences {what}:")
    for candidate in candidates[:SHOWN]:
        line = f"{candidate.id} ({candidate.fact}) ← {candidate.document}: {candidate.sentence}"
        without = f" (without {', '.join(candidate.missing)})" if candidate.missing else ""
        console.print(f"{candidate.likeness:.2f} {escape(line + without)}", soft_wrap=True)

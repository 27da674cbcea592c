"""The report as one HTML file: it needs no script, no network and no other file."""

from collections.abc import Sequence
from html import escape

from evals.floors import Failure
from evals.report.markup import document
from evals.report.questions import question_list
from evals.report.sections import beside, claims, follow_ups, refusals, rungs, sliced, tiles, times
from evals.report.view import View
from evals.result import Result


def page(result: Result, before: Result | None, headline: str, failures: Sequence[Failure]) -> str:
    view = View(result, before, headline)
    sections = [
        _head(view),
        _failures(failures),
        tiles(view),
        _section("What every rung buys", rungs(view)),
        _section("Slices", sliced(view)),
        _section("Refusal", refusals(view)),
        _section("Follow-ups", follow_ups(view)) if result.turns else "",
        _section("Made claims", claims(view)) if result.claims else "",
        _section("Time", times(view)),
        _section("Beside the baseline", beside(view)),
        _section("Questions", question_list(view)),
    ]
    return document("Bronwijzer: evaluation", "".join(sections))


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>"


def _head(view: View) -> str:
    stamp, before = view.result.stamp, view.before
    versions = ", ".join(f"{name} {number}" for name, number in stamp.versions.items())
    compared = f"compared with commit {before.stamp.commit}" if before else "no baseline"
    return (
        f"<h1>Bronwijzer: evaluation</h1><p>{view.result.questions} questions over "
        f"{len(stamp.documents)} documents, {escape(compared)}.</p>"
        f'<p class="stamp">commit {escape(stamp.commit)} · settings {escape(stamp.settings)} · '
        f"corpus {escape(stamp.corpus)} · gold {escape(stamp.gold)}<br>{escape(versions)}</p>"
    )


def _failures(failures: Sequence[Failure]) -> str:
    return "".join(
        f'<p class="fail"><b>{escape(failure.check)}</b>: {escape(failure.message)}</p>'
        for failure in failures
    )

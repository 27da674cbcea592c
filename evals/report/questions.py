"""Every question of a run on the page: what was found, at which rank, and what changed."""

import re
from collections.abc import Sequence
from html import escape

from evals.metrics.refusal import ANSWERING
from evals.report.view import View
from evals.report.wording import delta, figure

_BOLD = re.compile(r"\*\*(.+?)\*\*")


def question_list(view: View) -> str:
    """Changed questions first, greatest loss first; then the rest, least found first."""
    ids = sorted(view.result.cases, key=lambda id: (view.difference(id), view.score(id) or 0.0))
    changed = [id for id in ids if _is_changed(view, id)]
    same = [id for id in ids if not _is_changed(view, id)]
    parts = [f"<h3>{len(changed)} changed</h3>"] if view.before else []
    parts += [_details(view, id) for id in changed]
    parts += [f"<h3>{len(same)} {'as before' if view.before else 'questions'}</h3>"]
    parts += [_details(view, id) for id in same]
    return "".join(parts)


def _is_changed(view: View, id: str) -> bool:
    if view.before is None:
        return False
    then, now = view.before.answers.get(id), view.result.answers.get(id)
    if then is None or now is None or view.old_search(id) != view.search(id):
        return True
    return (then.outcome, then.quotes) != (now.outcome, now.quotes)


def _details(view: View, id: str) -> str:
    change = view.difference(id)
    shown = figure(view.score(id)) + (f" ({delta(change)})" if change else "")
    style = "good" if change > 0 else "bad" if change < 0 else ""
    question = escape(view.result.cases[id].question)
    return (
        f'<details><summary><span class="id">{escape(id)}</span><span>{question}</span>'
        f'<span class="score {style}">{shown}</span></summary><div class="body">'
        f"{_reasons(view, id)}{_facts(view, id)}{_passages(view, id)}{_answers(view, id)}"
        "</div></details>"
    )


def _reasons(view: View, id: str) -> str:
    """Why this question counts as it does, in words."""
    case, answer = view.result.cases[id], view.result.answers.get(id)
    reasons: list[str] = [case.language, case.category or case.kind, case.split]
    if answer:
        reasons.append(answer.outcome)
        if (answer.outcome in ANSWERING) != case.answerable:
            reasons.append("should have been " + ("answered" if case.answerable else "refused"))
    then = view.before.answers.get(id) if view.before else None
    if then and answer and then.outcome != answer.outcome:
        reasons.append(f"was {then.outcome}")
    return f'<p class="soft">{escape(" · ".join(reasons))}</p>'


def _facts(view: View, id: str) -> str:
    now, then = view.search(id), view.old_search(id)
    if now is None:
        return ""
    answer = view.result.answers.get(id)
    quoted = answer.found if answer else ()
    lines = []
    for number, fact in enumerate(view.result.cases[id].facts):
        rank = _rank(now.found, number)
        was = _rank(then.found, number) if then else rank
        notes = [rank] + ([f"was {was}"] if was != rank else [])
        notes += ["in the answer"] if quoted[number : number + 1] == (True,) else []
        lines.append(f'<li>{escape(fact)} <span class="soft">({", ".join(notes)})</span></li>')
    return f"<ul>{''.join(lines)}</ul>"


def _rank(found: Sequence[int | None], number: int) -> str:
    rank = found[number] if number < len(found) else None
    return f"rank {rank}" if rank else "not found"


def _passages(view: View, id: str) -> str:
    now, then = view.search(id), view.old_search(id)
    if now is None or then is None:
        return ""
    gained = [("good", "+", label) for label in now.passages if label not in then.passages]
    lost = [("bad", "−", label) for label in then.passages if label not in now.passages]
    lines = [
        f'<li><span class="{style}">{sign}</span> {escape(label)} …</li>'
        for style, sign, label in gained + lost
    ]
    title = '<p class="soft">First ten passages</p>'
    return f"{title}<ul>{''.join(lines)}</ul>" if lines else ""


def _answers(view: View, id: str) -> str:
    now = view.result.answers.get(id)
    then = view.before.answers.get(id) if view.before else None
    if now is None:
        return ""
    shown = f'<div class="answer">{_bold(now.text)}</div>'
    if then is None or then.text == now.text:
        return shown
    return (
        '<div class="pair"><div><p class="soft">baseline</p>'
        f'<div class="answer">{_bold(then.text)}</div></div>'
        f'<div><p class="soft">this run</p>{shown}</div></div>'
    )


def _bold(text: str) -> str:
    """Markdown's bold, the only mark of an answer that would stand in the way, as HTML."""
    return _BOLD.sub(r"<b>\1</b>", escape(text))

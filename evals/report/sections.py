"""The parts of the page: headline, rungs, slices, refusal, time, and what changed."""

from html import escape

from evals.comparison import Paired, score_pairs
from evals.gold import CHARACTERS
from evals.metrics.refusal import risk_coverage
from evals.report import charts
from evals.report.markup import figure_of, pair, table_of
from evals.report.view import Layer, View
from evals.report.wording import LABELS, delta, figure, follow_up_rows, value
from evals.summary import Mean, mean, percentiles, refusal, retrieval_scores, slices

FEW = 10
Shown = tuple[Layer, str, str]
TILES: tuple[Shown, ...] = (
    ("retrieval", "recall_6000", "recall at 6,000 characters"),
    ("retrieval", "ndcg_10", "nDCG@10"),
    ("answers", "nugget_recall", "facts in the answer"),
    ("answers", "evidence_f1", "evidence F1"),
    ("answers", "verbatim", "quotes verbatim"),
    ("answers", "rightly_answered_or_refused", "rightly answered or refused"),
)
SLICED: tuple[Shown, ...] = (
    ("retrieval", "recall_3000", "R@3k"),
    ("retrieval", "recall_6000", "R@6k"),
    ("retrieval", "recall_12000", "R@12k"),
    ("retrieval", "ndcg_10", "nDCG@10"),
    ("answers", "nugget_recall", "facts"),
    ("answers", "evidence_f1", "F1"),
    ("answers", "on_topic", "on topic"),
    ("answers", "rightly_answered_or_refused", "right zone"),
    ("answers", "net", "net"),
)


def tiles(view: View) -> str:
    shown = [
        _tile(label, view.mean(layer, metric), view.pairs(layer, metric))
        for layer, metric, label in TILES
    ]
    return f'<div class="tiles">{"".join(shown)}</div>'


def _tile(label: str, found: Mean | None, change: Paired | None) -> str:
    between = f"95 %: {figure(found.low)} to {figure(found.high)}" if found else "not measured"
    moved = _moved(change.difference) if change else ""
    return (
        f'<div class="tile"><span>{escape(label)}</span><b>{value(found) or "–"}</b>'
        f"<span>{between}</span><span>{moved}</span></div>"
    )


def _moved(change: float) -> str:
    if delta(change) == "=":
        return "as the baseline"
    return f'<i class="{"good" if change > 0 else "bad"}">{delta(change)}</i> on the baseline'


def rungs(view: View) -> str:
    """Ours and the neighbours by the stricter rule that fits both: the whole quote in the text."""
    result = view.result
    measured = {name: retrieval_scores(result, name) for name in result.retrieval}
    measured |= {name: dict(scores) for name, scores in result.neighbours.items()}
    means = {
        name: [mean(scores, scores, f"text_recall_{n}", result.cases) for n in CHARACTERS]
        for name, scores in measured.items()
    }
    ladder = {name: found[1] for name, found in means.items()}
    chart = charts.ladder(ladder, "recall at 6,000 characters", other=result.neighbours.keys())
    caption = "Share of the facts with a whole quote in the first 6,000 characters; 95 % intervals."
    rows = [[name, *(value(m) for m in found)] for name, found in means.items()]
    return pair(figure_of(chart, caption), table_of(("", *(f"{n:,}" for n in CHARACTERS)), rows))


def sliced(view: View) -> str:
    rows = [
        [
            name,
            str(len(ids)),
            *(value(view.mean(layer, metric, ids)) for layer, metric, _ in SLICED),
        ]
        for name, ids in slices(view.result.cases).items()
    ]
    note = (
        "R@6k: share of the facts with a quote in the first 6,000 characters. Facts: share that "
        "the answer quotes. F1: of that share and the share of quoted sentences that are evidence. "
        "Right zone: answered if the documents say it, refused if not. Net: +1 right, −1 wrong."
    )
    table = table_of(("", "questions", *(label for *_, label in SLICED)), rows)
    return f'{table}<p class="soft">{note}</p>'


def refusals(view: View) -> str:
    answers = view.result.answers
    right = [(answer.scores.get("nugget_recall") or 0.0) >= 0.5 for answer in answers.values()]
    points = risk_coverage([answer.confidence for answer in answers.values()], right)
    caption = (
        "If only the most confident questions were answered: the share of those that would be "
        "wrong (nothing in the documents, or less than half of the facts)."
    )
    figures = refusal(view.result, view.result.cases)
    rows = [[LABELS.get(name, name), figure(n)] for name, n in figures.items()]
    # The first few say little: one wrong answer of two is a risk of a half.
    chart = charts.curve(points[FEW:], "risk against coverage")
    return pair(figure_of(chart, caption), table_of(("", "share"), rows))


def follow_ups(view: View) -> str:
    header = ("", "nDCG@10", "R@10", "R@6k", "nDCG@10 against stand-alone")
    rows = [[way, *cells, change] for way, cells, change in follow_up_rows(view.result)]
    note = (
        f"{len(view.result.turns)} later turns of the dialogues, each asked in three ways: as a "
        "question that stands alone (written by hand), as it was typed after the questions before "
        "it, and as it was typed without them. The change is the mean over the turns with its 95 % "
        "interval, whole dialogues drawn."
    )
    return f'{table_of(header, rows)}<p class="soft">{escape(note)}</p>'


def claims(view: View) -> str:
    """Share of the made claims that the verifier accepts, by kind, and what the gate looks at."""
    kinds = view.result.claims_by_kind
    columns = list(dict.fromkeys(column for shares in kinds.values() for column in shares))
    accepted = [[kind, *(figure(row.get(c)) for c in columns)] for kind, row in kinds.items()]
    judged = [[name, figure(share)] for name, share in view.result.claims.items()]
    return pair(
        table_of(("accepted", *columns), accepted), table_of(("judged rightly", "share"), judged)
    )


def times(view: View) -> str:
    rows = []
    for name, elapsed in view.result.elapsed.items():
        found = percentiles(elapsed.values())
        cells = [f"{seconds * 1000:.0f}" for seconds in found] if found else ["", ""]
        rows.append([name, str(len(elapsed)), *cells])
    table = table_of(("", "questions", "p50 ms", "p95 ms"), rows)
    answers = list(view.result.elapsed.get("answer", {}).values())
    if not answers:
        return table
    chart = charts.histogram(answers, "elapsed time of an answer")
    return pair(
        figure_of(chart, "Milliseconds that an answer took, by number of questions."), table
    )


def beside(view: View) -> str:
    shown = [_scatter(view, *what) for what in (TILES[0], TILES[2])]
    if not any(shown):
        return '<p class="soft">There is no baseline to compare with.</p>'
    return pair(*shown)


def _scatter(view: View, layer: Layer, metric: str, label: str) -> str:
    found = view.pairs(layer, metric)
    if found is None:
        return ""
    pairs = score_pairs(view.old_scores(layer), view.scores(layer), metric)
    chart = charts.scatter([(was, now) for _, was, now in pairs], label)
    caption = (
        f"{label}: {found.wins} won, {found.ties} the same, {found.losses} lost; on average "
        f"{delta(found.difference)}, in 95 of 100 draws of documents above {figure(found.bound)}."
    )
    return figure_of(chart, caption)

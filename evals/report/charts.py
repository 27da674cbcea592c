"""Pictures as inline SVG: no script, colours from the page's style."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from html import escape

from evals.summary import Mean

WIDTH, HEIGHT, MARGIN = 560, 300, 44
Point = tuple[float, float]


def _frame(body: str, label: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    box = f"0 0 {width} {height}"
    return f'<svg viewBox="{box}" role="img" aria-label="{escape(label)}">{body}</svg>'


def _text(x: float, y: float, text: str, anchor: str, style: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} class="{style}">{escape(text)}</text>'


def _line(start: Point, end: Point, style: str) -> str:
    (x1, y1), (x2, y2) = start, end
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{style}"/>'


def _at(x: float, y: float) -> Point:
    """Place of shares `x` and `y` in the plot."""
    across, up = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    return MARGIN + x * across, HEIGHT - MARGIN - y * up


def _axes(across: str, up: str, top: float = 1.0) -> str:
    """Grid and labels of a plot whose x runs from 0 to 1 and whose y runs from 0 to `top`."""
    parts = []
    for step in range(5):
        share = step / 4
        parts.append(_line(_at(0, share), _at(1, share), "grid"))
        x, y = _at(0, share)
        parts.append(_text(x - 6, y + 4, f"{share * top:.2f}", "end", "tick"))
        x, y = _at(share, 0)
        parts.append(_text(x, y + 16, f"{share:.2f}", "middle", "tick"))
    parts.append(_text(*_at(0.5, -0.17), across, "middle", "axis"))
    x, y = _at(0, 1)
    parts.append(_text(x - 30, y - 14, up, "start", "axis"))
    return "".join(parts)


def scatter(pairs: Sequence[tuple[float, float]], label: str) -> str:
    """Before against after: a dot for each pair of scores, its area the number of questions."""
    dots = []
    for (before, after), count in sorted(Counter(pairs).items(), key=lambda item: -item[1]):
        style = "win" if after > before else "loss" if after < before else "tie"
        x, y = _at(before, after)
        title = f"{count} questions: {before:.2f} → {after:.2f}"
        dots.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + count**0.5:.1f}" class="{style}">'
            f"<title>{title}</title></circle>"
        )
    diagonal = _line(_at(0, 0), _at(1, 1), "guide")
    return _frame(_axes("baseline", "this run") + diagonal + "".join(dots), label)


def curve(points: Sequence[Point], label: str) -> str:
    """Risk against coverage. The y axis ends at the highest risk."""
    top = max((risk for _, risk in points), default=0.0) or 1.0
    path = " ".join(
        f"{x:.1f},{y:.1f}" for x, y in (_at(coverage, risk / top) for coverage, risk in points)
    )
    line = f'<polyline points="{path}" class="curve"/>'
    return _frame(_axes("share of questions answered", "share of those wrong", top) + line, label)


def histogram(seconds: Sequence[float], label: str, bins: int = 24) -> str:
    """Number of questions by elapsed milliseconds; the last bar holds the slowest hundredth."""
    values = sorted(value * 1000 for value in seconds)
    top = values[min(len(values) - 1, int(len(values) * 0.99))] or 1.0
    counts = Counter(min(bins - 1, int(value / top * bins)) for value in values)
    most = max(counts.values())
    bars, ticks = [], []
    for number, count in counts.items():
        x, y = _at(number / bins, count / most)
        width, height = (WIDTH - 2 * MARGIN) / bins - 2, HEIGHT - MARGIN - y
        bars.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" class="bar">'
            f"<title>{count} questions</title></rect>"
        )
    for step in range(5):
        x, y = _at(step / 4, 0)
        ticks.append(_text(x, y + 16, f"{top * step / 4:.0f}", "middle", "tick"))
    x, y = _at(0.5, -0.17)
    label_below = _text(x, y, "milliseconds", "middle", "axis")
    base = _line(_at(0, 0), _at(1, 0), "grid")
    return _frame("".join([base, *bars, *ticks, label_below]), label)


def ladder(rungs: Mapping[str, Mean | None], label: str, other: Collection[str] = ()) -> str:
    """A bar for each rung with its 95 % interval; those in `other` are set apart."""
    left, row = 210, 30
    height = row * len(rungs) + 34
    across = WIDTH - left - 60
    parts = []
    for step in range(5):
        x = left + across * step / 4
        parts.append(_line((x, 4), (x, height - 28), "grid"))
        parts.append(_text(x, height - 12, f"{step / 4:.2f}", "middle", "tick"))
    for number, (name, mean) in enumerate(rungs.items()):
        y = 8 + number * row
        parts.append(_text(left - 10, y + 15, name, "end", "rung"))
        parts.append(_bar(left, y, across, mean, "bar other" if name in other else "bar"))
    return _frame("".join(parts), label, height=height)


def _bar(left: float, y: float, across: float, mean: Mean | None, style: str) -> str:
    if mean is None:
        return ""
    end, low, high = (left + across * share for share in (mean.value, mean.low, mean.high))
    bar = (
        f'<rect x="{left}" y="{y}" width="{end - left:.1f}" height="20" class="{style}">'
        f"<title>{mean.value:.3f} over {mean.count} questions</title></rect>"
    )
    whisker = _line((low, y + 10), (high, y + 10), "whisker")
    value = _text(max(end, high) + 6, y + 15, f"{mean.value:.3f}", "start", "tick")
    return bar + whisker + value


def growth(lines: Mapping[str, Sequence[Point]], labels: Mapping[float, str], label: str) -> str:
    """A line for each name over the same x values; `labels` are what stands below them."""
    top = max((y for points in lines.values() for _, y in points), default=0.0) or 1.0
    first, last = min(labels, default=0.0), max(labels, default=1.0)
    span = (last - first) or 1.0
    parts = [_line(_at(0, step / 4), _at(1, step / 4), "grid") for step in range(5)]
    for step in range(5):
        x, y = _at(0, step / 4)
        parts.append(_text(x - 6, y + 4, f"{top * step / 4:.0f}", "end", "tick"))
    for place, text in labels.items():
        x, y = _at((place - first) / span, 0)
        parts.append(_text(x, y + 16, text, "middle", "tick"))
    for name, points in lines.items():
        places = [_at((x - first) / span, y / top) for x, y in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{path}" class="curve"/>')
        parts += [_text(x - 6, y - 8, name, "end", "tick") for x, y in places[-1:]]
    return _frame("".join(parts), label)

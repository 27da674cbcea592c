"""How the figures of an evaluation went over time, as lines to draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel, ValidationError

# The last so many runs are shown.
RUNS_SHOWN = 40
NAMES = ("found", "facts", "topic", "verbatim", "refused", "wrongly")
# Pixels; the lines have room for their dots.
WIDTH, HEIGHT, EDGE = 240, 56, 6
# Smaller differences than this are drawn small.
LEAST_SPAN = 0.1


class PastRun(BaseModel):
    """A line of history.jsonl; `corpus` names a version of the documents."""

    moment: datetime
    commit: str
    corpus: str
    documents: int
    questions: int
    figures: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Line:
    """A measure over time: the places of its points, and its first and last value."""

    name: str
    points: Sequence[tuple[float, float]]
    first: float
    last: float

    @property
    def path(self) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.points)


def read_history(paths: Sequence[Path]) -> list[PastRun]:
    """The oldest first, each once; lines that are none are passed over."""
    found: dict[datetime, PastRun] = {}
    for path in paths:
        for line in path.read_bytes().splitlines() if path.is_file() else []:
            try:
                run = PastRun.model_validate_json(line)
            except ValidationError:
                continue
            found[run.moment] = run
    return [found[moment] for moment in sorted(found)][-RUNS_SHOWN:]


def lines_of(runs: Sequence[PastRun]) -> list[Line]:
    """Of what was measured at least twice, each on a scale of its own."""
    found = []
    for name in NAMES:
        known = [(at, v) for at, run in enumerate(runs) if (v := run.figures.get(name)) is not None]
        if len(known) > 1:
            found.append(_line(name, known, len(runs)))
    return found


def _line(name: str, known: Sequence[tuple[int, float]], count: int) -> Line:
    values = [value for _, value in known]
    middle = (max(values) + min(values)) / 2
    span = max(LEAST_SPAN, max(values) - min(values))
    points = [
        (across(at, count), HEIGHT / 2 - (value - middle) / span * (HEIGHT - 2 * EDGE))
        for at, value in known
    ]
    return Line(name, points, values[0], values[-1])


def across(at: int, count: int) -> float:
    """Where run `at` of `count` is drawn: as far from the next as any other."""
    return EDGE + at * (WIDTH - 2 * EDGE) / (count - 1)


def changes_of_corpus(runs: Sequence[PastRun]) -> list[float]:
    """Where, between two runs, the documents changed."""
    return [
        across(at, len(runs)) - (WIDTH - 2 * EDGE) / (len(runs) - 1) / 2
        for at, (before, after) in enumerate(pairwise(runs), 1)
        if before.corpus != after.corpus
    ]

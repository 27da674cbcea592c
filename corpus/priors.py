"""What speaks for or against a unit whatever is asked: computed once, when it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.units import Unit

PRIORS = ("density", "questions", "capitals", "lines")
# Windows that the density of others is measured against, and the share of them that is near.
BACKGROUND, NEAR = 1000, 0.02


@dataclass(frozen=True, slots=True)
class Background:
    """Vectors (b, d) of windows spread over the first documents of an index. Fixed from then on,
    so that densities of old and new units compare."""

    vectors: np.ndarray

    @classmethod
    def spread(cls, windows: np.ndarray) -> "Background":
        rows = np.linspace(0, len(windows) - 1, min(BACKGROUND, len(windows))).astype(int)
        return cls(np.ascontiguousarray(windows[rows]))

    def density(self, windows: np.ndarray) -> np.ndarray:
        """Mean cosine (n,) with the nearest of the background: units that are near to everything
        come back for everything (hubness; CSLS in Conneau et al. 2018 subtracts it)."""
        near = max(1, round(NEAR * len(self.vectors)))
        nearest = np.partition(windows @ self.vectors.T, -near, axis=1)[:, -near:]
        means: np.ndarray = nearest.mean(axis=1)
        return means


def unit_priors(units: Sequence[Unit], windows: np.ndarray, background: Background) -> np.ndarray:
    """Columns (n, len(PRIORS)): density; question marks, which interview questions have; share of
    capitalised words, which lists of names have; line ends per 100 characters."""
    texts = [unit.text for unit in units]
    columns = [
        background.density(windows),
        [text.count("?") for text in texts],
        [capital_share(text) for text in texts],
        [100 * text.count("\n") / max(len(text), 1) for text in texts],
    ]
    return np.asarray(columns, np.float32).T


def capital_share(text: str) -> float:
    """Share of the words that open with a capital: names and headings have many."""
    found = text.split()
    return sum(word[0].isupper() for word in found) / max(len(found), 1)

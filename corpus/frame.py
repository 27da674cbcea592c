"""What the stored vectors of an index are measured by: fitted once, so that old and new compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.priors import BACKGROUND, Background
from corpus.units import Components, TokenVectors, UnitVectors

FRAME_FILES = ("components.npy", "background.npy")


@dataclass(frozen=True, slots=True)
class Frame:
    """Components for the token vectors, and a background for the density of the units."""

    components: Components
    background: Background

    @classmethod
    def fit(
        cls, vectors: Sequence[UnitVectors], tokens: Sequence[TokenVectors], dimension: int
    ) -> "Frame":
        """From the documents that an index begins with; there may be none."""
        nothing = np.zeros((1, dimension), np.float32)
        return cls(
            Components.fit(np.concatenate([part.vectors for part in tokens] or [nothing])),
            Background.spread(np.concatenate([part.windows for part in vectors] or [nothing])),
        )

    def suits(self, units: int) -> bool:
        """Whether it was fitted on as many units as an index of so many would fit one on."""
        return len(self.background.vectors) >= min(units, BACKGROUND)

    @classmethod
    def load(cls, folder: Path) -> "Frame":
        basis, background = (np.load(folder / name) for name in FRAME_FILES)
        return cls(Components(basis), Background(background))

    def save(self, folder: Path) -> None:
        for name, table in zip(
            FRAME_FILES, (self.components.basis, self.background.vectors), strict=True
        ):
            np.save(folder / name, table)

"""Logistic regression with a ridge penalty, by Newton's method: small, and needs only numpy."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retriever.calibration import Logistic

STEPS, ENOUGH = 50, 1e-8


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights for signs as they come (not standardised) and for the vector as it comes."""

    names: tuple[str, ...]
    signs: np.ndarray
    vector: np.ndarray
    bias: float

    def folded(self) -> Logistic:
        pairs = zip(self.names, self.signs, strict=True)
        return Logistic(
            bias=round(self.bias, 5),
            signs={name: round(float(weight), 5) for name, weight in pairs},
            vector=tuple(round(float(weight), 4) for weight in self.vector),
        )


def fit_logistic(
    signs: np.ndarray,
    vectors: np.ndarray,
    truth: np.ndarray,
    scale: float,
    penalty: float,
    names: Sequence[str],
) -> Fitted:
    """`signs` (n, s) are standardised and multiplied by `scale`, `vectors` (n, d) centred. Both
    answers count as much in all, however many questions have them."""
    spread = signs.std(axis=0)
    spread[spread < 1e-9] = 1.0
    middle, centre = signs.mean(axis=0), vectors.mean(axis=0)
    columns = np.hstack([(signs - middle) / spread * scale, vectors - centre])
    weights, bias = _newton(columns, truth.astype(float), penalty)
    of_signs = weights[: len(names)] * scale / spread
    of_vector = weights[len(names) :]
    shifted = bias - float(of_signs @ middle) - float(of_vector @ centre)
    return Fitted(tuple(names), of_signs, of_vector, shifted)


def _newton(columns: np.ndarray, truth: np.ndarray, penalty: float) -> tuple[np.ndarray, float]:
    design = np.hstack([columns, np.ones((len(columns), 1))])
    ridge = np.full(design.shape[1], penalty)
    ridge[-1] = 1e-9
    share = np.where(truth > 0, 0.5 / truth.mean(), 0.5 / (1 - truth.mean()))
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -50, 50)))
        gradient = design.T @ (share * (chance - truth)) + ridge * weights
        curvature = (design * (share * chance * (1 - chance))[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if float(np.abs(step).max()) < ENOUGH:
            break
    return weights[:-1], float(weights[-1])

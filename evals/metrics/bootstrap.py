"""Intervals by resampling whole documents: questions about one report are not independent."""

from collections.abc import Sequence

import numpy as np

ROUNDS = 4000


def interval(
    values: Sequence[float], clusters: Sequence[str], seed: int = 1
) -> tuple[float, float] | None:
    """95 % percentile interval of the mean (Efron and Tibshirani 1993), clusters drawn with
    replacement (Field and Welsh 2007). Few clusters make it wide. None without values."""
    if not values:
        return None
    low, high = np.percentile(_means(values, clusters, seed), [2.5, 97.5])
    return float(low), float(high)


def lower_bound(
    differences: Sequence[float], clusters: Sequence[str], seed: int = 1
) -> float | None:
    """One-sided 95 % bound of the mean paired difference: it is above this in 95 of 100 draws."""
    if not differences:
        return None
    return float(np.percentile(_means(differences, clusters, seed), 5))


def _means(values: Sequence[float], clusters: Sequence[str], seed: int) -> np.ndarray:
    names = sorted(set(clusters))
    numbers = np.array([names.index(cluster) for cluster in clusters])
    sums = np.bincount(numbers, weights=np.asarray(values, float), minlength=len(names))
    counts = np.bincount(numbers, minlength=len(names))
    drawn = np.random.default_rng(seed).integers(0, len(names), (ROUNDS, len(names)))
    means: np.ndarray = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    return means

"""How much of one text stands in another, by runs of characters."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_matrix

GRAM = 5
# Two texts that share half of their runs say nearly the same.
NEAR_COPY = 0.5
# Texts whose runs stay in memory, about 4 kB each.
REMEMBERED = 4096
# Odd and without pattern: spreads letters over 64 bits (Knuth 1998, 6.4).
SPREAD = np.uint64(0x9E3779B97F4A7C15)


def character_runs(text: str) -> frozenset[str]:
    """Runs of GRAM characters, white space folded; a shorter text is its own run."""
    folded = " ".join(text.casefold().split())
    return frozenset(folded[at : at + GRAM] for at in range(max(1, len(folded) - GRAM + 1)))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared members over all members (Broder 1997)."""
    return len(one & other) / max(1, len(one | other))


def first_of_each(texts: Sequence[str], most: int) -> tuple[list[int], list[int]]:
    """Numbers of the first `most` texts that repeat no earlier one of these, and of those passed
    over, in their order."""
    likeness = _held([_hashed_runs(text) for text in texts])
    fresh: list[int] = []
    copies: list[int] = []
    for number in range(len(texts)):
        if len(fresh) == most:
            break
        (copies if (likeness[number, fresh] >= NEAR_COPY).any() else fresh).append(number)
    return fresh, copies


def _held(runs: Sequence[np.ndarray]) -> np.ndarray:
    """(n, n): the runs that two texts share, as a share of those of the shorter one."""
    if not runs:
        return np.empty((0, 0))
    sizes = np.asarray([len(some) for some in runs])
    known, columns = np.unique(np.concatenate(runs), return_inverse=True)
    ones = np.ones(len(columns), np.float32)
    rows = csr_matrix((ones, columns, [0, *np.cumsum(sizes)]), shape=(len(runs), len(known)))
    shared = (rows @ rows.T).toarray()
    held: np.ndarray = shared / np.minimum(sizes[:, None], sizes[None, :])
    return held


@lru_cache(maxsize=REMEMBERED)
def _hashed_runs(text: str) -> np.ndarray:
    """`character_runs` as numbers (n,): a third of the time of the strings themselves."""
    folded = " ".join(text.casefold().split()).encode("utf-32-le")
    letters = np.frombuffer(folded, np.uint32).astype(np.uint64)
    hashes = np.zeros(max(1, len(letters) - GRAM + 1), np.uint64)
    for at in range(min(GRAM, len(letters))):
        hashes = hashes * SPREAD + letters[at : at + len(hashes)]
    return np.unique(hashes)

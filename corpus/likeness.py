"""How much of one text stands in another, by runs of characters."""

from collections import Counter
from itertools import chain

GRAM = 5
# Two texts that share half of their runs say nearly the same.
NEAR_COPY = 0.5


def character_runs(text: str) -> frozenset[str]:
    """Runs of GRAM characters, white space folded; a shorter text is its own run."""
    folded = " ".join(text.casefold().split())
    return frozenset(folded[at : at + GRAM] for at in range(max(1, len(folded) - GRAM + 1)))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared members over all members (Broder 1997)."""
    return len(one & other) / max(1, len(one | other))


class Copies:
    """Texts seen so far, by their runs: a new one is compared only with those that share some."""

    def __init__(self) -> None:
        self._sizes: list[int] = []
        self._holding: dict[str, list[int]] = {}

    def add(self, text: str) -> bool:
        """Whether `text` nearly repeats one seen before; one that does not is seen from now on."""
        runs = character_runs(text)
        shared = Counter(chain.from_iterable(self._holding.get(run, ()) for run in runs))
        for number, count in shared.items():
            if count >= NEAR_COPY * min(len(runs), self._sizes[number]):
                return True
        for run in runs:
            self._holding.setdefault(run, []).append(len(self._sizes))
        self._sizes.append(len(runs))
        return False

"""How much of one text stands in another, by runs of characters."""

GRAM = 5
# Two texts that share half of their runs say nearly the same.
NEAR_COPY = 0.5


def character_runs(text: str) -> frozenset[str]:
    """Runs of GRAM characters, white space folded; a shorter text is its own run."""
    folded = " ".join(text.casefold().split())
    return frozenset(folded[at : at + GRAM] for at in range(max(1, len(folded) - GRAM + 1)))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the runs of the smaller set that the other has too."""
    return len(one & other) / max(1, min(len(one), len(other)))

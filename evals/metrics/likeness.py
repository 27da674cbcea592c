"""How alike two texts are, by the letters that they share."""

from evals.places import fold


def grams(text: str) -> frozenset[str]:
    """Character 5-grams of the folded text; a shorter text is its own gram."""
    letters = fold(text)
    return frozenset(letters[i : i + 5] for i in range(max(1, len(letters) - 4)))

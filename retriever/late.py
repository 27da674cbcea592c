"""Late interaction: each word of a question with the word of a text that answers best to it."""

import numpy as np

from corpus.units import LARGEST


def max_sim(question: np.ndarray, text: np.ndarray, weights: np.ndarray | None = None) -> float:
    """MaxSim (Khattab and Zaharia 2020) with the encoder's own token vectors: mean over the
    question's tokens (n, c), by `weights` (n,) if there are any, of the best cosine among the
    text's (m, c, int8)."""
    if not len(text) or not len(question):
        return 0.0
    best = (question @ text.astype(np.float32).T).max(axis=1)
    return float(best.mean() if weights is None else best @ weights) / LARGEST

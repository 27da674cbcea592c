"""Search by likeness of meaning: the question's vector against those of all units."""

from collections.abc import Sequence

import numpy as np

from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.hit import Hit, Part
from retriever.topic import encode_asked

# On the gold: English recall at 6,000 characters .711 without, .722 with; Dutch the same.
TOPIC_SHARE = 0.6


# Its name among the retrievers.
MEANING = "dense"
Found = list[tuple[str, float]]


class DenseRetriever:
    """Cosine of window plus twice the cosine of the passage under its heading (corpus.units)."""

    def __init__(self, index: PassageIndex, encoder: Encoder) -> None:
        self._index, self._encoder = index, encoder

    def retrieve(self, question: str, k: int, documents: Sequence[str] = ()) -> list[Hit]:
        return ranked_hits(self._index, self.search(question, k, documents), MEANING)

    def search(self, question: str, k: int, documents: Sequence[str] = ()) -> Found:
        """Unit ids with their scores, best first."""
        vector = question_vector(question, self._encoder)
        return self._index.nearest(vector, k, documents)


def question_vector(question: str, encoder: Encoder) -> np.ndarray:
    """The question's vector (d,), with its topic's where that says something else."""
    asked, about = encode_asked(question, encoder)
    return asked.vector + TOPIC_SHARE * about.vector if about else asked.vector


def ranked_hits(index: PassageIndex, found: Sequence[tuple[str, float]], part: str) -> list[Hit]:
    """Hits for unit ids with their scores, best first."""
    hits = []
    for rank, (id, score) in enumerate(found, 1):
        unit = index.unit(id)
        hits.append(Hit(unit.passage, unit.span, score, {part: Part(rank, score)}))
    return hits

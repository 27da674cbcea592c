"""Meaning and words together: a weighted sum of standardised scores."""

from collections.abc import Sequence

from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.candidates import WIDTH, find_candidates, hits_of, standardise
from retriever.dense import question_vector
from retriever.hit import Hit

DENSE_SHARE = 0.75


class HybridRetriever:
    """Rank fusion with equal weights loses on English questions, a weighted sum of scores does not
    (design, section 6). Scores are standardised over the candidates of both searches, and inner
    products are exact, also for units that only the word search found."""

    def __init__(self, index: PassageIndex, encoder: Encoder) -> None:
        self._index, self._encoder = index, encoder

    def retrieve(self, question: str, k: int, documents: Sequence[str] = ()) -> list[Hit]:
        width = max(k, WIDTH)
        found = find_candidates(question, self._index, self._encoder, documents, width)
        if not found.ids:
            return []
        likeness = self._index.vectors_of(found.ids) @ question_vector(question, self._encoder)
        words = standardise(found.words)
        scores = DENSE_SHARE * standardise(likeness) + (1 - DENSE_SHARE) * words
        return hits_of(found, scores, k, self._index)

"""Meaning and words together: a weighted sum of standardised scores."""

from collections.abc import Mapping, Sequence

import numpy as np

from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.dense import DenseRetriever, question_vector
from retriever.hit import Hit, Part
from retriever.lexical import LexicalRetriever

# What each retriever contributes before fusion.
CANDIDATES = 200
DENSE_SHARE = 0.75


class HybridRetriever:
    """Rank fusion with equal weights loses on English questions, a weighted sum of scores does not
    (design, section 6). Scores are standardised over the candidates of both retrievers."""

    def __init__(self, index: PassageIndex, encoder: Encoder) -> None:
        self._index, self._encoder = index, encoder
        self._dense = DenseRetriever(index, encoder)
        self._lexical = LexicalRetriever(index)

    def retrieve(self, question: str, k: int, documents: Sequence[str] = ()) -> list[Hit]:
        width = max(k, CANDIDATES)
        dense = self._dense.retrieve(question, width, documents)
        lexical = self._lexical.retrieve(question, width, documents)
        return self._fuse(question, dense, lexical)[:k]

    def _fuse(self, question: str, dense: list[Hit], lexical: list[Hit]) -> list[Hit]:
        by_id = {unit_id(hit): hit for hit in [*lexical, *dense]}
        if not by_id:
            return []
        ids = list(by_id)
        likeness = self._likeness(question, ids)
        words = _scores(ids, lexical)
        scores = DENSE_SHARE * standardise(likeness) + (1 - DENSE_SHARE) * standardise(words)
        parts = [{unit_id(hit): hit.parts for hit in found} for found in (dense, lexical)]
        fused = [
            Hit(hit.passage, hit.span, float(score), _merge(parts, id))
            for (id, hit), score in zip(by_id.items(), scores, strict=True)
        ]
        return sorted(fused, key=lambda hit: (-hit.score, unit_id(hit)))

    def _likeness(self, question: str, ids: Sequence[str]) -> np.ndarray:
        """Exact inner products, also for units that only the word search found."""
        vector = question_vector(question, self._encoder)
        products: np.ndarray = self._index.vectors_of(ids) @ vector
        return products


def unit_id(hit: Hit) -> str:
    return f"{hit.passage.document}:{hit.span.start}-{hit.span.end}"


def standardise(scores: np.ndarray) -> np.ndarray:
    """Mean 0 and standard deviation 1; zeros where all scores are equal."""
    spread = float(scores.std())
    centred: np.ndarray = scores - scores.mean()
    return centred / spread if spread > 0 else centred


def _scores(ids: Sequence[str], found: Sequence[Hit]) -> np.ndarray:
    """Scores of `ids` in `found`; what was not found scores as the last that was."""
    known = {unit_id(hit): hit.score for hit in found}
    lowest = min(known.values(), default=0.0)
    return np.asarray([known.get(id, lowest) for id in ids])


def _merge(parts: Sequence[Mapping[str, Mapping[str, Part]]], id: str) -> dict[str, Part]:
    return {name: part for found in parts for name, part in found.get(id, {}).items()}

"""Meaning and words together: a weighted sum of standardised scores."""

from collections.abc import Mapping, Sequence

import numpy as np

from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.dense import MEANING, DenseRetriever, Found, question_vector
from retriever.hit import Hit, Part
from retriever.lexical import WORDS, LexicalRetriever

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
        dense = self._dense.search(question, width, documents)
        lexical = self._lexical.search(question, width, documents)
        parts = merge_parts({WORDS: lexical, MEANING: dense})
        hits = []
        for id, score in self._fuse(question, dense, lexical)[:k]:
            unit = self._index.unit(id)
            hits.append(Hit(unit.passage, unit.span, score, parts[id]))
        return hits

    def _fuse(self, question: str, dense: Found, lexical: Found) -> Found:
        ids = list(dict(lexical) | dict(dense))
        if not ids:
            return []
        likeness = self._likeness(question, ids, dict(dense))
        words = _scores(ids, dict(lexical))
        scores = DENSE_SHARE * standardise(likeness) + (1 - DENSE_SHARE) * standardise(words)
        fused = zip(ids, scores.tolist(), strict=True)
        return sorted(fused, key=lambda found: (-found[1], found[0]))

    def _likeness(
        self, question: str, ids: Sequence[str], known: Mapping[str, float]
    ) -> np.ndarray:
        """Inner products, also for units that only the word search found."""
        others = [id for id in ids if id not in known]
        products = self._index.vectors_of(others) @ question_vector(question, self._encoder)
        every = {**known, **dict(zip(others, products.tolist(), strict=True))}
        return np.asarray([every[id] for id in ids])


def unit_id(hit: Hit) -> str:
    return f"{hit.passage.document}:{hit.span.start}-{hit.span.end}"


def standardise(scores: np.ndarray) -> np.ndarray:
    """Mean 0 and standard deviation 1; zeros where all scores are equal."""
    spread = float(scores.std())
    centred: np.ndarray = scores - scores.mean()
    return centred / spread if spread > 0 else centred


def merge_parts(found: Mapping[str, Found]) -> dict[str, dict[str, Part]]:
    """By unit id, where each retriever put it."""
    parts: dict[str, dict[str, Part]] = {}
    for name, ranking in found.items():
        for rank, (id, score) in enumerate(ranking, 1):
            parts.setdefault(id, {})[name] = Part(rank, score)
    return parts


def _scores(ids: Sequence[str], known: Mapping[str, float]) -> np.ndarray:
    """Scores of `ids`; what was not found scores as the last that was."""
    lowest = min(known.values(), default=0.0)
    return np.asarray([known.get(id, lowest) for id in ids])

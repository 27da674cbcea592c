"""The best hits of another retriever, ordered anew by a model of the operator's choice."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from corpus.reranker import Reranker
from retriever.candidates import standardise
from retriever.hit import Hit, Part, Retriever

# Its name among the retrievers.
MODEL = "reranker"
# How many hits are ordered anew, and how much the new order counts.
RERANKED, SHARE = 60, 0.5


class ModelRetriever:
    """Half of a score is the model's and half the retriever's before, both standardised."""

    def __init__(self, first: Retriever, reranker: Reranker) -> None:
        self._first, self._reranker = first, reranker

    def retrieve(self, question: str, k: int, documents: Sequence[str] = ()) -> list[Hit]:
        found = self._first.retrieve(question, max(k, RERANKED), documents)
        return (self._rerank(question, found[:RERANKED]) + found[RERANKED:])[:k]

    def _rerank(self, question: str, hits: list[Hit]) -> list[Hit]:
        if not hits:
            return []
        judged = self._reranker.score(question, [_shown(hit) for hit in hits])
        before = np.asarray([hit.score for hit in hits])
        scores = (1 - SHARE) * standardise(before) + SHARE * standardise(judged)
        ranks = (-judged).argsort(kind="stable").argsort() + 1
        reranked = [
            replace(
                hit, score=float(score), parts={**hit.parts, MODEL: Part(int(rank), float(own))}
            )
            for hit, score, rank, own in zip(hits, scores, ranks, judged, strict=True)
        ]
        return sorted(reranked, key=lambda hit: -hit.score)


def _shown(hit: Hit) -> str:
    """The text under its nearest heading."""
    return "\n".join([*hit.passage.section[-1:], hit.text])

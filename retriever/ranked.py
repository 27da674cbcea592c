"""The last word on the order of passages: a weighted sum of all that is known of a candidate."""

from collections.abc import Mapping, Sequence

import numpy as np

from corpus.encoder import Encoder
from corpus.index import PassageIndex
from corpus.likeness import first_of_each
from retriever.candidates import find_candidates, hits_of, standardise
from retriever.features import FEATURES, features_of
from retriever.hit import Hit

# Fitted by evals/fit_ranking.py on the dev split (ListNet, Cao et al. 2007).
WEIGHTS = {
    "window": 0.43,
    "passage": 0.06,
    "window topic": 0.13,
    "passage topic": 0.0,
    "section": 0.25,
    "words": 0.25,
    "late": 0.51,
    "density": -0.08,
    "questions": -0.09,
    "capitals": -0.14,
    "lines": 0.15,
}


class RankedRetriever:
    """Orders the candidates of both searches by everything that `retriever.features` knows; what
    nearly repeats a better hit comes after all others, so that its place is not lost."""

    def __init__(
        self, index: PassageIndex, encoder: Encoder, weights: Mapping[str, float] = WEIGHTS
    ) -> None:
        self._index, self._encoder = index, encoder
        self._weights = np.asarray([weights[name] for name in FEATURES])

    def retrieve(self, question: str, k: int, documents: Sequence[str] = ()) -> list[Hit]:
        found = find_candidates(question, self._index, self._encoder, documents)
        if not found.ids or k < 1:
            return []
        features = features_of(question, found, self._index, self._encoder)
        scores = standardise(features) @ self._weights
        late = features[:, FEATURES.index("late")]
        return _copies_last(hits_of(found, scores, 2 * k, self._index, late), k)


def _copies_last(hits: Sequence[Hit], k: int) -> list[Hit]:
    """The `k` first, when what nearly repeats an earlier hit comes after all others."""
    fresh, copies = first_of_each([hit.text for hit in hits], k)
    return [hits[number] for number in (*fresh, *copies)][:k]

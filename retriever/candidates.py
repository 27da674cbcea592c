"""The units that are worth ranking: the best by meaning and the best by words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.dense import MEANING, question_vector
from retriever.hit import Hit, Part
from retriever.lexical import WORDS, LexicalRetriever

# What each search contributes.
WIDTH = 200


@dataclass(frozen=True, slots=True)
class Candidates:
    """Units by id. `words` (n,) is their score in the word search; those that it did not find
    score as the last that it did. `parts` says where the searches put a unit."""

    ids: list[str]
    words: np.ndarray
    parts: Mapping[str, Mapping[str, Part]]


def find_candidates(
    question: str,
    index: PassageIndex,
    encoder: Encoder,
    documents: Sequence[str] = (),
    width: int = WIDTH,
) -> Candidates:
    """At most `width` by each search, each unit once."""
    dense = index.nearest(question_vector(question, encoder), width, documents)
    lexical = LexicalRetriever(index).search(question, width, documents)
    parts: dict[str, dict[str, Part]] = {}
    for name, found in ((WORDS, lexical), (MEANING, dense)):
        for rank, (id, score) in enumerate(found, 1):
            parts.setdefault(id, {})[name] = Part(rank, score)
    lowest = min((score for _, score in lexical), default=0.0)
    known = dict(lexical)
    words = np.asarray([known.get(id, lowest) for id in parts])
    return Candidates(list(parts), words, parts)


def hits_of(
    candidates: Candidates,
    scores: np.ndarray,
    k: int,
    index: PassageIndex,
    late: np.ndarray | None = None,
) -> list[Hit]:
    """The `k` best candidates, best first; `late` (n,) adds where late interaction puts them."""
    ids = candidates.ids
    order = sorted(range(len(ids)), key=lambda number: (-scores[number], ids[number]))[:k]
    ranks = None if late is None else (-late).argsort().argsort() + 1
    hits = []
    for number in order:
        unit = index.unit(ids[number])
        parts = dict(candidates.parts[ids[number]])
        if late is not None and ranks is not None:
            parts["late"] = Part(int(ranks[number]), float(late[number]))
        hits.append(Hit(unit.passage, unit.span, float(scores[number]), parts))
    return hits


def standardise(values: np.ndarray) -> np.ndarray:
    """Columns, or one column, with mean 0 and standard deviation 1; zeros where all are equal."""
    centred: np.ndarray = values - values.mean(axis=0)
    spread = values.std(axis=0)
    return centred / np.where(spread > 1e-9, spread, 1.0)

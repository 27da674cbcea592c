"""What is known of each candidate when they are ranked: a column for each thing that tells."""

from collections.abc import Sequence

import numpy as np

from corpus.encoder import Encoder
from corpus.index import PassageIndex
from corpus.priors import PRIORS
from corpus.unit_data import UnitData
from corpus.units import split_unit_id
from retriever.candidates import Candidates
from retriever.late import max_sim
from retriever.topic import encode_asked

FEATURES = (
    "window",
    "passage",
    "window topic",
    "passage topic",
    "section",
    "words",
    "late",
    *PRIORS,
)


def features_of(
    question: str, candidates: Candidates, index: PassageIndex, encoder: Encoder
) -> np.ndarray:
    """Columns (n, len(FEATURES)), each in its own unit.

    Cosine of the question, and of its topic, with window and passage; the section's best passage;
    BM25; MaxSim of the passage (Khattab and Zaharia 2020); and the priors of the unit.
    """
    data = index.unit_data(candidates.ids)
    asked, topic = encode_asked(question, encoder)
    about = topic.vector if topic else np.zeros_like(asked.vector)
    passages = data.vectors.passages @ np.stack([asked.vector, about], axis=1)
    around = passages[data.vectors.rows]
    late = _passage_scores(index.components.project(asked.tokens), candidates.ids, data, index)
    columns = [
        data.vectors.windows @ asked.vector,
        around[:, 0],
        data.vectors.windows @ about,
        around[:, 1],
        _best_of_section(around[:, 0], data.sections),
        candidates.words,
        late,
        *data.priors.T,
    ]
    return np.stack(columns, axis=1)


def _best_of_section(scores: np.ndarray, sections: np.ndarray) -> np.ndarray:
    best = np.full(sections.max(initial=0) + 1, -np.inf)
    np.maximum.at(best, sections, scores)
    of_units: np.ndarray = best[sections]
    return of_units


def _passage_scores(
    tokens: np.ndarray, ids: Sequence[str], data: UnitData, index: PassageIndex
) -> np.ndarray:
    """MaxSim (n,) of the passages around the units: several windows of one share its score."""
    _, first = np.unique(data.vectors.rows, return_index=True)
    scores = []
    for number in first:
        document, span = split_unit_id(ids[number])
        scores.append(max_sim(tokens, index.stored(document).passage_tokens(span)))
    of_units: np.ndarray = np.asarray(scores)[data.vectors.rows]
    return of_units

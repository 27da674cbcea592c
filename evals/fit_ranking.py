"""Fits the weights of retriever.ranked and retriever.sentences to the gold of the dev split."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from corpus.encoder import Encoder
from corpus.index import PassageIndex
from corpus.units import split_unit_id
from evals.gold import read_questions
from evals.places import Fact, LocatedQuestion, Place, is_evidence, locate_gold
from retriever import sentences
from retriever.candidates import find_candidates, standardise
from retriever.features import FEATURES, features_of
from retriever.ranked import RankedRetriever

# Of the squared weights, in the loss: found by cross-validation within the dev split.
PENALTY = 0.1
FOLDS = 6
HITS = 60
Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """The features (n, f) of what a question found, and which of it holds evidence (n,)."""

    features: np.ndarray
    evidence: np.ndarray


def fit_ranking(gold: Path, index: PassageIndex, encoder: Encoder) -> dict[str, Weights]:
    """Weights by module, fitted to the answerable questions of the dev split. Raises BadGold."""
    texts = {id: index.text(id) for id in index.documents}
    questions = locate_gold(read_questions(gold / "questions.jsonl"), texts)
    dev = [q for q in questions if q.facts and q.gold.split == "dev"]
    return {
        "retriever.ranked": fit_reranker(dev, index, encoder),
        "retriever.sentences": fit_sentences(dev, index, encoder),
    }


def fit_reranker(
    questions: Sequence[LocatedQuestion], index: PassageIndex, encoder: Encoder
) -> Weights:
    """Weights of retriever.ranked, by name."""
    cases = [_unit_case(question, index, encoder) for question in questions]
    return dict(zip(FEATURES, fit(cases).tolist(), strict=True))


def fit_sentences(
    questions: Sequence[LocatedQuestion], index: PassageIndex, encoder: Encoder
) -> Weights:
    """Weights of retriever.sentences, cues of kinds apart. What a question finds is ranked by
    weights that were fitted without it: else they would look better than they are."""
    units = [_unit_case(question, index, encoder) for question in questions]
    cases = []
    for fold in range(FOLDS):
        others = [case for number, case in enumerate(units) if number % FOLDS != fold]
        ranker = RankedRetriever(
            index, encoder, dict(zip(FEATURES, fit(others).tolist(), strict=True))
        )
        for question in questions[fold::FOLDS]:
            hits = ranker.retrieve(question.gold.question, HITS)
            found = sentences.describe_sentences(question.gold.question, hits, index, encoder)
            places = [Place(p.document, s.span) for p, s in found.sentences]
            evidence = [holds(place, question.facts) for place in places]
            cases.append(Case(found.features, np.asarray(evidence)))
    return dict(zip(sentences.WEIGHTS, fit(cases).tolist(), strict=True))


def fit(cases: Sequence[Case]) -> np.ndarray:
    """Weights (f,) that minimise the cross entropy between the softmax of a question's scores and
    an equal share for each of its evidence (ListNet, Cao et al. 2007). Scale-free: the penalty is
    on the weights of features with standard deviation 1."""
    told = [case for case in cases if case.evidence.any()]
    scale = np.concatenate([case.features for case in told]).std(axis=0)
    scale[scale < 1e-9] = 1.0
    scaled = [Case(case.features / scale, case.evidence / case.evidence.sum()) for case in told]
    found = minimize(_loss, np.zeros(len(scale)), args=(scaled,), jac=True, method="L-BFGS-B")
    weights: np.ndarray = found.x / scale
    return weights


def _loss(weights: np.ndarray, cases: Sequence[Case]) -> tuple[float, np.ndarray]:
    loss, slope = 0.0, np.zeros_like(weights)
    for case in cases:
        scores = case.features @ weights
        likely = np.exp(scores - scores.max())
        likely /= likely.sum()
        loss -= float(case.evidence @ np.log(likely + 1e-12))
        slope += case.features.T @ (likely - case.evidence)
    penalty = PENALTY * float(weights @ weights)
    return loss / len(cases) + penalty, slope / len(cases) + 2 * PENALTY * weights


def _unit_case(question: LocatedQuestion, index: PassageIndex, encoder: Encoder) -> Case:
    asked = question.gold.question
    found = find_candidates(asked, index, encoder)
    features = standardise(features_of(asked, found, index, encoder))
    places = [Place(*split_unit_id(id)) for id in found.ids]
    return Case(features, np.asarray([holds(place, question.facts) for place in places]))


def holds(place: Place, facts: Sequence[Fact]) -> bool:
    """Whether `place` is evidence of any of `facts`."""
    return is_evidence(place, (quote for fact in facts for quote in fact.places))

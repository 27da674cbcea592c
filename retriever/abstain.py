"""Is the answer in the documents? A calibrated guess from what the search found."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.analysis import content_words, stem
from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.glossary import translate
from retriever.hit import Hit
from retriever.question import Language

# Logistic regression fitted on the dev split: answerable questions against those far from the
# domain. Near-domain questions without an answer are not told apart by these features.
LATE_WEIGHT, AGREEMENT_WEIGHT, CENTROID_WEIGHT = 31.0, 11.7, 9.45
ENGLISH_BIAS, BIAS = 2.63, -78.7
# Below the first nothing is answered; below the second the answer is shown as uncertain.
NOT_FOUND_BELOW, UNCERTAIN_BELOW = 0.2, 0.3
# A question of so few content words is vague when none of them is rarer than this in the index.
FEW_WORDS, COMMON_SHARE = 2, 0.015


@dataclass(frozen=True, slots=True)
class Evidence:
    """`probability` that the documents answer; `unknown` are question words that none has."""

    probability: float
    unknown: tuple[str, ...]
    vague: bool


def weigh_evidence(
    question: str, language: Language, hits: Sequence[Hit], index: PassageIndex, encoder: Encoder
) -> Evidence:
    late = sorted((hit.parts["late"].score for hit in hits if "late" in hit.parts), reverse=True)
    vector = encoder.encode_question(question).vector
    total = (
        LATE_WEIGHT * (float(np.mean(late[:5])) if late else 0.0)
        + AGREEMENT_WEIGHT * agreement(hits)
        + CENTROID_WEIGHT * float(index.centroid @ vector)
        + ENGLISH_BIAS * (language == "en")
        + BIAS
    )
    return Evidence(
        probability=1 / (1 + math.exp(-total)),
        unknown=unknown_words(question, language, index),
        vague=is_vague(question, language, index),
    )


def agreement(hits: Sequence[Hit]) -> float:
    """Share of the ten best passages by meaning that are also among the ten best by words."""
    best = {
        name: {hit.passage.id for hit in hits if name in hit.parts and hit.parts[name].rank <= 10}
        for name in ("dense", "lexical")
    }
    return len(best["dense"] & best["lexical"]) / 10


def unknown_words(question: str, language: Language, index: PassageIndex) -> tuple[str, ...]:
    """Content words that stand in no document, neither themselves nor translated."""
    return tuple(
        word
        for word in dict.fromkeys(content_words(question))
        if not _frequency(word, language, index)
    )


def is_vague(question: str, language: Language, index: PassageIndex) -> bool:
    """Few content words, all so common that none picks out part of the documents or lies outside
    them."""
    found = list(content_words(question))
    common = COMMON_SHARE * max(len(index.terms), 1)
    is_common = [_frequency(word, language, index) > common for word in found]
    return len(found) <= FEW_WORDS and all(is_common)


def _frequency(word: str, language: Language, index: PassageIndex) -> int:
    translated = content_words(translate(word)) if language == "en" else ()
    stems = {stem(word), *(stem(dutch) for dutch in translated)}
    return max(index.terms.frequency("stems", term) for term in stems)

"""Is the answer in the documents? A calibrated chance, and what is missing by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from corpus.analysis import stem
from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.calibration import stored_calibration
from retriever.hit import Hit
from retriever.question import Language
from retriever.question_words import QuestionWord, is_telling, lacks_subject, marked
from retriever.signs import Reading, asked_words, holds, read_signs

# Support below which the best sentences say nothing of a word, and how many such words are named.
UNSUPPORTED_BELOW, MOST_NAMED = 0.35, 3
# Passages in which two names are looked for together, and most names that are paired.
LOOKED_THROUGH, MOST_PAIRED = 60, 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """`probability` that the documents answer; None when no calibration suits the encoder.

    `unknown` are question words that no document has, `apart` two names that no passage has
    together, `unsupported` what is asked and what the nearest passages do not speak of.
    """

    probability: float | None
    is_answered: bool
    is_certain: bool
    vague: bool
    unknown: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()


def weigh_evidence(
    question: str, language: Language, hits: Sequence[Hit], index: PassageIndex, encoder: Encoder
) -> Evidence:
    """Raises BadCalibration."""
    signs = read_signs(question, language, hits, index, encoder)
    words = signs.reading.words
    vague = lacks_subject(question, words)
    calibration = stored_calibration()
    if not calibration.suits(encoder):
        unknown = unknown_words(words, language == "en")
        return Evidence(None, bool(hits) and not vague, True, vague, unknown)
    chance = 0.0 if vague else calibration.probability(signs.numbers, signs.vector)
    limits = calibration.limits[language]
    # Who asks about a place that no document names is not served with another place.
    strange = any(word.role == "name" and not word.known for word in words)
    needed = limits.uncertain_below if strange else limits.not_found_below
    outside = calibration.is_outside(signs.numbers, signs.vector, language)
    unknown = unknown_words(words, language == "en" and not outside)
    if vague or (hits and chance >= needed and not outside):
        certain = chance >= limits.uncertain_below
        return Evidence(chance, not vague, certain, vague, unknown)
    apart, unsupported = names_apart(words, index), unsupported_words(signs.reading, unknown)
    return Evidence(chance, False, False, False, unknown, apart, unsupported)


def unknown_words(words: Sequence[QuestionWord], names_only: bool) -> tuple[str, ...]:
    """Words that no document has, nor a translation of them that the glossary knows. Of an English
    question about the field only names: its other words may stand in the documents in Dutch."""
    unknown = [word for word in words if not word.known and is_telling(word)]
    named = [word.text for word in unknown if word.role == "name" or not names_only]
    return tuple(dict.fromkeys(named))


def names_apart(words: Sequence[QuestionWord], index: PassageIndex) -> tuple[str, ...]:
    """The first two known names of the question that stand in no passage together."""
    names = [word for word in words if word.role == "name" and word.known][:MOST_PAIRED]
    for one, other in combinations(names, 2):
        if not _stand_together(one, other, index):
            return one.text, other.text
    return ()


def _stand_together(one: QuestionWord, other: QuestionWord, index: PassageIndex) -> bool:
    """A ranking by both words has the passages with both of them in front."""
    terms = {f"stems:{stem(word.text.casefold())}": 1.0 for word in (one, other)}
    fields = {"unit_stems": 1.0, "passage_stems": 1.0}
    for id, _ in index.terms.search(terms, fields, LOOKED_THROUGH):
        passage = index.unit(id).passage
        text = marked(" ".join((*passage.section, passage.text)))
        if holds(text, one) and holds(text, other):
            return True
    return False


def unsupported_words(reading: Reading, but: Sequence[str]) -> tuple[str, ...]:
    """What is asked and what no sentence read speaks of, the least supported first."""
    best = reading.support.max(axis=1, initial=0.0)
    rows = [
        i
        for i in asked_words(reading)
        if best[i] < UNSUPPORTED_BELOW and is_telling(reading.words[i])
    ]
    found = [reading.words[i].text for i in sorted(rows, key=lambda i: float(best[i]))]
    return tuple(word for word in dict.fromkeys(found) if word not in but)[:MOST_NAMED]

"""Sentences of new documents that may prove a fact of the gold too."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.document import StoredText
from corpus.encoder import Encoder
from evals.metrics.likeness import grams
from evals.places import Fact, LocatedQuestion, Place

# Share of a quote's character 5-grams that a sentence must hold to be a near-copy of it.
COPIED = 0.6
# Cosine of e5 vectors from which a person should look: most sentences that were read at .94 said
# something near the fact, most at .92 only shared its subject.
SIMILAR = 0.93
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
Texts = Mapping[str, StoredText]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may prove a fact of the gold too, or contradict it: for a person to confirm.

    `missing` are figures of the gold quote that the sentence does not have.
    """

    id: str
    fact: str
    document: str
    sentence: str
    likeness: float
    missing: tuple[str, ...] = ()


def find_candidates(
    questions: Sequence[LocatedQuestion], texts: Texts, new: Iterable[str], encoder: Encoder | None
) -> list[Candidate]:
    """Sentences of the `new` documents that say what a gold quote says, and are not gold yet, most
    alike first. Without an encoder only near-copies are found."""
    sentences = [
        (Place(id, sentence.span), texts[id].text[sentence.span.start : sentence.span.end])
        for id in sorted(set(new) & texts.keys())
        for sentence in texts[id].sentences
    ]
    quotes = [(q, fact, quote) for q in questions for fact in q.facts for quote in fact.quotes]
    if not sentences or not quotes:
        return []
    likeness = _likeness([quote for *_, quote in quotes], [text for _, text in sentences], encoder)
    best: dict[tuple[str, str, str], Candidate] = {}
    for i, j in np.argwhere(likeness > 0):
        (question, fact, quote), (place, text) = quotes[i], sentences[j]
        found = Candidate(
            question.gold.id,
            fact.text,
            place.document,
            text,
            round(float(likeness[i, j]), 3),
            missing_figures(quote, text),
        )
        key = (found.id, found.fact, text)
        if not _is_known(place, fact) and (key not in best or _nearer(found, best[key])):
            best[key] = found
    return sorted(best.values(), key=lambda c: (-c.likeness, c.id, c.document, c.sentence))


def missing_figures(quote: str, sentence: str) -> tuple[str, ...]:
    """Figures of `quote` that `sentence` does not have, in order."""
    there = set(_FIGURE.findall(sentence))
    return tuple(dict.fromkeys(f for f in _FIGURE.findall(quote) if f not in there))


def _nearer(one: Candidate, other: Candidate) -> bool:
    """An alternative quote with the same figures goes before a more similar one with others."""
    return (not one.missing, one.likeness) > (not other.missing, other.likeness)


def _is_known(place: Place, fact: Fact) -> bool:
    return any(
        place.document == known.document and place.span.overlap(known.span) for known in fact.places
    )


def _likeness(
    quotes: Sequence[str], sentences: Sequence[str], encoder: Encoder | None
) -> np.ndarray:
    """(quotes, sentences): shared 5-grams or cosine, zero below both thresholds."""
    copied = _shared_grams(quotes, sentences)
    found: np.ndarray = np.where(copied >= COPIED, copied, 0.0)
    if encoder is not None:
        cosine = _vectors(encoder, quotes) @ _vectors(encoder, sentences).T
        found = np.maximum(found, np.where(cosine >= SIMILAR, cosine, 0.0))
    return found


def _vectors(encoder: Encoder, texts: Sequence[str]) -> np.ndarray:
    """Rows (n, d); a text that comes twice is encoded once."""
    different = list(dict.fromkeys(texts))
    encodings = dict(zip(different, encoder.encode(different, "passage"), strict=True))
    return np.stack([encodings[text].vector for text in texts])


def _shared_grams(quotes: Sequence[str], sentences: Sequence[str]) -> np.ndarray:
    """Share of each quote's 5-grams that each sentence holds."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        for gram in grams(sentence):
            holders[gram].append(number)
    shared = np.zeros((len(quotes), len(sentences)))
    for row, quote in zip(shared, quotes, strict=True):
        wanted = grams(quote)
        for gram in wanted & holders.keys():
            row[holders[gram]] += 1 / len(wanted)
    return shared

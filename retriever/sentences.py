"""How well each sentence of what was found answers a question."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.document import Passage, Sentence
from corpus.encoder import Encoder
from corpus.index import PassageIndex
from corpus.priors import capital_share
from retriever.asked import AskedWord, is_beside
from retriever.candidates import standardise
from retriever.hit import Hit
from retriever.kinds import cue_bonus, kinds_of
from retriever.late import max_sim
from retriever.matching import fill_up, stored_matching
from retriever.topic import encode_asked

# Sentences are taken from the best passages, and from the best windows beyond them.
PASSAGES_READ, WINDOWS_READ = 12, 45
# Where no hit holds the sentence: in standard deviations below the mean of the hits.
UNFOUND = -1.5
# Fitted by evals/fit_ranking.py on the dev split (ListNet, Cao et al. 2007). The first three are
# standardised over the sentences, the others as they are. "passage" from the mean up, and the root
# of "section": as they were, .517 of the dev facts were quoted, so .523 (test half .669, .689).
WEIGHTS = {
    "window": 0.20,
    "passage": 0.27,
    "match": 0.42,
    "likely": 0.24,
    "rank": -0.32,
    "section": 1.17,
    "short": 0.17,
    "question": -0.87,
    "item": 0.13,
    "capitals": -0.68,
    "first": -0.21,
}
# What a sentence loses without the word that the question turns on, and with it its passage.
BESIDE, OFF_TOPIC = 1.2, 1.0
# Logits further from none tell no more.
SUREST = 8.0
# In characters: a shorter sentence says little, and a place name or a label alone says nothing.
SHORT, SHORTEST = 45, 25
CLOSING = "\"'’”) "


# Document and section.
Source = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted, with how well it answers; `beside` the point, when it lacks
    the word that the question turns on."""

    passage: Passage
    sentence: Sentence
    text: str
    score: float
    beside: bool = False

    @property
    def source(self) -> Source:
        return self.passage.document, self.passage.section


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as it was found: the standardised score of its window and its passage, the rank
    of the window as a share of all hits, and the share of its section in all that was found."""

    passage: Passage
    sentence: Sentence
    window: float
    best: float
    rank: float
    section: float


@dataclass(frozen=True, slots=True)
class Found:
    """Sentences with their passages, their texts, and their features (n, len(WEIGHTS))."""

    sentences: list[tuple[Passage, Sentence]]
    texts: list[str]
    features: np.ndarray


def score_sentences(
    question: str,
    hits: Sequence[Hit],
    index: PassageIndex,
    encoder: Encoder,
    pivots: Sequence[AskedWord] = (),
    beside: Collection[str] = (),
) -> list[Candidate]:
    """Every sentence worth reading, best first; without the words that the question turns on
    (`pivots`) a sentence loses, and so does one of a passage that is `beside` the point."""
    found, kinds = describe_sentences(question, hits, index, encoder), kinds_of(question)
    scores = found.features @ np.asarray(list(WEIGHTS.values()))
    scores += [cue_bonus(kinds, text) for text in found.texts]
    lacking = _lacking(pivots, beside, found, index)
    scores -= lacking @ (OFF_TOPIC, BESIDE)
    candidates = [
        Candidate(passage, sentence, text, float(score), bool(beside))
        for (passage, sentence), text, score, beside in zip(
            found.sentences, found.texts, scores, lacking[:, 1], strict=True
        )
    ]
    return sorted(candidates, key=lambda candidate: -candidate.score)


def describe_sentences(
    question: str, hits: Sequence[Hit], index: PassageIndex, encoder: Encoder
) -> Found:
    """Every sentence worth reading, with what is known of it."""
    readings = list(readable(hits))
    texts = [reading.passage.cut(reading.sentence.span) for reading in readings]
    pairs = [(reading.passage, reading.sentence) for reading in readings]
    if not readings:
        return Found(pairs, texts, np.empty((0, len(WEIGHTS))))
    asked, _ = encode_asked(question, encoder)
    tokens = [_tokens(reading, index) for reading in readings]
    learnt = stored_matching()
    if learnt.encoder == encoder.question_digest:
        match = learnt.logits(asked, *fill_up(tokens), index.components)
        likely = match.clip(-SUREST, SUREST)
    else:
        words = index.components.project(asked.tokens)
        match = np.asarray([max_sim(words, some) for some in tokens])
        likely = np.zeros(len(readings))
    return Found(pairs, texts, _features(readings, texts, match, likely))


def _features(
    readings: Sequence[Reading], texts: Sequence[str], match: np.ndarray, likely: np.ndarray
) -> np.ndarray:
    """Columns (n, len(WEIGHTS))."""
    compared = standardise(
        np.asarray([[r.window for r in readings], [r.best for r in readings], match]).T
    )
    # How far below the mean a passage is tells nothing of its sentences.
    compared[:, 1] = np.maximum(compared[:, 1], 0.0)
    plain = [
        likely,
        [r.rank for r in readings],
        [r.section**0.5 for r in readings],
        [len(text) < SHORT for text in texts],
        [text.rstrip(CLOSING).endswith("?") for text in texts],
        [r.sentence.kind == "item" for r in readings],
        [capital_share(text) for text in texts],
        [r.sentence == r.passage.sentences[0] for r in readings],
    ]
    return np.concatenate([compared, np.asarray(plain, float).T], axis=1)


def readable(hits: Sequence[Hit]) -> Iterator[Reading]:
    """Sentences of the best passages and windows that may be quoted, each once."""
    scores = standardise(np.asarray([hit.score for hit in hits]))
    best: dict[str, float] = {}
    for hit, score in zip(hits, scores, strict=True):
        best[hit.passage.id] = max(best.get(hit.passage.id, score), score)
    whole = set(sorted(best, key=lambda id: -best[id])[:PASSAGES_READ])
    shares = _section_shares(hits)
    windows = {(hit.passage.document, hit.span): rank for rank, hit in enumerate(hits)}
    for passage in {hit.passage.id: hit.passage for hit in hits}.values():
        for sentence in filter(is_quotable, passage.sentences):
            if passage.cut(sentence.span).rstrip(CLOSING).endswith(":"):
                continue  # it says nothing without what it introduces, which brings it along
            window = next(w for w in passage.windows if sentence.span.start < w.end)
            rank = windows.get((passage.document, window))
            if passage.id in whole or (rank is not None and rank < WINDOWS_READ):
                yield Reading(
                    passage,
                    sentence,
                    UNFOUND if rank is None else float(scores[rank]),
                    float(best[passage.id]),
                    1.0 if rank is None else rank / len(hits),
                    shares[_section(passage)],
                )


def is_quotable(sentence: Sentence) -> bool:
    return sentence.exact and sentence.kind != "note" and len(sentence.span) >= SHORTEST


def _section(passage: Passage) -> Source:
    return passage.document, passage.section


def _section_shares(hits: Sequence[Hit]) -> dict[Source, float]:
    """The softmax of all hits' scores, added up by section."""
    highest = max((hit.score for hit in hits), default=0.0)
    weights = np.exp([hit.score - highest for hit in hits])
    shares: dict[Source, float] = {}
    for hit, weight in zip(hits, weights / max(float(weights.sum()), 1e-12), strict=True):
        shares[_section(hit.passage)] = shares.get(_section(hit.passage), 0.0) + float(weight)
    return shares


def _tokens(reading: Reading, index: PassageIndex) -> np.ndarray:
    return index.stored(reading.passage.document).span_tokens(reading.sentence.span)


def _lacking(
    pivots: Sequence[AskedWord], beside: Collection[str], found: Found, index: PassageIndex
) -> np.ndarray:
    """Whether each passage and sentence (n, 2) lacks the word that the question turns on."""
    if not pivots:
        return np.zeros((len(found.texts), 2))
    rows = [
        (passage.id in beside, is_beside(pivots, index.analyzer.analyse(text)))
        for (passage, _), text in zip(found.sentences, found.texts, strict=True)
    ]
    return np.asarray(rows, float).reshape(-1, 2)


def off_topic(
    passages: Iterable[Passage], pivots: Sequence[AskedWord], index: PassageIndex
) -> set[str]:
    """Ids of the passages that lack, with their headings, all words that the question turns on."""
    if not pivots:
        return set()
    texts = {p.id: f"{' '.join(p.section)} {p.text}" for p in passages}
    return {id for id, text in texts.items() if is_beside(pivots, index.analyzer.analyse(text))}

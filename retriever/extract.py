"""An answer made of quoted sentences: no language model writes a word of it."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.analysis import Terms, character_grams, content_words, stem
from corpus.document import Passage, Quote, Sentence, Span
from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.glossary import translate
from retriever.hit import Hit
from retriever.kinds import cue_bonus, kinds_of
from retriever.late import max_sim
from retriever.question import language_of
from retriever.topic import is_frame

# Sentences are taken from the best passages, and from the best windows beyond them.
PASSAGES_READ, WINDOWS_READ = 10, 40
# Logistic regression on the dev split: does a sentence hold evidence? In order: score of its
# window, of its passage, its likeness to the question below the best, the question's words in it.
WINDOW_WEIGHT, PASSAGE_WEIGHT, LIKENESS_WEIGHT, WORDS_WEIGHT = 0.5, 0.5, 7.5, 1.8
SHORT_PENALTY, QUESTION_PENALTY, OPENING_PENALTY = 0.6, 1.6, 1.0
OUTSIDE_WINDOW = 0.3
# A question turns on a word that weighs more than this share of all its words; what a passage,
# and what a sentence, loses without that word.
PIVOT, OFF_TOPIC_PENALTY, BESIDE_PENALTY = 0.4, 1.0, 1.2
# In characters: a shorter sentence says little, and a place name or a label alone says nothing.
SHORT, SHORTEST = 45, 25
# Longest answer in characters, most sentences, and how far below the best one to go on:
# the answer stops when the next sentence adds little.
ROOM, MOST_SENTENCES, FURTHEST_BELOW = 1650, 12, 3.5
# A question that turns on one word wants every place where it stands, not all of one place.
MOST_OF_SECTION = 2
# What the line of a source and the marks around a quote take of that room, on average.
SOURCE_LINE, MARKS = 80, 9
# Words that frame a question ("what helps … succeed") say little about its subject.
FRAME_SHARE = 0.25
# Sentences that share half of their character 5-grams say nearly the same.
NEAR_COPY, GRAM = 0.5, 5
# A text holds a word when it has this share of the word's grams: omklap stands in omklapcontract.
HELD_GRAMS = 0.6
# A sentence that opens so leans on the one before it.
DANGLING = re.compile(
    r"(Dit|Dat|Deze|Die|Daar\w*|Hier\w*|Zo|Ook|Bovendien|Echter|Maar|En|Zij|Hij|Ze|Dus)\b"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted, with how well it answers."""

    passage: Passage
    sentence: Sentence
    text: str
    score: float


def extract(
    question: str,
    hits: Sequence[Hit],
    index: PassageIndex,
    encoder: Encoder,
    room: int = ROOM,
) -> list[Quote]:
    """Quotes that answer `question`, grouped by source section, the best section first; at most
    `room` characters with their sources."""
    candidates = score_sentences(question, hits, index, encoder)
    turns = bool(_pivots(_asked_words(question, index)))
    chosen = choose(candidates, MOST_OF_SECTION if turns else MOST_SENTENCES, room)
    groups: dict[tuple[str, tuple[str, ...]], list[Candidate]] = {}
    for candidate in chosen:
        groups.setdefault(_source(candidate), []).append(candidate)
    return [quote for group in groups.values() for quote in _quotes(index, _with_context(group))]


def score_sentences(
    question: str, hits: Sequence[Hit], index: PassageIndex, encoder: Encoder
) -> list[Candidate]:
    """Every sentence worth reading, best first."""
    tokens = index.components.project(encoder.encode_question(question).tokens)
    asked, kinds = _asked_words(question, index), kinds_of(question)
    read = [
        (passage, sentence, window, best)
        for passage, sentence, window, best in _readable(hits)
        if sentence.exact and sentence.kind != "note" and len(sentence.span) >= SHORTEST
    ]
    pivots = _pivots(asked)
    passages = {passage.id: passage for passage, *_ in read}.values() if pivots else ()
    off_topic = {
        passage.id
        for passage in passages
        if _is_beside(pivots, index.analyzer.analyse(f"{' '.join(passage.section)} {passage.text}"))
    }
    likeness = np.asarray(
        [
            max_sim(tokens, index.stored(passage.document).span_tokens(sentence.span))
            for passage, sentence, _, _ in read
        ]
    )
    closest = float(likeness.max()) if read else 0.0
    candidates = []
    for (passage, sentence, window, best), like in zip(read, likeness, strict=True):
        text = text_of(passage, sentence.span)
        terms = index.analyzer.analyse(text)
        score = (
            WINDOW_WEIGHT * window
            + PASSAGE_WEIGHT * best
            + LIKENESS_WEIGHT * (float(like) - closest)
            + WORDS_WEIGHT * _share(asked, terms)
            + cue_bonus(kinds, text)
            - _penalty(text)
            - OFF_TOPIC_PENALTY * (passage.id in off_topic)
            - BESIDE_PENALTY * _is_beside(pivots, terms)
        )
        candidates.append(Candidate(passage, sentence, text, score))
    return sorted(candidates, key=lambda candidate: -candidate.score)


def choose(
    candidates: Sequence[Candidate], most_of_section: int = MOST_SENTENCES, room: int = ROOM
) -> list[Candidate]:
    """The best sentences without near-copies, until the room is full or the next adds little."""
    chosen: list[Candidate] = []
    seen: list[set[str]] = []
    for candidate in candidates:
        if chosen and candidate.score < chosen[0].score - FURTHEST_BELOW:
            break
        if sum(_source(other) == _source(candidate) for other in chosen) == most_of_section:
            continue
        grams, cost = _grams(candidate.text), _cost(candidate, chosen)
        if cost <= room and all(_jaccard(grams, other) < NEAR_COPY for other in seen):
            chosen.append(candidate)
            seen.append(grams)
            room -= cost
        if len(chosen) == MOST_SENTENCES:
            break
    return chosen


def _cost(candidate: Candidate, chosen: Sequence[Candidate]) -> int:
    """Characters that a sentence adds to the answer, with its context and its source's line."""
    known = any(_source(candidate) == _source(other) for other in chosen)
    context = [text_of(candidate.passage, s.span) for s in _needed_before(candidate)]
    line = 0 if known else SOURCE_LINE
    return line + sum(len(text) + MARKS for text in [candidate.text, *context])


def _source(candidate: Candidate) -> tuple[str, tuple[str, ...]]:
    return candidate.passage.document, candidate.passage.section


def text_of(passage: Passage, span: Span) -> str:
    return passage.text[span.start - passage.span.start : span.end - passage.span.start]


def _readable(hits: Sequence[Hit]) -> list[tuple[Passage, Sentence, float, float]]:
    """Sentences of the best passages and windows, with the score of their window and passage."""
    lowest = min((hit.score for hit in hits[:WINDOWS_READ]), default=0.0) - OUTSIDE_WINDOW
    found: dict[tuple[str, Span], tuple[Passage, Sentence, float, float]] = {}
    for rank, hit in enumerate(hits[:WINDOWS_READ]):
        for sentence in hit.passage.sentences:
            inside = sentence.span.overlap(hit.span) > 0
            if inside or rank < PASSAGES_READ:
                key = (hit.passage.document, sentence.span)
                _, _, window, best = found.get(key, (hit.passage, sentence, lowest, hit.score))
                window = max(window, hit.score) if inside else window
                found[key] = (hit.passage, sentence, window, max(best, hit.score))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A content word of the question, its stem and grams, and what finding it counts."""

    stem: str
    grams: frozenset[str]
    weight: float

    def stands_in(self, terms: Terms) -> bool:
        """As the word itself, in another form, in a compound, or with a typing error."""
        shared = len(self.grams & set(terms.grams))
        return self.stem in terms.stems or shared >= HELD_GRAMS * len(self.grams)


def _asked_words(question: str, index: PassageIndex) -> list[AskedWord]:
    """The question's content words, and for English ones the glossary's Dutch."""
    text = f"{question} {translate(question)}" if language_of(question) == "en" else question
    units = max(len(index.terms), 1)
    found = []
    for word in dict.fromkeys(content_words(text)):
        grams = character_grams(word)
        # A compound may hold the word: rarity counts its rarest gram too.
        frequency = max(
            index.terms.frequency("stems", stem(word)),
            min(index.terms.frequency("grams", gram) for gram in grams),
        )
        rarity = math.log1p(units / (1 + frequency)) if frequency else 0.0
        share = FRAME_SHARE if is_frame(word) else 1.0
        found.append(AskedWord(stem(word), frozenset(grams), rarity * share))
    return found


def _share(asked: Sequence[AskedWord], terms: Terms) -> float:
    """Share of the question's words that a text holds, rare words counting more."""
    total = sum(word.weight for word in asked)
    return sum(word.weight for word in asked if word.stands_in(terms)) / total if total else 0.0


def _pivots(asked: Sequence[AskedWord]) -> list[AskedWord]:
    """The words that the question turns on: mostly none, at most two."""
    total = sum(word.weight for word in asked)
    return [word for word in asked if word.weight > PIVOT * total]


def _is_beside(pivots: Sequence[AskedWord], terms: Terms) -> bool:
    """Whether a text lacks all words that the question turns on."""
    return bool(pivots) and not any(word.stands_in(terms) for word in pivots)


def _penalty(text: str) -> float:
    """Interview questions and the openings of lists say nothing by themselves."""
    bare = text.rstrip("\"'’”) ")
    return (
        SHORT_PENALTY * (len(text) < SHORT)
        + QUESTION_PENALTY * bare.endswith("?")
        + OPENING_PENALTY * bare.endswith(":")
    )


def _with_context(group: Sequence[Candidate]) -> list[tuple[Passage, Sentence]]:
    """The chosen sentences in reading order, each with the sentence that it can't do without."""
    wanted: dict[Span, tuple[Passage, Sentence]] = {}
    for candidate in group:
        for sentence in [*_needed_before(candidate), candidate.sentence]:
            wanted[sentence.span] = (candidate.passage, sentence)
    return [wanted[span] for span in sorted(wanted)]


def _needed_before(candidate: Candidate) -> list[Sentence]:
    """The sentence that introduces an item's list, and the one before a dangling opening."""
    passage, sentences = candidate.passage, candidate.passage.sentences
    before = sentences[: sentences.index(candidate.sentence)]
    needed: list[Sentence] = []
    if candidate.sentence.kind == "item":
        opening = [sentence for sentence in before if sentence.kind == "sentence"][-1:]
        needed += [s for s in opening if text_of(passage, s.span).endswith(":")]
    if DANGLING.match(candidate.text):
        needed += [s for s in before[-1:] if s not in needed]
    return [sentence for sentence in needed if sentence.exact and sentence.kind != "note"]


def _quotes(index: PassageIndex, sentences: Sequence[tuple[Passage, Sentence]]) -> list[Quote]:
    return [
        Quote(
            passage.document,
            sentence.span,
            text_of(passage, sentence.span),
            passage.section,
            index.text(passage.document).page_label(sentence.span),
        )
        for passage, sentence in sentences
    ]


def _grams(text: str) -> set[str]:
    return {text[i : i + GRAM] for i in range(max(1, len(text) - GRAM + 1))}


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))

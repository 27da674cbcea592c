"""An answer made of quoted sentences: no language model writes a word of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.analysis import Analyzer
from corpus.document import Passage, Quote, Sentence, Span
from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.glossary import translate
from retriever.hit import Hit
from retriever.late import max_sim
from retriever.question import language_of

# Sentences are taken from the best passages, and from the best windows beyond them.
PASSAGES_READ, WINDOWS_READ = 10, 40
# Logistic regression on the dev split: does a sentence hold evidence? In order: score of its
# window, of its passage, its likeness to the question below the best, the question's words in it.
WINDOW_WEIGHT, PASSAGE_WEIGHT, LIKENESS_WEIGHT, WORDS_WEIGHT = 0.6, 0.6, 5.0, 1.5
SHORT_PENALTY, QUESTION_PENALTY, OPENING_PENALTY = 0.8, 2.0, 2.0
OUTSIDE_WINDOW = 0.3
SHORT = 45
# Longest answer in characters of quotes, most sentences, and how far below the best one to go on:
# the answer stops when the next sentence adds little.
ROOM, MOST_SENTENCES, FURTHEST_BELOW = 1500, 10, 2.5
NEAR_COPY, GRAM = 0.5, 5
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
    question: str, hits: Sequence[Hit], index: PassageIndex, encoder: Encoder
) -> list[Quote]:
    """Quotes that answer `question`, grouped by source section, the best section first."""
    candidates = score_sentences(question, hits, index, encoder)
    chosen = choose(candidates)
    groups: dict[tuple[str, tuple[str, ...]], list[Candidate]] = {}
    for candidate in chosen:
        key = (candidate.passage.document, candidate.passage.section)
        groups.setdefault(key, []).append(candidate)
    return [quote for group in groups.values() for quote in _quotes(index, _with_context(group))]


def score_sentences(
    question: str, hits: Sequence[Hit], index: PassageIndex, encoder: Encoder
) -> list[Candidate]:
    """Every sentence worth reading, best first."""
    tokens = index.components.project(encoder.encode_question(question).tokens)
    asked = _question_stems(question, index)
    read = [
        (passage, sentence, window, best)
        for passage, sentence, window, best in _readable(hits)
        if sentence.exact and sentence.kind != "note"
    ]
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
        score = (
            WINDOW_WEIGHT * window
            + PASSAGE_WEIGHT * best
            + LIKENESS_WEIGHT * (float(like) - closest)
            + WORDS_WEIGHT * _share(asked, text, index.analyzer)
            - _penalty(text)
        )
        candidates.append(Candidate(passage, sentence, text, score))
    return sorted(candidates, key=lambda candidate: -candidate.score)


def choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best sentences without near-copies, until the room is full or the next adds little."""
    chosen: list[Candidate] = []
    seen: list[set[str]] = []
    room = ROOM
    for candidate in candidates:
        grams = _grams(candidate.text)
        if len(candidate.text) > room or any(_jaccard(grams, other) >= NEAR_COPY for other in seen):
            continue
        if chosen and candidate.score < chosen[0].score - FURTHEST_BELOW:
            break
        chosen.append(candidate)
        seen.append(grams)
        room -= len(candidate.text)
        if len(chosen) == MOST_SENTENCES:
            break
    return chosen


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


def _question_stems(question: str, index: PassageIndex) -> dict[str, float]:
    """The question's stems, translated ones too, with their rarity in the index."""
    text = f"{question} {translate(question)}" if language_of(question) == "en" else question
    units = max(len(index.terms), 1)
    return {
        stem: float(np.log1p(units / (1 + index.terms.frequency("stems", stem))))
        for stem in set(index.analyzer.analyse(text).stems)
    }


def _share(asked: dict[str, float], text: str, analyzer: Analyzer) -> float:
    """Share of the question's words that `text` holds, rare words counting more."""
    total = sum(asked.values())
    held = set(analyzer.analyse(text).stems) & asked.keys()
    return sum(asked[stem] for stem in held) / total if total else 0.0


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
        sentences = list(candidate.passage.sentences)
        at = sentences.index(candidate.sentence)
        needed = _needed_before(candidate, sentences, at)
        for sentence in [*needed, candidate.sentence]:
            wanted[sentence.span] = (candidate.passage, sentence)
    return [wanted[span] for span in sorted(wanted)]


def _needed_before(
    candidate: Candidate, sentences: Sequence[Sentence], at: int
) -> Iterable[Sentence]:
    """The sentence that introduces the list of an item, or the one before a dangling opening."""
    if candidate.sentence.kind == "item":
        before = [s for s in sentences[:at] if s.kind == "sentence"][-1:]
        needed = [s for s in before if text_of(candidate.passage, s.span).endswith(":")]
    else:
        dangles = DANGLING.match(candidate.text) is not None
        needed = [s for s in sentences[max(0, at - 1) : at] if dangles and s.kind == "sentence"]
    return [sentence for sentence in needed if sentence.exact]


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

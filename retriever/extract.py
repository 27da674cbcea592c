"""An answer made of quoted sentences: no language model writes a word of it."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from corpus.document import Document, Passage, Quote, Sentence, Span
from corpus.encoder import Encoder
from corpus.index import PassageIndex
from corpus.likeness import NEAR_COPY, character_runs, jaccard
from retriever.asked import asked_words, pivots_of
from retriever.compose import source_line
from retriever.hit import Hit
from retriever.sentences import Candidate, Source, off_topic, score_sentences

# Hits whose sentences are weighed.
HITS_READ = 60
# Longest answer in characters, most sentences, and how far below the best one to go on:
# the answer stops when the next sentence adds little.
ROOM, MOST_SENTENCES, FURTHEST_BELOW = 1680, 12, 2.75
# A question that turns on one word wants every place where it stands, not all of one place.
MOST_OF_SECTION = 2
# What the marks around a source's line and around a quote take of that room.
LINE_MARKS, MARKS = 7, 11
# A sentence that opens so leans on the one before it.
DANGLING = re.compile(
    r"(Dit|Dat|Deze|Die|Daar\w*|Hier\w*|Zo|Ook|Bovendien|Echter|Maar|En|Zij|Hij|Ze|Dus)\b"
)


def extract(
    question: str,
    hits: Sequence[Hit],
    index: PassageIndex,
    encoder: Encoder,
    room: int = ROOM,
) -> list[Quote]:
    """Quotes that answer `question`, grouped by source section, the best section first; at most
    `room` characters with their sources."""
    if not hits:
        return []
    pivots = pivots_of(asked_words(question, index))
    beside = off_topic((hit.passage for hit in hits), pivots, index)
    read = sorted(hits, key=lambda hit: hit.passage.id in beside)[:HITS_READ]
    candidates = score_sentences(question, read, index, encoder, pivots, beside)
    if pivots:
        candidates = every_place_first(candidates)
    lines = {
        c.source: len(source_line(index.documents[c.source[0]], c.source[1])) for c in candidates
    }
    chosen = choose(candidates, MOST_OF_SECTION if pivots else MOST_SENTENCES, room, lines)
    groups: dict[Source, list[Candidate]] = {}
    for candidate in chosen:
        groups.setdefault(candidate.source, []).append(candidate)
    return [quote for group in groups.values() for quote in _quotes(index, _with_context(group))]


def every_place_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Of each section its best sentence with the word that the question turns on goes first."""
    lowest = max((one.score for one in candidates), default=0.0) - FURTHEST_BELOW
    first: dict[Source, Candidate] = {}
    for candidate in candidates:
        if not candidate.beside and candidate.score >= lowest:
            first.setdefault(candidate.source, candidate)
    return sorted(candidates, key=lambda one: first.get(one.source) is not one)


def choose(
    candidates: Sequence[Candidate],
    most_of_section: int = MOST_SENTENCES,
    room: int = ROOM,
    lines: Mapping[Source, int] = MappingProxyType({}),
) -> list[Candidate]:
    """The best sentences without near-copies, until the room is full or the next adds little;
    `lines` says how many characters the line of a source takes."""
    chosen: list[Candidate] = []
    seen: list[frozenset[str]] = []
    for candidate in candidates:
        if chosen and candidate.score < chosen[0].score - FURTHEST_BELOW:
            break
        if sum(other.source == candidate.source for other in chosen) == most_of_section:
            continue
        runs, cost = character_runs(candidate.text), _cost(candidate, chosen, lines)
        if cost <= room and all(jaccard(runs, other) < NEAR_COPY for other in seen):
            chosen.append(candidate)
            seen.append(runs)
            room -= cost
        if len(chosen) == MOST_SENTENCES:
            break
    return chosen


def room_taken(quotes: Sequence[Quote], documents: Mapping[str, Document]) -> int:
    """Characters of an answer that `quotes` fill, with the lines of their sources."""
    sources = {(quote.document, quote.section) for quote in quotes}
    lines = sum(len(source_line(documents[id], section)) + LINE_MARKS for id, section in sources)
    return lines + sum(len(quote.text) + MARKS for quote in quotes)


def _cost(candidate: Candidate, chosen: Sequence[Candidate], lines: Mapping[Source, int]) -> int:
    """Characters that a sentence adds to the answer, with its context and its source's line."""
    beside = [other for other in chosen if other.source == candidate.source]
    told = {text for other in beside for text in _told(other)}
    line = 0 if beside else lines.get(candidate.source, 0) + LINE_MARKS
    return line + sum(len(text) + MARKS for text in _told(candidate) if text not in told)


def _told(candidate: Candidate) -> list[str]:
    """The sentence after those that it can't do without."""
    before = [candidate.passage.cut(sentence.span) for sentence in _needed_before(candidate)]
    return [*before, candidate.text]


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
        needed += [s for s in opening if passage.cut(s.span).endswith(":")]
    if DANGLING.match(candidate.text):
        needed += [s for s in before[-1:] if s not in needed]
    return [sentence for sentence in needed if sentence.exact and sentence.kind != "note"]


def _quotes(index: PassageIndex, sentences: Sequence[tuple[Passage, Sentence]]) -> list[Quote]:
    return [
        Quote(
            passage.document,
            sentence.span,
            passage.cut(sentence.span),
            passage.section,
            index.text(passage.document).page_label(sentence.span),
        )
        for passage, sentence in sentences
    ]

"""A follow-up and the questions before it, as one question that needs no history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.analysis import FUNCTION_WORDS, content_words, stem, words
from corpus.document import Document
from corpus.index import PassageIndex
from retriever.carry import (
    extend,
    fill_in,
    has_clause,
    move_place,
    subject_of,
    tidy,
    without_opening,
)
from retriever.followup import leans_back, may_lean_back, own_words
from retriever.glossary import translate
from retriever.hit import Retriever
from retriever.mentions import mentioned_reports, without_reports
from retriever.question import (
    LONGEST_QUESTION,
    BadQuestion,
    Language,
    check_question,
    language_of,
)
from retriever.refuse import refusal_reason
from retriever.wishes import Wish, wish_in

# A word in a larger share of the indexed units than this is no subject.
COMMON_SHARE = 0.015
# Mean cosine of the nearest passages. Of 30 follow-ups without a mark of one, 27 gain as much with
# their subject; of 326 questions that change the subject, 13.
MORE_LIKE, NEAREST, HITS_WEIGHED = 0.005, 5, 60


@dataclass(frozen=True, slots=True)
class StandAlone:
    """`subject` is what a follow-up would be about, `aspect` what this one asks of it: the
    follow-up's own words, empty where nothing was carried or where it has no sentence of its own.
    `documents` are the reports that the conversation is narrowed to; none means all.

    The rest is what the reader wished of the answer: `portion` counts how often more was wanted,
    `short` is for its best quotes, `places` for where they stand. `unclear` is a wish without an
    answer before it.
    """

    question: str
    language: Language
    subject: str
    aspect: str = ""
    documents: tuple[str, ...] = ()
    portion: int = 0
    short: bool = False
    places: bool = False
    unclear: bool = False

    @property
    def is_wish(self) -> bool:
        return bool(self.portion or self.short or self.places)


class Conversation:
    """Makes questions stand alone, by rules; knows the reports and how rare a word is in them.

    Where its words leave open whether a question is a follow-up, it is one if `retriever`, which
    tells of late interaction, finds passages that are more like what it asks then.
    """

    def __init__(self, index: PassageIndex, retriever: Retriever) -> None:
        self._index, self._retriever = index, retriever
        # The same history comes back with every question of a conversation.
        self._likeness = lru_cache(maxsize=1024)(self._measure_likeness)
        self._common = COMMON_SHARE * max(len(index.terms), 1)

    def stand_alone(self, question: str, history: Sequence[str] = ()) -> StandAlone:
        """`question` has been checked; `history` are earlier questions as they were typed, oldest
        first, each of which is made to stand alone with the one before it. What was refused or
        could not be asked is passed over, and a question that is refused takes nothing along."""
        found: StandAlone | None = None
        if not refusal_reason(question):
            for earlier in filter(None, map(_carriable, history)):
                found = self._next(earlier, found)
        return self._next(question, found)

    def _next(self, question: str, previous: StandAlone | None) -> StandAlone:
        known = previous if previous and not previous.unclear else None
        wish = wish_in(question)
        if wish:
            unclear = StandAlone(question, language_of(question), "", unclear=True)
            return _grant(wish, known) if known else unclear
        if known:
            carried = carry(question, known, self._index.documents)
            short = len(carried.question) <= LONGEST_QUESTION
            if short and self._leans_back(question, carried):
                return carried
        return StandAlone(question, language_of(question), subject_of(question))

    def _leans_back(self, question: str, carried: StandAlone) -> bool:
        if leans_back(question, self._is_rare):
            return True
        if not may_lean_back(question, self._is_rare):
            return False
        return self._likeness(carried.question) >= self._likeness(question) + MORE_LIKE

    def _measure_likeness(self, question: str) -> float:
        """Mean of the nearest passages' likeness to `question`, word by word."""
        found = self._retriever.retrieve(question, HITS_WEIGHED)
        best = sorted((hit.parts["late"].score for hit in found), reverse=True)[:NEAREST]
        return sum(best) / max(len(best), 1)

    def _is_rare(self, word: str) -> bool:
        stems = {stem(word), *map(stem, content_words(translate(word)))}
        return max(self._index.terms.frequency("stems", term) for term in stems) <= self._common


def _carriable(question: str) -> str | None:
    """An earlier question as it was checked, or None where it was refused or could not be asked."""
    try:
        checked = check_question(question)
    except BadQuestion:
        return None
    return None if refusal_reason(checked) else checked


def _grant(wish: Wish, previous: StandAlone) -> StandAlone:
    """The question before, its answer in another shape."""
    if wish == "places":
        return replace(previous, places=True)
    if wish == "shorter":
        return replace(previous, short=True, places=False)
    if wish == "more":
        portion = previous.portion if previous.short else previous.portion + 1
        return replace(previous, portion=portion, short=False, places=False)
    return replace(previous, language=wish, places=False)


def carry(question: str, previous: StandAlone, documents: Mapping[str, Document]) -> StandAlone:
    """`question` with what it leaves unsaid taken from `previous`."""
    language = _language(question, previous)
    rest = without_opening(question)
    reports = mentioned_reports(rest, documents)
    kept = reports or mentioned_reports(previous.question, documents) or previous.documents
    if kept:
        rest = tidy(without_reports(rest, documents))
        previous = _without_reports(previous, documents)
    if not own_words(rest) and reports:
        return StandAlone(previous.question, language, previous.subject, "", kept)
    if not has_clause(rest):
        whole = fill_in(rest, previous.question, previous.subject)
        if whole:
            return StandAlone(whole, language, subject_of(whole), "", kept)
    subject = move_place(previous.subject or previous.question, rest)
    asked = f"{subject}: {rest}"
    return StandAlone(asked, language, extend(subject, rest), rest, kept)


def _without_reports(previous: StandAlone, documents: Mapping[str, Document]) -> StandAlone:
    question = tidy(without_reports(previous.question, documents))
    return replace(previous, question=question, subject=subject_of(question))


def _language(question: str, previous: StandAlone) -> Language:
    """By its function words; without any, that of the conversation."""
    decided = any(word in FUNCTION_WORDS for word in words(question))
    return language_of(question) if decided else previous.language

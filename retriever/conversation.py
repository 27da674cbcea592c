"""A follow-up and the questions before it, as one question that needs no history."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.analysis import FUNCTION_WORDS, content_words, stem, words
from corpus.document import Document, Span
from corpus.index import PassageIndex
from retriever.followup import (
    DEFINITE,
    INDEFINITE,
    OPENING,
    WORD,
    is_light,
    leans_back,
    may_lean_back,
    own_words,
)
from retriever.glossary import translate
from retriever.hit import Retriever
from retriever.mentions import mentioned_reports, name_spans, names_in, place_span, without_reports
from retriever.question import BadQuestion, Language, check_question, language_of
from retriever.refuse import refusal_reason
from retriever.wishes import Wish, wish_in

# A word in a larger share of the indexed units than this is no subject.
COMMON_SHARE = 0.015
LONGEST_SUBJECT = 14
# Mean cosine of the nearest passages. Of 30 follow-ups without a mark of one, 27 gain as much with
# their subject; of 326 questions that change the subject, 13.
MORE_LIKE, NEAREST, HITS_WEIGHED = 0.005, 5, 60
# A follow-up with none of these has no sentence of its own: "en in Houten?".
CLAUSE = re.compile(
    r"\b(?:wie|wat|waar\w*|wanneer|hoe\w*|welke?|who\w*|what|where|when|why|which|how|is|zijn|was|"
    r"waren|wordt|worden|werd|werden|heeft|hebben|had|hadden|heb|kan|kun|kunnen|mag|mogen|moet|"
    r"moeten|wil|willen|zal|zullen|zou|zouden|doet|doen|gaat|gaan|krijgt?|krijgen|komt|komen|werkt|"
    r"werken|helpt|helpen|betaalt|kost|geldt|noem|geef|vertel|leg|are|were|do|does|did|has|have|"
    r"can|could|may|might|must|will|would|should|name|give|tell|explain|list)\b",
    re.IGNORECASE,
)
PREPOSITION = re.compile(
    r"(?:in|bij|voor|van|via|met|uit|vanuit|binnen|door|op|te|at|for|of|by|with|from|on)\s",
    re.IGNORECASE,
)
# What is left of a place that is taken out: "in de gemeente", "of the city of".
BEFORE_PLACE = (
    r"(?:\b(?:in|te|bij|uit|van|at|of|from)\s+)?(?:(?:de|the)\s+)?"
    r"(?:(?:gemeente|city|town)\s+(?:of\s+)?)?"
)


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
        if known and leans_back(question, self._is_rare):
            return carry(question, known, self._index.documents)
        if known and may_lean_back(question, self._is_rare):
            carried = carry(question, known, self._index.documents)
            if self._likeness(carried.question) >= self._likeness(question) + MORE_LIKE:
                return carried
        return StandAlone(question, language_of(question), subject_of(question))

    def _likeness(self, question: str) -> float:
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
        rest = _tidy(without_reports(rest, documents))
        previous = _without_reports(previous, documents)
    if not own_words(rest) and reports:
        return StandAlone(previous.question, language, previous.subject, "", kept)
    if not CLAUSE.search(rest):
        whole = _fill_in(rest, previous)
        if whole:
            return StandAlone(whole, language, subject_of(whole), "", kept)
    subject = _move(previous.subject or previous.question, rest)
    asked = f"{subject}: {rest}"
    return StandAlone(asked, language, _extended(subject, rest), rest, kept)


def _without_reports(previous: StandAlone, documents: Mapping[str, Document]) -> StandAlone:
    question = _tidy(without_reports(previous.question, documents))
    return replace(previous, question=question, subject=subject_of(question))


def without_opening(question: str) -> str:
    opening = OPENING.match(question)
    return (opening and question[opening.end() :].strip()) or question


def subject_of(question: str) -> str:
    """From the first to the last word of its own, names included; only those where that is long."""
    own = [Span(*match.span()) for match in WORD.finditer(question) if _is_own(match.group())]
    found = sorted([*own, *name_spans(question)])
    if not found:
        return ""
    stretch = question[found[0].start : max(span.end for span in found)]
    if len(stretch.split()) <= LONGEST_SUBJECT:
        return stretch
    return " ".join(question[span.start : span.end] for span in own[:LONGEST_SUBJECT])


def _is_own(word: str) -> bool:
    return any(not is_light(found) for found in content_words(word))


def _fill_in(rest: str, previous: StandAlone) -> str:
    """The previous question with the place, name or noun of `rest` in it; "" where `rest` names
    another side of the same subject: "en de kosten?"."""
    phrase = rest.rstrip(" ?.!")
    place, former = place_span(phrase), place_span(previous.question)
    if place and former:
        return _exchange(previous.question, former, phrase[place.start : place.end])
    if place:
        return _append(previous.question, phrase if PREPOSITION.match(phrase) else f"in {phrase}")
    names = _other_names(previous.question)
    preposition = PREPOSITION.match(phrase)
    bare = phrase[preposition.end() :] if preposition else phrase
    if names_in(f"x {bare}") and names:
        return _exchange(previous.question, names[-1], bare)
    if preposition:
        return _append(previous.question, phrase)
    if DEFINITE.match(phrase) or not own_words(phrase):
        return ""
    if len(own_words(previous.subject)) == 1:
        at = previous.question.find(previous.subject)
        noun = INDEFINITE.sub("", phrase, 1).strip()
        return _exchange(previous.question, Span(at, at + len(previous.subject)), noun)
    return ""


def _exchange(question: str, span: Span, other: str) -> str:
    return f"{question[: span.start]}{other}{question[span.end :]}"


def _append(question: str, phrase: str) -> str:
    return f"{question.rstrip(' ?.!')}, {phrase}?"


def _other_names(question: str) -> list[Span]:
    """Names in `question` that are no places."""
    place = place_span(question)
    return [span for span in name_spans(question) if not (place and span.overlap(place))]


def _move(subject: str, rest: str) -> str:
    """`subject` without its place where `rest` names another."""
    former = place_span(subject)
    if former is None or place_span(rest) is None:
        return subject
    name = re.escape(subject[former.start : former.end])
    return _tidy(re.sub(rf"{BEFORE_PLACE}{name}", " ", subject, count=1)) or subject


def _extended(subject: str, rest: str) -> str:
    """`subject` with the names of `rest`, for the next follow-up."""
    added = [name for name in names_in(rest) if name.casefold() not in subject.casefold()]
    return " ".join([subject, *added])


def _tidy(text: str) -> str:
    return re.sub(r"\s+([?.,])", r"\1", re.sub(r"\s+", " ", text)).strip(" ,")


def _language(question: str, previous: StandAlone) -> Language:
    """By its function words; without any, that of the conversation."""
    decided = any(word in FUNCTION_WORDS for word in words(question))
    return language_of(question) if decided else previous.language

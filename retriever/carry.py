"""What a follow-up leaves unsaid, put into words: the question before it, or its subject."""

import re

from corpus.analysis import content_words
from corpus.document import Span
from retriever.followup import DEFINITE, INDEFINITE, OPENING, WORD, is_light, own_words
from retriever.mentions import name_spans, names_in, place_span

# In words; of a longer one only the words that count are kept.
LONGEST_SUBJECT = 14
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


def fill_in(rest: str, question: str, subject: str) -> str:
    """`question`, about `subject`, with the place, name or noun of `rest` in it; "" where `rest`
    asks for another side of the subject: "en de kosten?"."""
    phrase = rest.rstrip(" ?.!")
    place, former = place_span(phrase), place_span(question)
    if place and former:
        return _exchange(question, former, phrase[place.start : place.end])
    if place:
        return _append(question, phrase if PREPOSITION.match(phrase) else f"in {phrase}")
    names = _other_names(question)
    preposition = PREPOSITION.match(phrase)
    bare = phrase[preposition.end() :] if preposition else phrase
    if names_in(f"x {bare}") and names:
        return _exchange(question, names[-1], bare)
    if preposition:
        return _append(question, phrase)
    if DEFINITE.match(phrase) or not own_words(phrase):
        return ""
    if len(own_words(subject)) == 1:
        at = question.find(subject)
        noun = INDEFINITE.sub("", phrase, 1).strip()
        return _exchange(question, Span(at, at + len(subject)), noun)
    return ""


def _exchange(question: str, span: Span, other: str) -> str:
    return f"{question[: span.start]}{other}{question[span.end :]}"


def _append(question: str, phrase: str) -> str:
    return f"{question.rstrip(' ?.!')}, {phrase}?"


def _other_names(question: str) -> list[Span]:
    """Names in `question` that are no places."""
    place = place_span(question)
    return [span for span in name_spans(question) if not (place and span.overlap(place))]


def move_place(subject: str, rest: str) -> str:
    """`subject` without its place where `rest` names another."""
    former = place_span(subject)
    if former is None or place_span(rest) is None:
        return subject
    name = re.escape(subject[former.start : former.end])
    return tidy(re.sub(rf"{BEFORE_PLACE}{name}", " ", subject, count=1)) or subject


def extend(subject: str, rest: str) -> str:
    """`subject` with the names of `rest`, for the next follow-up."""
    added = [name for name in names_in(rest) if name.casefold() not in subject.casefold()]
    return " ".join([subject, *added])


def has_clause(rest: str) -> bool:
    """Whether `rest` is a sentence of its own, and not only "in Houten"."""
    return CLAUSE.search(rest) is not None


def tidy(text: str) -> str:
    return re.sub(r"\s+([?.,])", r"\1", re.sub(r"\s+", " ", text)).strip(" ,")

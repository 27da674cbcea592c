"""What a newcomer reads first: sections in order, each with a reason and the minutes it takes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.document import Document, Section, Span, StoredText
from corpus.guide import CheckedGuide, CheckedStep, Role
from retriever.question import Language
from retriever.terminology import ReadText, Term

# Silent reading of non-fiction: Brysbaert (2019), "How many words do we read per minute?".
WORDS_A_MINUTE = 238
LATEST = 9999


@dataclass(frozen=True, slots=True)
class Step:
    """A section with all that stands under it; `checked` where a person chose it, and `order` as
    in CheckedStep."""

    document: str
    section: tuple[str, ...]
    span: Span
    minutes: int
    reason: Mapping[Language, str]
    checked: bool
    order: Mapping[Role, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """Sections that are worth reading first, known by their heading."""

    heading: re.Pattern[str]
    reason: Mapping[Language, str]


def _kind(words: str, nl: str, en: str) -> Kind:
    return Kind(
        re.compile(rf"(?:[\d.]+ )?(?:\w+ )?(?:{words})\b", re.IGNORECASE), {"nl": nl, "en": en}
    )


KINDS = (
    _kind(
        "samenvatting|in het kort|in een notendop|kernpunten|summary",
        "De samenvatting: de kern in het kort.",
        "The summary: the essence in brief.",
    ),
    _kind(
        "inleiding|introductie|aanleiding|introduction",
        "De inleiding: waar het over gaat, en waarom.",
        "The introduction: what this is about, and why.",
    ),
    _kind(
        "conclusies?|aanbevelingen|(?:slot)?beschouwing|geleerde lessen|conclusions?",
        "De slotsom: wat eruit volgt.",
        "The conclusion: what follows from it.",
    ),
)
CENTRAL: Mapping[Language, str] = {
    "nl": "Hier staan de meeste begrippen uit de begrippenlijst bij elkaar.",
    "en": "Here stand most of the terms of the glossary together.",
}
# A chapter deeper than this belongs to one above it.
DEEPEST = 2
# A newcomer reads no chapter of more minutes than this for its terms.
LONGEST = 15


def reading_path(
    documents: Mapping[str, Document], text: ReadText, checked: CheckedGuide, terms: Sequence[Term]
) -> list[Step]:
    """The checked steps, then those by rules for documents without any, the oldest first."""
    steps = [
        step
        for one in checked.steps
        if one.document in documents and (step := _located(text(one.document), one))
    ]
    others = [one for id, one in documents.items() if id not in checked.path_documents]
    for document in sorted(others, key=lambda document: document.year or LATEST):
        steps += steps_by_rules(text(document.id), terms)
    return steps


def path_of(role: Role, steps: Sequence[Step]) -> list[Step]:
    """The steps that have a place in the path of this role, then those by rules; a role without a
    path of its own gets all, in the order of a newcomer."""
    own = sorted((step for step in steps if role in step.order), key=lambda step: step.order[role])
    return [*own, *(step for step in steps if not step.checked)] if own else list(steps)


def steps_by_rules(stored: StoredText, terms: Sequence[Term]) -> list[Step]:
    """Summary, introduction, the chapter with most terms, and conclusion: at most one of each."""
    chapters = [section for section in stored.sections if 0 < len(section.path) <= DEEPEST]
    found = [_first_of(kind, stored, chapters) for kind in KINDS]
    taken = [step.section for step in found if step]
    free = [one for one in chapters if not any(_is_under(one.path, path) for path in taken)]
    central = _central(stored, free, terms)
    steps = [*found[:-1], central, found[-1]]
    return [step for step in steps if step is not None]


def _located(stored: StoredText, checked: CheckedStep) -> Step | None:
    reason: Mapping[Language, str] = {"nl": checked.nl, "en": checked.en}
    step = _step(stored, checked.section, reason, checked=True)
    return step and replace(step, order=checked.order)


def _first_of(kind: Kind, stored: StoredText, chapters: Sequence[Section]) -> Step | None:
    named = (one.path for one in chapters if kind.heading.match(one.path[-1]))
    path = min(named, key=len, default=None)
    return _step(stored, path, kind.reason) if path else None


def _central(stored: StoredText, chapters: Sequence[Section], terms: Sequence[Term]) -> Step | None:
    """The chapter in which most terms are defined, if any is and it is not too long."""
    places = [q.span.start for term in terms for q in term.quotes if q.document == stored.document]
    steps = [step for one in chapters if (step := _step(stored, one.path, CENTRAL))]
    counts = [
        (sum(step.span.start <= place < step.span.end for place in places), step)
        for step in steps
        if step.minutes <= LONGEST
    ]
    count, best = max(counts, key=lambda pair: pair[0], default=(0, None))
    return best if count else None


def _step(
    stored: StoredText,
    path: tuple[str, ...],
    reason: Mapping[Language, str],
    checked: bool = False,
) -> Step | None:
    """None where the document has no such section."""
    span = _span(stored, path)
    words = sum(
        len(stored.text[section.span.start : section.span.end].split())
        for section in _sections_under(stored, path)
    )
    minutes = max(1, round(words / WORDS_A_MINUTE))
    return Step(stored.document, path, span, minutes, reason, checked) if words else None


def _span(stored: StoredText, path: tuple[str, ...]) -> Span:
    """From the section's heading to its end, or to the end of the last one under it."""
    spans = [section.span for section in _sections_under(stored, path)]
    return Span(spans[0].start, spans[-1].end) if spans else Span(0, 0)


def _sections_under(stored: StoredText, path: tuple[str, ...]) -> Iterator[Section]:
    return (section for section in stored.sections if _is_under(section.path, path))


def _is_under(path: tuple[str, ...], above: tuple[str, ...]) -> bool:
    return path[: len(above)] == above

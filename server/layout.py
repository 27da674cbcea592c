"""Stored text as the lines that a page shows, with a quote marked in them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from corpus.document import Section, Span, StoredText

BULLET = "• "
NO_QUOTE = Span(0, 0)

LineKind = Literal["heading", "paragraph", "item", "note"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line in three pieces, of which the middle one is quoted; `first` where the quote starts."""

    kind: LineKind
    before: str
    quoted: str = ""
    after: str = ""
    first: bool = False


def line_kind(stored: StoredText, span: Span) -> LineKind:
    if stored.text.startswith(BULLET, span.start):
        return "item"
    after = bisect_left(stored.sentences, span.end, key=lambda sentence: sentence.span.start)
    last = stored.sentences[after - 1] if after else None
    if last is None or not last.span.overlap(span):
        return "heading"
    return "note" if last.kind == "note" else "paragraph"


def line(stored: StoredText, span: Span, quote: Span) -> Line:
    kind = line_kind(stored, span)
    start = span.start + (len(BULLET) if kind == "item" else 0)
    if not Span(start, span.end).overlap(quote):
        return Line(kind, stored.text[start : span.end])
    opens, closes = max(start, quote.start), min(span.end, quote.end)
    return Line(
        kind,
        before=stored.text[start:opens],
        quoted=stored.text[opens:closes],
        after=stored.text[closes : span.end],
        first=not stored.text[quote.start : opens].strip(BULLET + "\n"),
    )


def lines(stored: StoredText, span: Span, quote: Span) -> Iterator[Line]:
    for match in re.finditer(r"\S[^\n]*", stored.text[span.start : span.end]):
        place = Span(span.start + match.start(), span.start + match.end())
        yield line(stored, place, quote)


def blocks(stored: StoredText, span: Span, quote: Span = NO_QUOTE) -> list[list[Line]]:
    """The lines of `span`; list items that follow each other are together, others stand alone."""
    found: list[list[Line]] = []
    for is_item, run in groupby(lines(stored, span, quote), key=lambda line: line.kind == "item"):
        together = list(run)
        found.extend([together] if is_item else [[one] for one in together])
    return found


def stretches(stored: StoredText) -> list[Section]:
    """The sections, and without a path the text between them: together the whole text."""
    found, reached = [], 0
    end = Section((), Span(len(stored.text), len(stored.text)))
    for section in (*stored.sections, end):
        gap = Span(reached, section.span.start)
        if stored.text[gap.start : gap.end].strip():
            found.append(Section((), gap))
        found.append(section)
        reached = section.span.end
    return found[:-1]

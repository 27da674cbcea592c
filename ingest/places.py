"""Pages and printed page numbers, only where the file proves them; what is not proven has none."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from corpus.document import Page, Span
from ingest.outline import Heading
from ingest.readers.text import Line

CONTENTS = re.compile(r"(?:inhoud(?:sopgave)?|table of contents|contents)$", re.IGNORECASE)
ENTRY = re.compile(r"(\S.*?)(?:\t|\s*\.{3,}\s*|\s{2,})(\d{1,3})(?=\t|\s*$)")
NUMBER_ALONE = re.compile(r"\d{1,3}")
NUMBER_IN_BAR = re.compile(r"\d{1,3}(?=\D)|(?<=\D)\d{1,3}$")
# A number and the running line that goes with it stand this close together.
BESIDE = 3


def prove_pages(
    lines: Sequence[Line],
    running_lines: frozenset[int],
    headings: Sequence[Heading],
    written: Sequence[tuple[int, int]],
    length: int,
) -> tuple[Page, ...]:
    """Pages as spans of the stored text of `length` characters.

    `running_lines` are the numbers of lines left out of it; `written` holds (line number, offset)
    for every line in it, by offset. A printed number proves its own page; a table of contents
    proves first and last page of a chapter; form feeds prove physical pages.
    """
    labels = {
        **chapter_labels(lines, running_lines, headings),
        **printed_labels(lines, running_lines),
        **{line.number: line.label for line in lines if line.label is not None},
    }
    indexes = {line.number: line.page for line in lines}
    pages: list[Page] = []
    for (line, start), (_, end) in pairwise([*written, (0, length)]):
        index, label = indexes.get(line), labels.get(line)
        if index is None and label is None:
            continue
        last = pages[-1] if pages else None
        if last and (last.index, last.label, last.span.end) == (index, label, start):
            pages[-1] = Page(index, label, Span(last.span.start, end))
        elif end > start:
            pages.append(Page(index, label, Span(start, end)))
    return tuple(pages)


def printed_labels(lines: Sequence[Line], running_lines: frozenset[int]) -> dict[int, str]:
    """Labels of the lines on pages whose number is printed at their head.

    A running line stands at the head of its page if somewhere in the file it carries a page mark
    and nowhere stands right before one; the page then runs from its number to the next page.
    """
    running = {at: line for at, line in enumerate(lines) if line.number in running_lines}
    heads = _head_lines(lines, running)
    starts = [
        at
        for at, line in enumerate(lines)
        if (line.starts_page and line.text.strip() and at not in running)
        or (at in running and _key(line.text) in heads and line.starts_page)
    ]
    numbers = dict(_numbered(running, heads))
    labels: dict[int, str] = {}
    for at, label in numbers.items():
        end = min(start for start in [*starts, *numbers, len(lines)] if start > at)
        labels |= {line.number: label for line in lines[at:end]}
    return labels


def _head_lines(lines: Sequence[Line], running: Mapping[int, Line]) -> set[str]:
    marked = {_key(line.text) for line in running.values() if line.starts_page}
    shown = [at for at, line in enumerate(lines) if line.text.strip()]
    before_a_page = {
        _key(lines[at].text)
        for at, below in pairwise(shown)
        if at in running and below not in running and lines[below].starts_page
    }
    return {key for key in marked - before_a_page if len(key) > 2}


def _numbered(running: Mapping[int, Line], heads: set[str]) -> Iterator[tuple[int, str]]:
    for at, line in running.items():
        text = line.text.strip()
        if NUMBER_ALONE.fullmatch(text):
            beside = [
                running[near] for near in range(at - BESIDE, at + BESIDE + 1) if near in running
            ]
            if any(_key(other.text) in heads for other in beside):
                yield at, text
        elif _key(text) in heads and (found := NUMBER_IN_BAR.search(text)) and len(text) > 20:
            yield at, found.group()


def _key(text: str) -> str:
    return re.sub(r"\d+", "", text).strip()


def chapter_labels(
    lines: Sequence[Line], running_lines: frozenset[int], headings: Sequence[Heading]
) -> dict[int, str]:
    """Page ranges of chapters, from the first pages that the table of contents gives.

    A chapter ends on the page before the next one where chapters are seen to open pages of their
    own, and else on the same page. The last chapter's end is not proven.
    """
    entries = contents(lines)
    chapters = _chapters(entries, headings)
    own_pages = _open_pages(lines, running_lines, chapters)
    labels: dict[int, str] = {}
    for (first, page), (following, next_page) in pairwise(chapters):
        last = max(page, next_page - 1 if own_pages else next_page)
        label = str(page) if last == page else f"{page}-{last}"
        labels |= dict.fromkeys(range(first, following), label)
    return labels


def contents(lines: Sequence[Line]) -> dict[str, int]:
    """Titles of the table of contents with their first page; empty without such a table."""
    title = next((at for at, line in enumerate(lines) if CONTENTS.match(line.text.strip())), None)
    entries: dict[str, int] = {}
    misses = 0
    for line in lines[title + 1 :] if title is not None else []:
        found = ENTRY.findall(line.text)
        misses = misses + 1 if line.text.strip() and not found else 0
        if misses > 2:
            break
        entries |= {folded(name): int(page) for name, page in found}
    return entries


def _chapters(entries: Mapping[str, int], headings: Sequence[Heading]) -> list[tuple[int, int]]:
    """(first line, first page) of chapters whose headings come in the order of their pages."""
    chapters: list[tuple[int, int]] = []
    remaining = dict(entries)
    for heading in sorted(headings, key=lambda heading: heading.first_line):
        page = remaining.pop(folded(heading.text), None)
        if page is not None and (not chapters or page >= chapters[-1][1]):
            chapters.append((heading.first_line, page))
    return chapters


def _open_pages(
    lines: Sequence[Line], running_lines: frozenset[int], chapters: Sequence[tuple[int, int]]
) -> bool:
    """True where no two chapters share a page, and most are seen to start one."""
    first_lines = {line for line, _ in chapters}
    empty, seen = 0, 0
    for line in lines:
        blank = not line.text.strip() or line.number in running_lines
        if line.number in first_lines and (empty >= 2 or line.starts_page):
            seen += 1
        empty = empty + 1 if blank else 0
    shared = any(page == next_page for (_, page), (_, next_page) in pairwise(chapters))
    return not shared and 2 * seen > len(chapters)


def folded(text: str) -> str:
    """Titles are compared without signs and case."""
    return re.sub(r"[\W_]+", " ", text).casefold().strip()

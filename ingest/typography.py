"""Headings of a PDF: its bookmarks where they stand in the text, else lines in larger type."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ingest.outline import Heading, LineRange
from ingest.places import folded
from ingest.readers.pdf import Bookmark
from ingest.rows import Row

HEADING_SIZE, LONGEST_HEADING, MOST_LEVELS = 1.12, 130, 4

# The dots that lead to a page number in a table of contents.
LEADERS = re.compile(r"(?:\. ?){4,}\s*(?:\d+|[ivxl]+)?$")

NumberedRow = tuple[int, Row]


def find_headings(
    rows: Sequence[NumberedRow], bookmarks: Sequence[Bookmark]
) -> tuple[list[Heading], list[LineRange]]:
    """The headings, and the lines of the title, which is none."""
    marked = list(_by_bookmarks(rows, bookmarks))
    return (marked, []) if len(marked) * 2 > len(bookmarks) > 0 else _by_size(rows)


def _by_bookmarks(rows: Sequence[NumberedRow], bookmarks: Sequence[Bookmark]) -> Iterator[Heading]:
    """A bookmark is a heading where its words stand on its page, over at most three lines."""
    taken = 0
    for mark in bookmarks:
        near = [(at, row) for at, row in rows if row.page == mark.page and at > taken]
        for index, (number, _) in enumerate(near):
            count = next((n for n in (1, 2, 3) if _says(near[index : index + n], mark.title)), 0)
            if count:
                last = near[index + count - 1][0]
                taken = last
                yield Heading(number, mark.title, mark.level, lines=last - number + 1)
                break


def _says(rows: Sequence[NumberedRow], title: str) -> bool:
    return folded(" ".join(row.text for _, row in rows)) == folded(title)


def _by_size(
    rows: Sequence[NumberedRow],
) -> tuple[list[Heading], list[LineRange]]:
    """Short lines in larger type, the largest type on top; a title on the first page is none."""
    weights: Counter[float] = Counter()
    for _, row in rows:
        weights[row.size] += len(row.text)
    body = weights.most_common(1)[0][0] if weights else 0.0
    large = [(at, row) for at, row in rows if row.size >= HEADING_SIZE * body and _may_be(row)]
    sizes = sorted({row.size for _, row in large}, reverse=True)
    top = [(at, row) for at, row in large if row.size == sizes[0]] if sizes else []
    has_title = len(sizes) > 1 and len(top) <= 3 and all(row.page == 1 for _, row in top)
    title = [(at, at) for at, _ in top] if has_title else []
    levels = {size: at for at, size in enumerate(sizes[1:] if has_title else sizes, 1)}
    runs = [(at, row) for at, row in large if row.size in levels]
    headings = [_heading(run, levels) for run in _joined(runs)]
    return [one for one in headings if not one.text.endswith((",", ";"))], title


def _joined(rows: Sequence[NumberedRow]) -> Iterator[list[NumberedRow]]:
    """A heading over several lines is one."""
    run: list[NumberedRow] = []
    for number, row in rows:
        if run and not (number == run[-1][0] + 1 and row.size == run[-1][1].size):
            yield run
            run = []
        run.append((number, row))
    if run:
        yield run


def _heading(run: Sequence[NumberedRow], levels: Mapping[float, int]) -> Heading:
    text = " ".join(row.text for _, row in run)
    level = min(levels[run[0][1].size], MOST_LEVELS)
    return Heading(run[0][0], text, level, lines=len(run))


def _may_be(row: Row) -> bool:
    words = re.search(r"[^\W\d_]{2}", row.text) is not None
    return words and not LEADERS.search(row.text) and len(row.text) <= LONGEST_HEADING

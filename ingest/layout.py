"""The pages of a PDF as lines: running lines, printed labels, empty lines, tables and headings."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ingest.headings import find_unread
from ingest.outline import Outline, Table
from ingest.readers.pdf import Pdf, PdfPage
from ingest.readers.text import Line
from ingest.rows import Row, page_rows, with_bullets
from ingest.typography import LEADERS, find_headings

# Lines in the outer tenth of a page that come back on this many pages, or on half of few, are no
# text; their numbers are left out where they are compared.
MARGIN, REPEATED = 0.1, 3
# A gap between two lines that is this much wider than most is an empty line.
WIDE_GAP = 1.35
# The printed number runs with the physical page on this share of the pages that have one.
STEADY = 0.8


def lay_out(pdf: Pdf) -> tuple[list[Line], Outline]:
    """Numbered lines with their pages, and what is known of headings and running lines.

    Without bookmarks and sizes that tell, the outline has no headings.
    """
    seen = [row for page in pdf.pages for row in with_bullets(list(page_rows(page)))]
    rows = _mark_running(seen, pdf.pages)
    labels = _labels(pdf.pages, rows)
    spaced = list(_spaced(rows))
    lines = [
        Line(number, row.text if row else "", bool(row and starts), page, labels[page])
        for number, (row, page, starts) in enumerate(spaced, 1)
    ]
    numbered = [(number, row) for number, (row, _, _) in enumerate(spaced, 1) if row]
    text = [(number, row) for number, row in numbered if not row.running]
    headings, title = find_headings(text, pdf.bookmarks)
    left_out = tuple((number, number) for number, row in numbered if row.running)
    tables = tuple(_tables(text))
    contents = [(number, number) for number, row in text if LEADERS.search(row.text)]
    unread = (*title, *contents, *find_unread(headings, lines))
    return lines, Outline(tuple(headings), tables=tables, left_out=left_out, unread=unread)


def _mark_running(rows: Sequence[Row], pages: Sequence[PdfPage]) -> list[Row]:
    """A line of the text that stands at an edge by chance comes back more often elsewhere."""
    heights = {page.index: page.height for page in pages}

    def at_edge(row: Row) -> bool:
        height = heights[row.page]  # 0 where the file is damaged
        return not MARGIN * height < row.y < (1 - MARGIN) * height

    places = {(_key(row.text), row.page, at_edge(row)) for row in rows}
    edges = Counter(key for key, _, edge in places if edge)
    inside = Counter(key for key, _, edge in places if not edge)
    needed = min(REPEATED, max(2, len(pages) // 2))
    running = {key for key, count in edges.items() if count >= max(needed, inside[key] + 1)}
    return [replace(row, running=at_edge(row) and _key(row.text) in running) for row in rows]


def _key(text: str) -> str:
    return re.sub(r"\d+|\b[ivxl]+\b", "", text).strip()


def _labels(pages: Sequence[PdfPage], rows: Sequence[Row]) -> dict[int, str | None]:
    """Those of the file; else the number in the running lines, if it keeps step with the pages."""
    labels = {page.index: page.label for page in pages}
    if any(labels.values()):
        return labels
    found = [
        (row.page, int(number))
        for row in rows
        if row.running
        for number in re.findall(r"\b\d{1,4}\b", row.text)
    ]
    offsets = Counter(number - page for page, number in set(found))
    if not offsets:
        return labels
    offset, count = offsets.most_common(1)[0]
    numbered = {page for page, _ in found}
    if count < max(2, STEADY * len(numbered)):
        return labels
    printed = {page for page, number in found if number - page == offset}
    return {index: str(index + offset) if index in printed else None for index in labels}


def _spaced(rows: Sequence[Row]) -> Iterator[tuple[Row | None, int, bool]]:
    """Rows with their page and whether they open it, and None for an empty line."""
    usual = _usual_gap(rows)
    before: Row | None = None
    for row in rows:
        starts = before is None or before.page != row.page
        if before and (_is_apart(before, row, usual) or row.size != before.size):
            yield None, before.page, False
        yield row, row.page, starts
        before = row


def _usual_gap(rows: Sequence[Row]) -> float:
    gaps = Counter(
        round(above.y - below.y)
        for above, below in pairwise(rows)
        if above.page == below.page and above.y > below.y
    )
    return float(gaps.most_common(1)[0][0]) if gaps else 0.0


def _is_apart(above: Row, below: Row, usual: float) -> bool:
    """Running lines stand apart; text goes on over pages and columns unless it was ended."""
    if above.running != below.running:
        return True
    if above.page != below.page or below.y > above.y:
        return False
    return above.y - below.y > WIDE_GAP * max(usual, above.size)


def _tables(rows: Sequence[tuple[int, Row]]) -> Iterator[Table]:
    """Two rows or more of several cells each."""
    for is_table, group in groupby(rows, lambda pair: pair[1].cells > 1):
        near = [number for number, _ in group]
        if is_table and len(near) > 1:
            yield Table(near[0], near[-1], tuple(near))

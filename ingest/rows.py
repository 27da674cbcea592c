"""The rows of a PDF's page as one sees them, in reading order: columns, cells and list items."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ingest.readers.pdf import Fragment, PdfPage

# A second column starts about the middle, on this share of a page's lines, after a column of text.
COLUMN_ZONE, COLUMN_SHARE, COLUMN_TEXT, SAME = (0.35, 0.7), 0.3, 15, 4.0
# In points: heights that are one line; in letters: the longest cell that is told from text.
LEVEL, LONGEST_CELL = 1.0, 40
# In points, from the margin of most text; and the share of the longest line that is a full one.
INDENT, FULL = (10.0, 90.0), 0.75


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a page, as one sees it."""

    page: int
    x: float
    y: float
    size: float
    bold: bool
    text: str
    cells: int = 1
    running: bool = False


def page_rows(page: PdfPage) -> Iterator[Row]:
    lines = list(_visual_lines(page))
    split = _second_column(page, lines)
    halves: tuple[list[Row], list[Row]] = ([], [])
    for line in lines:
        for right, pieces in groupby(line, lambda piece: split is not None and piece.x >= split):
            halves[right].append(_row(page.index, list(pieces)))
    yield from (*halves[0], *halves[1])


def _visual_lines(page: PdfPage) -> Iterator[list[Fragment]]:
    """What stands on one height, drawn from left to right in one go, is one line to the eye."""
    open_line: list[Fragment] = []
    for line in page.lines:
        pieces = [piece for piece in line if piece.text.strip()]
        last = open_line[-1] if open_line else None
        if last and not (abs(last.y - pieces[0].y) < LEVEL and last.x < pieces[0].x):
            yield open_line
            open_line = []
        # A break that the eye doesn't see parts two words, or two cells.
        open_line += [replace(pieces[0], text=f" {pieces[0].text}"), *pieces[1:]]
    if open_line:
        yield open_line


def _row(page: int, pieces: Sequence[Fragment]) -> Row:
    text = " ".join("".join(piece.text for piece in pieces).split())
    longest = max(pieces, key=lambda piece: len(piece.text))
    cells = 1 + sum(_is_cell_apart(before, piece) for before, piece in pairwise(pieces))
    size, bold = round(longest.size, 1), all(piece.bold for piece in pieces)
    return Row(page, pieces[0].x, pieces[0].y, size, bold, text, cells)


def _is_cell_apart(before: Fragment, piece: Fragment) -> bool:
    """Letters are half as wide as they are high, on average."""
    end = before.x + 0.5 * before.size * len(before.text.strip())
    return len(before.text) <= LONGEST_CELL and piece.x - end > 1.5 * piece.size


def with_bullets(rows: Sequence[Row]) -> list[Row]:
    """The rows of a page, a bullet before those that are indented like list items: browsers draw
    bullets that are no text. An indented row that runs full goes on in the next one."""
    weights: Counter[float] = Counter()
    for row in rows:
        weights[round(row.x)] += len(row.text)
    margin = weights.most_common(1)[0][0] if weights else 0.0
    full = FULL * max((len(row.text) for row in rows), default=0)
    marked = []
    for before, row, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        indented = INDENT[0] <= row.x - margin <= INDENT[1] and row.text[:1].isalpha()
        goes_on = before is not None and before.x == row.x and len(before.text) >= full
        opens = after is not None and after.x < row.x - SAME and len(row.text) >= full
        is_item = indented and row.cells == 1 and not goes_on and not opens
        marked.append(replace(row, text=f"• {row.text}") if is_item else row)
    return marked


def _second_column(page: PdfPage, lines: Sequence[Sequence[Fragment]]) -> float | None:
    """Where the second column starts, if the file draws both columns line by line."""
    starts: Counter[int] = Counter()
    for line in lines:
        for before, piece in pairwise(line):
            inside = COLUMN_ZONE[0] * page.width < piece.x < COLUMN_ZONE[1] * page.width
            apart = piece.x - before.x > COLUMN_TEXT * piece.size * 0.3
            if inside and apart and min(len(before.text), len(piece.text)) >= COLUMN_TEXT:
                starts[round(piece.x / SAME)] += 1
    if not starts:
        return None
    at, count = starts.most_common(1)[0]
    return (at - 1) * SAME if count >= max(3, COLUMN_SHARE * len(lines)) else None

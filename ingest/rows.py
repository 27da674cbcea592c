"""The rows of a PDF's page as one sees them, in reading order: columns, cells and list items."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ingest.blocks import BULLET
from ingest.readers.pdf import Fragment, PdfPage

# A second column starts about the middle, on this share of a page's lines, after a column of text.
COLUMN_ZONE, COLUMN_SHARE, COLUMN_TEXT, SAME = (0.35, 0.7), 0.3, 15, 4.0
# In points: heights that are one line; in letters: the longest cell that is told from text.
LEVEL, LONGEST_CELL = 1.0, 40
# In points, from a margin, which this share of a page's text has; the share of the longest line
# that is a full one, and of the text's width that indented text has at least.
INDENT, MARGIN_SHARE, FULL, INDENTED_WIDTH = (10.0, 90.0), 0.25, 0.85, 0.7


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
        if open_line and not _goes_on(open_line, pieces):
            yield sorted(open_line, key=lambda piece: piece.x)
            open_line = []
        # A break that the eye doesn't see parts two words, or two cells.
        open_line += [replace(pieces[0], text=f" {pieces[0].text}"), *pieces[1:]]
    if open_line:
        yield sorted(open_line, key=lambda piece: piece.x)


def _goes_on(line: Sequence[Fragment], pieces: Sequence[Fragment]) -> bool:
    """To the right of what was drawn; but a bullet may be drawn after its item."""
    level = abs(line[-1].y - pieces[0].y) < LEVEL
    bullet = any(len(one) == 1 and BULLET.fullmatch(one[0].text.strip()) for one in (line, pieces))
    return level and (line[-1].x < pieces[0].x or bullet)


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
    bullets that are no text. A page that has bullets is left as it is."""
    if any(BULLET.match(row.text) for row in rows):
        return list(rows)
    margins = _margins(rows)
    longest: Counter[int] = Counter()
    for row in rows:
        longest[round(row.x)] = max(longest[round(row.x)], len(row.text))
    least = INDENTED_WIDTH * max(longest.values(), default=0)

    def runs_on(row: Row, following: Row) -> bool:
        """Whether the next word would not have fitted: then the text goes on in the next row."""
        filled = len(row.text) + 1 + len(following.text.split(" ")[0])
        return filled >= FULL * max(longest[round(row.x)], least)

    marked = []
    for before, row, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        margin = max((x for x in margins if x <= row.x + LEVEL), default=row.x)
        indented = INDENT[0] <= row.x - margin <= INDENT[1] and row.text[:1].isalpha()
        continued = before and abs(before.x - row.x) < LEVEL and runs_on(before, row)
        opens = after and after.x < row.x - SAME and runs_on(row, after)
        is_item = indented and row.cells == 1 and not continued and not opens
        marked.append(replace(row, text=f"• {row.text}") if is_item else row)
    return marked


def _margins(rows: Sequence[Row]) -> list[int]:
    weights: Counter[int] = Counter()
    for row in rows:
        weights[round(row.x)] += len(row.text)
    least = MARGIN_SHARE * sum(weights.values())
    return [x for x, weight in weights.items() if weight >= least]


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

"""An answer's Markdown as the few kinds of text that the page shows.

Only paragraphs, headings, list items, bold and citation numbers are known; all else is plain text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

PieceKind = Literal["text", "strong", "citation"]
BlockKind = Literal["paragraph", "heading", "item"]

PIECE = re.compile(r"\\([^\w\s])|\*\*(.+?)\*\*|\[(\d+)\]")
LINE = re.compile(r"(?P<heading>#{1,6}\s+)|(?P<item>[-*•]\s+)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, or a citation number."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a heading or a list item."""

    kind: BlockKind
    pieces: tuple[Piece, ...]


def pieces(text: str) -> Iterator[Piece]:
    reached = 0
    for match in PIECE.finditer(text):
        escaped, strong, number = match.groups()
        before = text[reached : match.start()]
        # A number never starts a line alone.
        yield Piece("text", before.rstrip() + "\u00a0" if number and before else before)
        if number:
            yield Piece("citation", number)
        else:
            yield Piece("strong", strong) if strong else Piece("text", escaped)
        reached = match.end()
    yield Piece("text", text[reached:])


def line(text: str) -> Line:
    mark = LINE.match(text)
    kind: BlockKind = "paragraph"
    if mark:
        kind = "heading" if mark["heading"] else "item"
    rest = text[mark.end() :] if mark else text
    return Line(kind, tuple(piece for piece in pieces(rest) if piece.text))


def blocks(markdown: str) -> list[list[Line]]:
    """Lines in order; list items that follow each other are together, others stand alone."""
    lines = [line(text.strip()) for text in markdown.splitlines() if text.strip()]
    found: list[list[Line]] = []
    for kind, run in groupby(lines, key=lambda one: one.kind):
        together = list(run)
        found.extend([together] if kind == "item" else [[one] for one in together])
    return found

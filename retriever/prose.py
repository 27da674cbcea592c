"""An answer's Markdown as the few kinds of text that pages show.

Paragraphs, headings, list items and citation numbers are known; all else is plain text. A line that
is bold as a whole is a heading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

PieceKind = Literal["text", "citation"]
BlockKind = Literal["paragraph", "heading", "item"]

PIECE = re.compile(r"\\([^\w\s])|\[(\d+)\]")
HEADING = re.compile(r"#{1,6}\s+(.+)|\*\*(.+)\*\*")
ITEM = re.compile(r"[-*•]\s+(.+)")


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
        escaped, number = match.groups()
        before = text[reached : match.start()]
        # A number never starts a line alone.
        yield Piece("text", before.rstrip() + "\u00a0" if number and before else before)
        yield Piece("citation", number) if number else Piece("text", escaped)
        reached = match.end()
    yield Piece("text", text[reached:])


def line(text: str) -> Line:
    kind: BlockKind = "paragraph"
    if mark := HEADING.fullmatch(text):
        kind, text = "heading", mark[1] or mark[2]
    elif mark := ITEM.fullmatch(text):
        kind, text = "item", mark[1]
    return Line(kind, tuple(piece for piece in pieces(text) if piece.text))


def blocks(markdown: str) -> list[list[Line]]:
    """Lines in order; list items that follow each other are together, others stand alone."""
    lines = [line(text.strip()) for text in markdown.splitlines() if text.strip()]
    found: list[list[Line]] = []
    for kind, run in groupby(lines, key=lambda one: one.kind):
        together = list(run)
        found.extend([together] if kind == "item" else [[one] for one in together])
    return found

"""What a structured file is made of: headings, paragraphs, list items, table rows and notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

# "plain" is kept and shown, but no sentence is taken from it: titles, tables of contents.
ElementKind = Literal["heading", "paragraph", "item", "row", "note", "plain"]


@dataclass(frozen=True, slots=True)
class Element:
    """One of them, in reading order. A heading has its level, counted from 1.

    `original` is what the file has where `text` adds to it, as a table's heads to its row.
    """

    kind: ElementKind
    text: str
    level: int = 0
    original: str = ""


def row_element(cells: Sequence[str], heads: Sequence[str]) -> Element:
    """A table row as "head: cell; head: cell"; without heads, its cells one after the other."""
    filled = [(at, cell) for at, cell in enumerate(cells) if cell]
    original = " ".join(cell for _, cell in filled)
    if len(filled) < 2 or not any(heads):
        return Element("row", original)
    named = [
        f"{heads[at]}: {cell}" if at < len(heads) and heads[at] else cell for at, cell in filled
    ]
    return Element("row", "; ".join(named), original=original)

"""Text with its italics: what a reference is before it is plain text, Markdown or Word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that is set in one way."""

    text: str
    italic: bool = False
    bold: bool = False
    raised: bool = False


RichText = tuple[Run, ...]

# Marks in a string that is still being made; private-use characters stand in no name or title.
MARKS = {
    "italic": ("\ue000", "\ue001"),
    "bold": ("\ue002", "\ue003"),
    "raised": ("\ue004", "\ue005"),
}
ANY_MARK = "[\ue000-\ue005]"


def marked(kind: str, text: str) -> str:
    """`text` between the marks of "italic", "bold" or "raised"."""
    opening, closing = MARKS[kind]
    return f"{opening}{text}{closing}"


def read_marks(text: str) -> RichText:
    return tuple(_runs(text))


def _runs(text: str) -> Iterator[Run]:
    way = Run("")
    for piece in re.split(f"({ANY_MARK})", text):
        kind = next((kind for kind, marks in MARKS.items() if piece in marks), None)
        if kind == "italic":
            way = replace(way, italic=piece == MARKS[kind][0])
        elif kind == "bold":
            way = replace(way, bold=piece == MARKS[kind][0])
        elif kind == "raised":
            way = replace(way, raised=piece == MARKS[kind][0])
        elif piece:
            yield replace(way, text=piece)


def plain(text: RichText) -> str:
    return "".join(run.text for run in text)

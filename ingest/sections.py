"""Headings become section paths: every line of a report falls under the headings above it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.outline import Heading, Move, Outline
from ingest.readers.text import Line


@dataclass(slots=True)
class SectionLines:
    """Lines under one heading, in reading order; `heading` is None where a section goes on."""

    path: tuple[str, ...]
    heading: Heading | None
    lines: list[Line] = field(default_factory=list)

    def has_text(self) -> bool:
        return any(line.text.strip() for line in self.lines)


def arrange(lines: Sequence[Line], outline: Outline) -> list[SectionLines]:
    """Sections in reading order. Headings that stand after their own text come before it."""
    own_lines = outline.heading_lines()
    walk = _Walk(outline)
    sections = [SectionLines((), None)]
    for line in in_reading_order(lines, outline.moves):
        for path, heading in walk.sections_at(line.number):
            sections.append(SectionLines(path, heading))
        if line.number not in own_lines:
            sections[-1].lines.append(line)
        resumed = walk.section_after(line.number)
        if resumed is not None:
            sections.append(SectionLines(resumed, None))
    return [section for section in sections if section.heading is not None or section.has_text()]


def in_reading_order(lines: Sequence[Line], moves: Sequence[Move]) -> Iterator[Line]:
    moved = {number for move in moves for number in range(move.first, move.last + 1)}
    after = {move.after: range(move.first, move.last + 1) for move in moves}
    by_number: dict[int, list[Line]] = {}
    for line in lines:
        by_number.setdefault(line.number, []).append(line)
    for number, same in by_number.items():
        if number not in moved:
            yield from same
        for other in after.get(number, ()):
            yield from by_number.get(other, [])


class _Walk:
    """The headings that are open while the lines go by."""

    def __init__(self, outline: Outline) -> None:
        self.parts = {part.line: part.title for part in outline.parts}
        self.headings: dict[int, list[Heading]] = {}
        for heading in sorted(outline.headings, key=lambda heading: heading.level):
            self.headings.setdefault(heading.first_line, []).append(heading)
        self.part: tuple[str, ...] = ()
        self.open: list[Heading] = []
        self.boxes: dict[int, list[Heading]] = {}

    def sections_at(self, number: int) -> Iterator[tuple[tuple[str, ...], Heading | None]]:
        if number in self.parts:
            self.part, self.open = (self.parts[number],), []
            if number not in self.headings:
                yield self._path(), None
        for heading in self.headings.get(number, []):
            if heading.last is not None:
                self.boxes[heading.last] = list(self.open)
            self.open = [above for above in self.open if above.level < heading.level] + [heading]
            yield self._path(), heading

    def section_after(self, number: int) -> tuple[str, ...] | None:
        """Path of the section that goes on when the box that ends at this line is over."""
        if number not in self.boxes:
            return None
        self.open = self.boxes.pop(number)
        return self._path()

    def _path(self) -> tuple[str, ...]:
        return (*self.part, *(heading.text for heading in self.open))

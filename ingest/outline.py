"""A report's outline: where its headings stand and what they cover, checked by hand or proposed."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

LineRange = tuple[int, int]


class BadOutline(Exception):
    """An outline file that cannot be used; the message names the file and the mistake."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on raw line `line`; `lines` is 0 where its words do not stand there.

    `starts` is the first line of its text where that stands before the heading itself. `last` is
    the last line of a box: after it the section that the box interrupts goes on.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    line: int
    text: str
    level: int
    lines: int = 1
    starts: int | None = None
    last: int | None = None

    @property
    def first_line(self) -> int:
        return self.line if self.starts is None else self.starts

    @property
    def own_lines(self) -> range:
        return range(self.line, self.line + self.lines)


@dataclass(frozen=True, slots=True)
class Part:
    """A part with a title and date of its own, from raw line `line` to the next part."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    line: int
    title: str


@dataclass(frozen=True, slots=True)
class Move:
    """Raw lines `first` to `last` are read after line `after`: columns and boxes out of order."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    first: int
    last: int
    after: int


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are the first lines of rows; without them a blank line parts two rows."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    first: int
    last: int
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """`left_out` are lines that no rule knows as debris; `unread` are contents and literature."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    headings: tuple[Heading, ...]
    parts: tuple[Part, ...] = ()
    moves: tuple[Move, ...] = ()
    tables: tuple[Table, ...] = ()
    left_out: tuple[LineRange, ...] = ()
    unread: tuple[LineRange, ...] = ()

    def heading_lines(self) -> frozenset[int]:
        return frozenset(line for heading in self.headings for line in heading.own_lines)

    def lines_left_out(self) -> frozenset[int]:
        return _lines_in(self.left_out)

    def lines_unread(self) -> frozenset[int]:
        return _lines_in(self.unread)

    def table_at(self, line: int) -> Table | None:
        return next((table for table in self.tables if table.first <= line <= table.last), None)


def read_outline(path: Path) -> Outline:
    """Raises BadOutline where the file is no TOML or holds an unknown or missing field."""
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        outline = TypeAdapter(Outline).validate_python(values)
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BadOutline(f"{path.name}: {error}") from error
    return outline


def _lines_in(ranges: tuple[LineRange, ...]) -> frozenset[int]:
    return frozenset(line for first, last in ranges for line in range(first, last + 1))

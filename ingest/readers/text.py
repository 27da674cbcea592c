"""Plain text files: bytes to lines, each with its number and the marks that may prove a page."""

import re
from dataclasses import dataclass
from pathlib import Path

CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Text has hardly any control characters; one in twenty is a picture, a program or an archive.
BINARY_SHARE = 0.05


class UnreadableFile(Exception):
    """A file whose text cannot be read; the message names it, says why, and what to do."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}; {remedy}")
        self.name, self.reason, self.remedy = name, reason, remedy


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file; `number` counts from 1.

    `starts_page` is a mark, not a proof: one leading space (as some extractors leave), or a form
    feed. `page` counts physical pages from 1 where the file has pages, else it is None; `label` is
    what is printed on that page, where the file says so itself.
    """

    number: int
    text: str
    starts_page: bool = False
    page: int | None = None
    label: str | None = None


def read_lines(path: Path) -> list[Line]:
    """Raises UnreadableFile for an empty, binary or undecodable file."""
    return split_lines(decode(path.name, path.read_bytes()))


def decode(name: str, raw: bytes) -> str:
    """Text of `raw`: UTF-8 or UTF-16 where it can be that, else Windows-1252."""
    if not raw.strip(b"\x00 \t\r\n\f"):
        raise UnreadableFile(name, "the file is empty", "add a file with text")
    for encoding in _encodings(raw):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(CONTROL_CHARACTERS.findall(text)) <= BINARY_SHARE * len(text):
            return text.replace("\x00", "").removeprefix("\ufeff")
        raise UnreadableFile(name, "the file is binary", "save it as plain text or as PDF")
    raise UnreadableFile(name, "the encoding is unknown", "save it as UTF-8")


def _encodings(raw: bytes) -> tuple[str, ...]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    even, odd = raw[0:4000:2], raw[1:4000:2]
    if odd.count(0) > 0.4 * len(odd):
        return ("utf-16-le", "utf-8")
    if even.count(0) > 0.4 * len(even):
        return ("utf-16-be", "utf-8")
    return ("utf-8", "cp1252")


def split_lines(text: str) -> list[Line]:
    """Only \\n, \\r\\n and \\r end a line, so that numbers agree with what an editor shows."""
    lines: list[Line] = []
    page = 1 if "\f" in text else None
    for number, row in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        for position, piece in enumerate(row.split("\f")):
            if position and page is not None:
                page += 1
            starts_page = position > 0 or re.match(r" \S", piece) is not None
            lines.append(Line(number, piece, starts_page, page))
    return lines

"""Footnotes: their marks stick to words of the running text, their bodies interrupt it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.readers.text import Line

SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
BODY = re.compile(r"(?P<mark>\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}|\*{1,3})\.?\s?(?=[A-ZÀ-Ý‘“'\"(]|https?://)")
# How far (in lines) a footnote may stand from its mark: a page, blank lines included.
REACH = 130


@dataclass(frozen=True, slots=True)
class Footnote:
    """`lines` are positions of the body; the mark stands at `mark_line`, characters `mark`."""

    lines: tuple[int, ...]
    mark_line: int
    mark: tuple[int, int]


def find_footnotes(lines: Sequence[Line]) -> list[Footnote]:
    """Only a body whose mark is found near it is a footnote: a numbered list is none."""
    notes: list[Footnote] = []
    taken: set[int] = set()
    used: set[tuple[int, tuple[int, int]]] = set()
    for at, line in enumerate(lines):
        body = BODY.match(line.text)
        if body is None or at in taken or not _may_open_body(lines, at, taken):
            continue
        found = [mark for mark in _marks(lines, at, body["mark"], taken) if mark not in used]
        if found:
            notes.append(Footnote(tuple(_body_lines(lines, at)), *found[0]))
            taken.update(notes[-1].lines)
            used.add(found[0])
    return notes


def without_marks(lines: Sequence[Line], notes: Sequence[Footnote]) -> list[Line]:
    """The lines with the marks in running text, and those that open a body, taken out."""
    result = list(lines)
    for note in sorted(notes, key=lambda note: (note.mark_line, note.mark), reverse=True):
        text = result[note.mark_line].text
        result[note.mark_line] = replace(
            result[note.mark_line], text=text[: note.mark[0]].rstrip(" ") + text[note.mark[1] :]
        )
    for note in notes:
        first = result[note.lines[0]]
        if not first.text.startswith("*"):
            result[note.lines[0]] = replace(first, text=BODY.sub("", first.text, count=1))
    return result


def _may_open_body(lines: Sequence[Line], at: int, taken: set[int]) -> bool:
    return at > 0 and (not lines[at - 1].text.strip() or at - 1 in taken or lines[at].starts_page)


def _marks(
    lines: Sequence[Line], body: int, mark: str, taken: set[int]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Marks before the body, the nearest first; an asterisk may also stand after it, in a table."""
    pattern = _mark_pattern(mark)
    reach = [*range(body - 1, max(-1, body - REACH), -1)]
    if mark.startswith("*"):
        reach += range(body + 1, min(len(lines), body + REACH))
    for at in reach:
        if at not in taken:
            for match in reversed(list(pattern.finditer(lines[at].text))):
                # An asterisk stays where it is: it ties a cell of a table to its note.
                yield at, match.span() if mark[0] != "*" else (match.end(), match.end())


def _mark_pattern(mark: str) -> re.Pattern[str]:
    if mark.startswith("*"):
        return re.compile(rf"(?<=[\w)]){re.escape(mark)}(?![*\w])")
    if not mark.isascii():
        return re.compile(rf"(?<=\S){mark}")
    number = mark.translate(SUPERSCRIPTS)
    raised = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in number)
    loose = rf"(?<=[^\W\d_]{{3}}[)’”]) {number}(?=[.,;:]?\s*$|[.,;:]? )"
    return re.compile(
        rf"(?<=[a-zà-ÿ]{{3}}){number}(?![\w-])|(?<=[a-zà-ÿ][.,)’”']){number}(?![\w-])"
        rf"|(?<=\d\)){number}(?![\w-])|(?<=[A-Z]{{3}}){number}(?![\w-])|{loose}|(?<=\S){raised}"
    )


def _body_lines(lines: Sequence[Line], first: int) -> Iterator[int]:
    """A body runs to the next blank line, page or body."""
    yield first
    for at in range(first + 1, len(lines)):
        line = lines[at]
        if not line.text.strip() or BODY.match(line.text) or line.starts_page:
            return
        yield at

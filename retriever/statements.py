"""What a model writes, cut into statements while it comes: a sentence and the numbers it cites."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MARK = r"\[\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\]"
MARKS = re.compile(rf"\s*{MARK}")
# A stop beside a citation ends a statement; another stop does when the next word can start one.
STOP = re.compile(
    rf"(?P<cited>{MARK}\s*)?[.!?…]+[”’\"'»)]*(?P<citing>(?:\s*{MARK})*)(?=\s+(?P<next>[^\s\[]))"
)
START = re.compile(r"[“‘\"'«(]?[A-ZÀ-Ý]")
ABBREVIATION = re.compile(
    r"(?:\b(?:bijv|bv|ca|ong|nr|art|blz|p|pp|vgl|dhr|mw|dr|drs|mr|prof|st|incl|excl|resp|jl|vs|"
    r"mrs|ms|inc|e\.g|i\.e|approx|no)|\b[^\W\d_]|\b(?:[^\W\d_]\.)+[^\W\d_])$",
    re.IGNORECASE,
)
LIST_MARK = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)])\s+")
DECORATION = re.compile(r"\*\*|__|`|^#+\s+")
# Addresses and markup: a model has no business with them, and a page might act on them.
MARKUP = re.compile(r"https?:|www\.|mailto:|javascript:|\w@\w+\.\w|<[/!a-z]|\]\(", re.IGNORECASE)
# A range that cites more sentences than this cites none in particular.
LONGEST_RANGE = 6


@dataclass(frozen=True, slots=True)
class Statement:
    """`text` without citation marks; `item` when it stood in a list."""

    text: str
    numbers: tuple[int, ...]
    item: bool = False

    @property
    def is_plain(self) -> bool:
        """One word states nothing, and stands in some quote soon enough."""
        return not MARKUP.search(self.text) and len(re.findall(r"\w+", self.text)) > 1


def read_statements(pieces: Iterable[str]) -> Iterator[Statement]:
    """Every statement as soon as it is complete; pieces may break anywhere."""
    rest = ""
    for piece in pieces:
        *lines, rest = (rest + piece).split("\n")
        for line in lines:
            yield from _statements(line)
        *sentences, rest = _cut(rest)
        for sentence in sentences:
            yield from _statements(sentence)
    yield from _statements(rest)


def _statements(text: str) -> Iterator[Statement]:
    listed = LIST_MARK.match(text)
    for sentence in _cut(text):
        bare = LIST_MARK.sub("", sentence, count=1) if listed else sentence
        said = re.sub(r"\s+", " ", MARKS.sub("", bare)).strip()
        if any(c.isalnum() for c in said):
            yield Statement(said, _numbers(bare), bool(listed))


def _cut(text: str) -> list[str]:
    """Sentences of one line; the last one may go on. A list mark goes with every sentence of it."""
    text = DECORATION.sub("", text)
    mark = LIST_MARK.match(text)
    lead = mark[0] if mark else ""
    found, start = [], len(lead)
    for stop in STOP.finditer(text, start):
        if stop["cited"] or stop["citing"] or _ends(text[start : stop.start()], stop["next"]):
            found.append(lead + text[start : stop.end()].strip())
            start = stop.end()
    return [*found, lead + text[start:]]


def _ends(before: str, following: str) -> bool:
    return bool(START.match(following)) and not ABBREVIATION.search(before)


def _numbers(text: str) -> tuple[int, ...]:
    found: list[int] = []
    for mark in re.findall(MARK, text):
        for part in re.split(r"[,;]", mark[1:-1]):
            first, _, last = (end.strip() for end in re.sub("–", "-", part).partition("-"))
            run = range(int(first), int(last or first) + 1)
            found += run if len(run) <= LONGEST_RANGE else []
    return tuple(dict.fromkeys(found))

"""Lines that are no running text: running headers, page numbers, link lists, figure labels."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.readers.text import Line

MANY = 3
PAGE_NUMBER = re.compile(r"\d{1,3}|[ivxl]{2,6}|[iv]")
LINK_LINE = re.compile(r"(?:https?://|mailto:|www\.)\S+")
PHOTO_CREDIT = re.compile(r"(?:©|\(c\)|(?:foto(?:grafie|graaf)?|beeld|illustratie)s?\s*[:©])", re.I)
CAPTION = re.compile(r"(?:figuur|tabel|afbeelding|kaart|grafiek|schema)\s+\d+", re.I)
LABELLED = re.compile(r"\w+:\s")
CLOSED = re.compile(r"[.!?:;…][”’\"')\]]*(?:$|\s(?=[A-Z]))")
BULLET = re.compile(r"(?:[•▪●○·*–-]|\d{1,2}[.)]|[a-z]\))\s")
ENDED = re.compile(r"[.!?:;…][”’\"')\]]*$")
LABEL_WORDS, LABEL_LENGTH = 6, 60


class Rows:
    """The lines of a file as one looks at them: stripped texts, and how many blanks part them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.text = [line.text.strip() for line in lines]
        self.starts_page = [line.starts_page for line in lines]

    def shown(self) -> list[int]:
        return [at for at, text in enumerate(self.text) if text]

    def blank_out(self, positions: set[int]) -> None:
        for at in positions:
            self.text[at] = ""

    def gap(self, at: int, step: int) -> int:
        """Number of blank lines from `at` on in one direction; a file's edge counts as many."""
        count, at = 0, at + step
        while 0 <= at < len(self.text) and not self.text[at]:
            count, at = count + 1, at + step
        return count if 0 <= at < len(self.text) else MANY

    def at_page_edge(self, at: int) -> bool:
        below = at + self.gap(at, +1) + 1
        page_below = below >= len(self.text) or self.starts_page[below]
        wide = self.gap(at, -1) >= 2 or self.gap(at, +1) >= 2
        return self.starts_page[at] or page_below or wide


def find_furniture(lines: Sequence[Line], kept: frozenset[int] = frozenset()) -> set[int]:
    """Numbers of the lines to be left out; those in `kept` (headings) never are."""
    rows = Rows(lines)
    found: set[int] = set()
    for rule in (link_lists, repeated_lines, photo_credits, page_numbers, figure_labels):
        positions = {at for at in rule(rows) if lines[at].number not in kept}
        rows.blank_out(positions)
        found |= positions
    return {lines[at].number for at in found}


def link_lists(rows: Rows) -> Iterator[int]:
    """Link targets that the extraction put at the foot of their page."""
    foot = len(rows.text)
    shown = rows.shown()
    for at, below in zip(reversed(shown), [foot, *reversed(shown)], strict=False):
        at_foot = below == foot or rows.starts_page[below]
        alone = rows.gap(at, -1) > 0 or LINK_LINE.fullmatch(rows.text[at - 1])
        if LINK_LINE.fullmatch(rows.text[at]) and at_foot and alone:
            foot = at
            yield at


def repeated_lines(rows: Rows) -> Iterator[int]:
    """Lines at page edges that come back: whole, but for numbers, or in their first five words."""
    edges = [at for at in rows.shown() if rows.at_page_edge(at) and not BULLET.match(rows.text[at])]
    whole = Counter(_key(rows.text[at]) for at in edges)
    opening = Counter(_opening(rows.text[at]) for at in edges)
    for at in edges:
        key, first_words = _key(rows.text[at]), _opening(rows.text[at])
        needed = MANY if len(key.split()) > 2 else 2 * MANY
        if whole[key] >= needed or (first_words and opening[first_words] >= MANY):
            yield at
    shown = rows.shown()
    for at, below in pairwise(shown):
        short = len(rows.text[at].split()) <= LABEL_WORDS
        if rows.starts_page[at] and rows.text[at] == rows.text[below] and short:
            yield at


def _key(text: str) -> str:
    without_numbers = re.sub(r"\d+", "", text).strip()
    return without_numbers if len(without_numbers.split()) > 2 else text


def _opening(text: str) -> str:
    words = _key(text).split()
    return " ".join(words[:5]) if len(words) >= 5 and not text.endswith(".") else ""


def photo_credits(rows: Rows) -> Iterator[int]:
    """A credit among other labelled lines (a colophon) is text."""
    shown = rows.shown()
    for before, at, after in zip([shown[:1], *shown], shown, [*shown[1:], None], strict=False):
        around = [rows.text[i] for i in (before, after) if isinstance(i, int)]
        labelled = any(LABELLED.match(text) for text in around)
        if PHOTO_CREDIT.match(rows.text[at]) and len(rows.text[at].split()) <= 10 and not labelled:
            yield at


def page_numbers(rows: Rows) -> Iterator[int]:
    """Lone numbers among blank lines at a page's edge, with the running line beside them."""
    for at in rows.shown():
        if not PAGE_NUMBER.fullmatch(rows.text[at]) or not rows.gap(at, +1):
            continue
        above, below = at - rows.gap(at, -1) - 1, at + rows.gap(at, +1) + 1
        # The running line may stand over the number, with little between them and much above.
        headed = above >= 0 and rows.gap(at, -1) <= 2 <= rows.gap(above, -1)
        if rows.gap(at, -1) >= 2 or headed:
            yield at
            if headed and not CLOSED.search(rows.text[above]):
                yield above
            if below < len(rows.text) and _is_label(rows.text[below]) and rows.gap(below, +1):
                yield below


def figure_labels(rows: Rows) -> Iterator[int]:
    """Runs of labels that cut a sentence in two: it breaks off before them and goes on after."""
    shown = rows.shown()
    index = 0
    while index < len(shown) - MANY:
        run = index + 1
        while run < len(shown) and _is_label(rows.text[shown[run]]):
            run += 1
        labels = shown[index + 1 : run]
        loose = sum(rows.gap(at, -1) > 0 for at in labels) >= len(labels) / 2
        cut = run < len(shown) and _goes_on(rows.text[shown[index]], rows.text[shown[run]])
        if len(labels) >= MANY and loose and cut:
            yield from (at for at in labels if not CAPTION.match(rows.text[at]))
        index = max(run - 1, index + 1)


def _is_label(text: str) -> bool:
    short = 0 < len(text) <= LABEL_LENGTH and len(text.split()) <= LABEL_WORDS
    open_ended = not CLOSED.search(text) and not text.endswith(",")
    return (short and open_ended and not BULLET.match(text)) or CAPTION.match(text) is not None


def _goes_on(before: str, after: str) -> bool:
    if ENDED.search(before) or len(before) <= LABEL_LENGTH / 2:
        return False
    return after[:1].islower() or before.endswith((",", "-"))

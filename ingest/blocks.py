"""Lines of one section become blocks: paragraphs, list items and table rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from corpus.sentences import split_sentences
from ingest.privacy import PLACEHOLDER, is_only_contact
from ingest.readers.text import Line
from ingest.repair import LineEnds

BlockKind = Literal["paragraph", "item", "note", "plain"]
BULLET = re.compile(r"[•▪●○◦‣■□➢✓·]\s*")
DASH = re.compile(r"(?:[–—-]{1,2}|\*)\s+")
LETTER_O = re.compile(r"o\s+(?=[A-ZÀ-Ý‘“'(])")
NUMBERED = re.compile(r"(?P<number>\d{1,2})(?:\)\s*|\.\s+|\.(?=[A-ZÀ-Ý]))(?=[^\W\d_]|[‘“'(])")
LETTERED = re.compile(r"[a-z](?:\)|\.(?= [A-ZÀ-Ý]))\s+")
MARKS = (BULLET, DASH, LETTER_O, NUMBERED, LETTERED)
ENDED = re.compile(r"[.!?:…][”’\"')\]»]*\s*$")
LABELLED = re.compile(r"[A-ZÀ-Ý][\w ]{2,20}: ")
ITEM_ENDED = re.compile(r"[.!?:;…,][”’\"')\]»]*\s*$")
OPEN_END = re.compile(
    r"(?:[,–(‘“&/-]|\b(?:de|het|een|van|en|of|in|op|te|aan|met|voor|om|bij|door|naar|die|dat|als|uit"
    r"|tot|over|onder|der|den|ter|ten|tussen|zoals|is|zijn|wordt|worden))\s*$"
)
TABLE_CAPTION = re.compile(r"tabel\s+\d+", re.IGNORECASE)
NEAR = 7
# A line that leaves room for the next word was ended on purpose; letters differ in width, so that
# the room must be an eighth of the line in the middle of a sentence, and may be less at its end.
FULL, ENDED_FULL, NARROWEST = 0.88, 0.97, 0.6
UNWRAPPED_WIDTH, TITLE_LENGTH = 170, 80


@dataclass(frozen=True, slots=True)
class Block:
    """`origins` are (offset in `text`, line number) for every line that went into it."""

    kind: BlockKind
    text: str
    origins: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """From one line with text to the next: what stands left and right, and how far apart."""

    left: str
    right: str
    gap: int
    width: float
    loose: bool
    wrapped: bool

    def was_ended(self, share: float) -> bool:
        """True where the left line ended although the next word would have fitted in that width."""
        first_word = self.right.split(" ", 1)[0]
        return len(self.left.rstrip()) + 1 + len(first_word) < share * self.width


def make_blocks(lines: Sequence[Line], ends: LineEnds) -> list[Block]:
    """`lines` of one section in reading order; what was left out of them stands as blank lines."""
    shown = [at for at, line in enumerate(lines) if line.text.strip()]
    steps = list(_steps(lines, shown, ends.width))
    blocks: list[Block] = []
    group: list[Line] = []
    for index, at in enumerate(shown):
        if group and _parts(steps[index - 1], group, lines[at].text):
            blocks.append(_block(group, ends))
            group = []
        group.append(lines[at])
    return _release_tails([*blocks, _block(group, ends)] if group else blocks)


def _release_tails(blocks: Sequence[Block]) -> list[Block]:
    """Text that follows a list without a sign is not its last item, if the others are short.

    That is so where at least two items before it are one sentence each, and where it goes on after
    its first sentence on a new line, over a blank one.
    """
    result: list[Block] = []
    singles = 0
    for index, block in enumerate(blocks):
        sentences = split_sentences(block.text) if block.kind == "item" else []
        last = index + 1 == len(blocks) or blocks[index + 1].kind != "item"
        cut = sentences[1][0] if last and singles >= 2 and len(sentences) > 1 else 0
        lines = [line for at, line in block.origins if at <= cut]
        if cut and (cut, lines[-1]) in block.origins and lines[-1] - lines[-2] > 1:
            result += _split_block(block, cut)
        else:
            result.append(block)
        singles = singles + 1 if len(sentences) == 1 else 0
    return result


def _split_block(block: Block, cut: int) -> list[Block]:
    head = tuple((at, line) for at, line in block.origins if at < cut)
    tail = tuple((at - cut, line) for at, line in block.origins if at >= cut)
    return [
        Block("item", block.text[:cut].rstrip(), head),
        Block("paragraph", block.text[cut:], tail),
    ]


def make_rows(lines: Sequence[Line], ends: LineEnds, starts: Sequence[int]) -> list[Block]:
    """Table rows as items: a row starts at each line in `starts`, or else after a blank line."""
    blocks: list[Block] = []
    group: list[Line] = []
    for line in [*lines, Line(0, "")]:
        blank = not line.text.strip()
        in_cell = BULLET.match(line.text) or NUMBERED.match(line.text)
        new_row = line.number in starts or (not starts and blank) or line.number == 0
        if group and (new_row or in_cell):
            block = _block(group, ends)
            caption = TABLE_CAPTION.match(block.text) is not None
            blocks.append(replace(block, kind="paragraph" if caption else "item"))
            group = []
        if not blank:
            group.append(line)
    return blocks


def join_lines(lines: Sequence[Line], ends: LineEnds) -> tuple[str, tuple[tuple[int, int], ...]]:
    text, origins = lines[0].text, [(0, lines[0].number)]
    for line in lines[1:]:
        text = ends.join(text, line.text)
        origins.append((len(text), line.number))
        text += line.text
    return text.rstrip(), tuple(origins)


def item_mark(text: str) -> re.Match[str] | None:
    return next((found for mark in MARKS if (found := mark.match(text))), None)


def _block(group: Sequence[Line], ends: LineEnds) -> Block:
    text, origins = join_lines(group, ends)
    mark = item_mark(text)
    if is_only_contact(text):
        return Block("plain", PLACEHOLDER, origins[:1])
    if mark is None or not text[mark.end() :].strip():
        return Block("paragraph", text, origins)
    cut = mark.end()
    second = NUMBERED.match(text, cut)
    cut = second.end() if second is not None else cut
    return Block("item", text[cut:], tuple((max(0, at - cut), line) for at, line in origins))


def _steps(lines: Sequence[Line], shown: Sequence[int], usual: int) -> Iterator[Step]:
    lengths = [len(lines[at].text.rstrip()) for at in shown]
    gaps = [below - at - 1 for at, below in pairwise(shown)]
    for index, gap in enumerate(gaps):
        near = slice(max(0, index - NEAR), index + NEAR + 1)
        loose = sum(other == 1 for other in gaps[near]) >= 0.6 * len(gaps[near])
        # The width of the column here: one or two lines may stick out.
        width = max(sorted(lengths[near])[-3:][0], NARROWEST * usual)
        left, right = lines[shown[index]].text, lines[shown[index + 1]].text
        yield Step(left, right, gap, width, loose, usual < UNWRAPPED_WIDTH)


def _parts(step: Step, group: Sequence[Line], right: str) -> bool:
    """True where a new block begins at the right of `step`."""
    in_item = item_mark(group[0].text) is not None
    if _opens_item(step, in_item, group[0].text):
        return True
    goes_on = right[:1].islower() or right[:1] in ",.;)&"
    labelled = LABELLED.match(right) is not None and len(step.left) < TITLE_LENGTH / 2
    apart = labelled or PLACEHOLDER in step.left + right
    if apart and not goes_on and not OPEN_END.search(step.left):
        return True
    ended = (ITEM_ENDED if in_item else ENDED).search(step.left) is not None
    if step.left.rstrip().endswith(":") and right[0] in "(‘“„":
        return right[0] != "(" and step.gap > 0
    if not step.wrapped:
        long = min(len(step.left), 2 * len(right)) > TITLE_LENGTH
        return ended if step.gap and long else not goes_on
    if step.gap == 0 or (step.loose and step.gap == 1):
        return _parts_close(step, in_item, ended, goes_on)
    return not goes_on if ended else _parts_wide(step, goes_on)


def _parts_close(step: Step, in_item: bool, ended: bool, goes_on: bool) -> bool:
    """Lines as close as they come: only a line that was ended on purpose parts them."""
    if goes_on or not step.was_ended(ENDED_FULL if ended else FULL):
        return False
    return ended or in_item or len(step.left) < 0.8 * step.width


def _parts_wide(step: Step, goes_on: bool) -> bool:
    """A gap in the middle of a sentence: a column, a frame or a page ended there."""
    if goes_on or OPEN_END.search(step.left):
        return False
    return step.was_ended(FULL)


def _opens_item(step: Step, in_item: bool, first: str) -> bool:
    mark = item_mark(step.right)
    if mark is None:
        return False
    if mark.re is BULLET:
        return True
    if mark.re is LETTER_O and in_item:
        return True
    same = in_item and (before := item_mark(first)) is not None and before.re is mark.re
    after = step.left.rstrip()
    introduced = after.endswith((":", ";")) or same
    closed = ITEM_ENDED.search(after) is not None or (step.gap > 0 and not step.loose)
    lower = step.right[mark.end() : mark.end() + 1].islower()
    return introduced or (closed and not lower) or (step.gap > 0 and lower and closed)

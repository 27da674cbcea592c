"""The path of one text report, from its file to the text that index, answers and viewer share."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from corpus.document import Document, StoredText
from ingest.blocks import Block, join_lines, make_blocks, make_rows
from ingest.composition import SectionBlocks, compose
from ingest.footnotes import find_footnotes, without_marks
from ingest.furniture import find_furniture
from ingest.glyphs import clean_lines
from ingest.headings import propose_outline
from ingest.outline import Outline, read_outline
from ingest.places import contents, folded, prove_pages
from ingest.privacy import hide_contact_details
from ingest.readers.text import Line, read_lines
from ingest.repair import LineEnds, even_line_ends, learn_line_ends
from ingest.sections import SectionLines, arrange

# The caption of a figure, alone on its line or stuck to the sentence before it.
FIGURE_CAPTION = re.compile(
    r"(?:^|(?<=[.!?] ))(?:Figuur|Afbeelding|Grafiek|Kaart|Schema) \d+\s?[.:] .*$", re.IGNORECASE
)
# Changes when the same file would give another stored text: the index then reads it anew.
REPAIR_VERSION = "1"


def read_text_report(document: Document, path: Path, outline: Path | None = None) -> StoredText:
    """Raises UnreadableFile for a file without text, BadOutline for a wrong outline."""
    plan = read_outline(outline) if outline is not None else None
    return store_lines(document, read_lines(path), plan)


def store_lines(
    document: Document, raw: Sequence[Line], known: Outline | None, furnished: bool = False
) -> StoredText:
    """What is not known of the outline, rules propose; running lines are not looked for where
    the place of every line has told them (`furnished`)."""
    lines = [replace(line, text=hide_contact_details(line.text)) for line in clean_lines(raw)]
    plan = known or Outline(())
    if not plan.headings:
        proposed = propose(raw, _without(lines, plan.lines_left_out()))
        unread = plan.unread + proposed.unread
        plan = replace(plan, headings=proposed.headings, unread=unread)
    furniture = plan.lines_left_out()
    if not furnished:
        titles = [one.text for one in plan.headings]
        furniture |= _furniture(lines, plan.heading_lines(), titles)
    body = even_line_ends(_without(lines, furniture))
    ends = learn_line_ends(body)
    sections = write_sections(body, plan, ends)
    written = compose(sections, "\n".join(line.text for line in raw))
    pages = prove_pages(raw, furniture, plan.headings, written.lines, len(written.text))
    return StoredText(
        document.id, written.text, tuple(written.sections), tuple(written.sentences), pages
    )


def propose(raw: Sequence[Line], lines: Sequence[Line]) -> Outline:
    """The outline by rules, for a report that has none: `lines` are the cleaned ones."""
    titles = contents(raw)
    body = _without(lines, _furniture(lines, frozenset(), list(titles)))
    return propose_outline(body, titles, learn_line_ends(body).width)


def _furniture(
    lines: Sequence[Line], headings: frozenset[int], titles: Sequence[str]
) -> frozenset[int]:
    """A line that reads like a heading of this report is none, however often it comes back."""
    known = {folded(title) for title in titles}
    alike = {line.number for line in lines if folded(line.text) in known and line.text.strip()}
    return frozenset(find_furniture(lines, headings | alike))


def _without(lines: Sequence[Line], numbers: frozenset[int]) -> list[Line]:
    return [replace(line, text="") if line.number in numbers else line for line in lines]


def write_sections(lines: Sequence[Line], plan: Outline, ends: LineEnds) -> list[SectionBlocks]:
    """Sections with their blocks; footnotes follow the text of the section that refers to them."""
    notes = find_footnotes(lines)
    plain = without_marks(lines, notes)
    bodies = {at for note in notes for at in note.lines}
    by_mark: dict[int, list[Block]] = {}
    for note in notes:
        block = Block("note", *join_lines([plain[at] for at in note.lines], ends))
        by_mark.setdefault(plain[note.mark_line].number, []).append(block)
    running = [replace(line, text="") if at in bodies else line for at, line in enumerate(plain)]
    for at, line in enumerate(running):
        caption = FIGURE_CAPTION.search(line.text)
        if caption is not None and line.number not in plan.heading_lines():
            running[at] = replace(line, text=line.text[: caption.start()])
            block = Block("note", caption.group().strip(), ((0, line.number),))
            by_mark.setdefault(line.number, []).append(block)
    return [_write(section, by_mark, plan, ends) for section in arrange(running, plan)]


def _write(
    section: SectionLines, notes: dict[int, list[Block]], plan: Outline, ends: LineEnds
) -> SectionBlocks:
    own = section.heading.own_lines if section.heading is not None else range(0)
    numbers = [*own, *(line.number for line in section.lines)]
    blocks = [
        *_section_blocks(section.lines, plan, ends),
        *(note for number in numbers for note in notes.pop(number, [])),
    ]
    return SectionBlocks(section.path, section.heading, tuple(blocks))


def _section_blocks(lines: Sequence[Line], plan: Outline, ends: LineEnds) -> list[Block]:
    """Running text, with tables cut in rows; contents and literature are kept, not cut up."""
    unread = plan.lines_unread()
    blocks: list[Block] = []
    for table, group in groupby(lines, key=lambda line: plan.table_at(line.number)):
        near = list(group)
        blocks += make_rows(near, ends, table.rows) if table else make_blocks(near, ends)
    return [
        replace(block, kind="plain") if block.origins[0][1] in unread else block for block in blocks
    ]

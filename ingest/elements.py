"""The path of a structured file, from its elements to the text that everything shares."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.document import Document, StoredText
from ingest.blocks import Block, BlockKind
from ingest.composition import SectionBlocks, compose
from ingest.glyphs import clean_text
from ingest.headings import UNREAD
from ingest.outline import Heading
from ingest.privacy import PLACEHOLDER, hide_contact_details, is_only_contact
from ingest.readers.element import Element, ElementKind

KINDS: dict[ElementKind, BlockKind] = {
    "paragraph": "paragraph",
    "item": "item",
    "row": "item",
    "note": "note",
    "plain": "plain",
}
# A bullet that was typed, in a paragraph that is no list to the program that made it.
TYPED_BULLET = re.compile(r"[•▪●○◦‣■□➢✓·–—-]\s+(?=\S)")


def store_elements(document: Document, elements: Sequence[Element]) -> StoredText:
    """Sections follow the headings as they are marked; paragraphs are numbered in their order."""
    original = "\n".join(element.original or element.text for element in elements)
    written = compose(list(_sections(elements)), original)
    return StoredText(
        document.id,
        written.text,
        tuple(written.sections),
        tuple(written.sentences),
        paragraphs=tuple(written.paragraphs),
    )


@dataclass(slots=True)
class _Open:
    """The section that elements now fall into; its notes come after its text."""

    headings: tuple[Heading, ...] = ()
    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)

    def close(self) -> Iterator[SectionBlocks]:
        path = tuple(heading.text for heading in self.headings)
        heading = self.headings[-1] if self.headings else None
        if heading is not None or self.blocks or self.notes:
            yield SectionBlocks(path, heading, (*self.blocks, *self.notes))


def _sections(elements: Sequence[Element]) -> Iterator[SectionBlocks]:
    section = _Open()
    for number, element in enumerate(elements, 1):
        text = clean_text(hide_contact_details(element.text)).strip()
        if element.kind == "heading" and text:
            yield from section.close()
            above = (one for one in section.headings if one.level < element.level)
            section = _Open((*above, Heading(number, text, element.level)))
        elif text:
            unread = any(UNREAD.match(heading.text) for heading in section.headings)
            block = _block(text, "plain" if unread else element.kind, number)
            (section.notes if block.kind == "note" else section.blocks).append(block)
    yield from section.close()


def _block(text: str, kind: ElementKind, number: int) -> Block:
    if is_only_contact(text):
        return Block("plain", PLACEHOLDER, ((0, number),))
    block = Block(KINDS[kind], text, ((0, number),))
    bullet = TYPED_BULLET.match(text) if kind in ("paragraph", "item") else None
    return replace(block, kind="item", text=text[bullet.end() :]) if bullet else block

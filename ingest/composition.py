"""Writes sections down as the stored text, and keeps where lines, sections and sentences went."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.document import Section, Sentence, SentenceKind, Span
from corpus.sentences import split_sentences
from ingest.blocks import Block
from ingest.outline import Heading
from ingest.privacy import PLACEHOLDER

ITEM_MARK = "• "
KINDS: dict[str, SentenceKind] = {"paragraph": "sentence", "item": "item", "note": "note"}
NOT_COMPARED = re.compile("[\\s\u00ad\u2010\u2011-]+")


@dataclass(frozen=True, slots=True)
class SectionBlocks:
    """One section, ready to be written: its notes come after its text."""

    path: tuple[str, ...]
    heading: Heading | None
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class Composition:
    """The stored text while it grows. `lines` are (line number, offset) in writing order; a list
    item and a table row are paragraphs too."""

    original: str
    text: str = ""
    sections: list[Section] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)
    paragraphs: list[Span] = field(default_factory=list)

    def add(self, section: SectionBlocks) -> None:
        start = len(self.text)
        if section.heading is not None:
            self._separate("\n\n")
            own = section.heading.own_lines or (section.heading.line,)
            self.lines.extend((line, len(self.text)) for line in own)
            self.text += section.heading.text
        last_kind = ""
        for block in section.blocks:
            if block.text == PLACEHOLDER and self.text.endswith(PLACEHOLDER):
                continue
            self._separate("\n" if last_kind == block.kind == "item" else "\n\n")
            self._add_block(block)
            last_kind = block.kind
        self.text += "\n\n"
        self.sections.append(Section(section.path, Span(start, len(self.text))))

    def _separate(self, separator: str) -> None:
        if self.text and not self.text.endswith(separator):
            self.text = self.text.rstrip("\n") + separator

    def _add_block(self, block: Block) -> None:
        self.text += ITEM_MARK if block.kind == "item" else ""
        start = len(self.text)
        self.lines.extend((line, start + offset) for offset, line in block.origins)
        self.text += block.text
        if block.kind == "plain":
            return
        if block.kind != "note":
            self.paragraphs.append(Span(start, len(self.text)))
        for left, right in split_sentences(block.text):
            words = block.text[left:right]
            exact = PLACEHOLDER not in words and compared(words) in self.original
            span = Span(start + left, start + right)
            self.sentences.append(Sentence(span, KINDS[block.kind], exact))


def compose(sections: Sequence[SectionBlocks], raw_text: str) -> Composition:
    """`raw_text` is the file as it was: a sentence is exact where it stands in it."""
    composition = Composition(compared(raw_text))
    for section in sections:
        composition.add(section)
    return composition


def compared(text: str) -> str:
    """`text` without white space and hyphens, in which a quote may differ from the file."""
    return NOT_COMPARED.sub("", text)

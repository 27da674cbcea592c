"""Word documents: heading styles, paragraphs, lists, tables row by row, and footnotes."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from docx import Document as open_docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from lxml.etree import LxmlError

from ingest.readers.element import Element, row_element
from ingest.readers.text import UnreadableFile

HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
PLAIN = re.compile(r"(?:title|subtitle|toc \d|toc heading|table of figures)$", re.IGNORECASE)
LISTED = re.compile(r"list (?:bullet|number|paragraph)", re.IGNORECASE)
# Bytes once unpacked; a document of a thousand pages takes some ten million.
LARGEST = 200_000_000
OLD_WORD = b"\xd0\xcf\x11\xe0"
NOTE_PARTS = ("footnotes", "endnotes")
# Deleted text, and what older programs are shown instead of a drawing.
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
LEFT_OUT = frozenset({qn("w:del"), qn("w:moveFrom"), f"{{{COMPATIBILITY}}}Fallback"})
SIGNS = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}

# What the zip, XML and Word layers raise for bytes that make no sense to them.
DAMAGE = (
    AttributeError,
    LookupError,
    LxmlError,
    NotImplementedError,
    OSError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)

Xml = Any  # lxml ships no types


def read_docx(path: Path) -> list[Element]:
    """In reading order, each footnote behind the paragraph that refers to it.

    Raises UnreadableFile for a file that is encrypted, damaged, too large or no Word document.
    """
    _check(path)
    try:
        document = open_docx(str(path))
        return list(_Reader(document).elements())
    except DAMAGE as error:
        raise UnreadableFile(path.name, f"the Word file is damaged ({error})", MEND) from error


def docx_properties(path: Path) -> Mapping[str, Sequence[str]]:
    """Title and author of its core properties. Raises UnreadableFile."""
    _check(path)
    try:
        core = open_docx(str(path)).core_properties
        return {"title": [core.title], "creator": [core.author]}
    except DAMAGE as error:
        raise UnreadableFile(path.name, f"the Word file is damaged ({error})", MEND) from error


MEND = "open it in Word, save it anew as .docx, and add that file"


def _check(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(4)
    if start == OLD_WORD:
        reason = "the file is encrypted, or made by Word before 2007"
        raise UnreadableFile(path.name, reason, "save it as .docx without a password")
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
            names = archive.namelist()
    except DAMAGE as error:
        raise UnreadableFile(path.name, "this is no Word document", MEND) from error
    if "word/document.xml" not in names:
        raise UnreadableFile(path.name, "this is no Word document", MEND)
    if size > LARGEST:
        raise UnreadableFile(path.name, f"it unpacks to {size:,} bytes", "split the document")


class _Reader:
    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._notes: Mapping[tuple[str, str], str] = {
            (part, id): text for part in NOTE_PARTS for id, text in _notes(document, part)
        }

    def elements(self) -> Iterator[Element]:
        return self._under(self._document.element.body)

    def _under(self, parent: Xml) -> Iterator[Element]:
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag == qn("w:sdt"):
                for content in child.findall(qn("w:sdtContent")):
                    yield from self._under(content)
            elif child.tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml")):
                yield from self._under(child)

    def _paragraph(self, paragraph: Xml) -> Iterator[Element]:
        text = paragraph_text(paragraph)
        if text:
            style = self._style(paragraph)
            heading = self._heading_level(paragraph, style)
            if heading:
                yield Element("heading", text, heading)
            elif style and PLAIN.match(style.name or ""):
                yield Element("plain", text)
            else:
                yield Element("item" if self._is_item(paragraph, style) else "paragraph", text)
        for note in self._notes_of(paragraph):
            yield Element("note", note)
        for box in _inner(paragraph, qn("w:txbxContent")):
            yield from self._under(box)

    def _table(self, table: Xml) -> Iterator[Element]:
        rows = [_cells(row) for row in table.iter(qn("w:tr")) if _table_of(row) is table]
        heads = rows[0] if len(rows) > 1 and _has_head(table) else []
        for cells in rows[1:] if heads else rows:
            if any(cells):
                yield row_element(cells, heads)
        for paragraph in table.iter(qn("w:p")):
            for note in self._notes_of(paragraph):
                yield Element("note", note)

    def _style(self, paragraph: Xml) -> ParagraphStyle | None:
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        id = named.get(qn("w:val")) if named is not None else None
        for style in self._document.styles if id else ():
            if style.style_id == id and isinstance(style, ParagraphStyle):
                return style
        return None

    def _heading_level(self, paragraph: Xml, style: ParagraphStyle | None) -> int:
        """By the name of its style or of one that this is based on, or by an outline level."""
        while style is not None:
            named = HEADING.match(style.name or "")
            if named:
                return int(named[1])
            own = style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            if own is not None:
                return _outline_level(own)
            style = style.base_style if isinstance(style.base_style, ParagraphStyle) else None
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        return _outline_level(own) if own is not None else 0

    def _is_item(self, paragraph: Xml, style: ParagraphStyle | None) -> bool:
        numbered = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if numbered is not None:
            return bool(numbered.get(qn("w:val")) != "0")
        by_style = style is not None and (
            LISTED.match(style.name or "") is not None
            or style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
        )
        return by_style

    def _notes_of(self, paragraph: Xml) -> Iterator[str]:
        for part in NOTE_PARTS:
            for mark in _inner(paragraph, qn(f"w:{part[:-1]}Reference")):
                text = self._notes.get((part, mark.get(qn("w:id"))), "")
                if text:
                    yield text


def paragraph_text(paragraph: Xml) -> str:
    """What a reader sees of it, without text boxes; insertions count and deletions do not."""
    pieces = []
    for node in _inner(paragraph, qn("w:t"), *SIGNS):
        pieces.append(SIGNS.get(node.tag) or node.text or "")
    return " ".join("".join(pieces).split())


def _inner(parent: Xml, *tags: str) -> Iterator[Xml]:
    """Nodes below `parent`, but none within deletions, or within a text box or table in it."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag not in LEFT_OUT and child.tag != qn("w:txbxContent"):
            yield from _inner(child, *tags)


def _cells(row: Xml) -> list[str]:
    """Texts of a row by column: a merged cell leaves the columns that it covers empty."""
    texts: list[str] = []
    for cell in row.iterchildren(qn("w:tc")):
        texts.append(" ".join(filter(None, map(paragraph_text, cell.iter(qn("w:p"))))))
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        texts += [""] * (int(span.get(qn("w:val"))) - 1 if span is not None else 0)
    return texts


def _table_of(row: Xml) -> Xml:
    return next(row.iterancestors(qn("w:tbl")))


def _has_head(table: Xml) -> bool:
    if table.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
        return True
    look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
    return look is not None and look.get(qn("w:firstRow")) in ("1", "true")


def _outline_level(node: Xml) -> int:
    """Word counts from 0; its 9 is running text."""
    level = int(node.get(qn("w:val"))) + 1
    return level if level <= 9 else 0


def _notes(document: WordDocument, part: str) -> Iterator[tuple[str, str]]:
    """Id and text of every note; those that only draw the line above them have a type."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{part}") and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                if note.get(qn("w:type")) is None:
                    text = " ".join(paragraph_text(one) for one in note.iter(qn("w:p")))
                    yield note.get(qn("w:id")), text.strip()

"""OpenDocument texts: headings, paragraphs, lists, tables row by row, and footnotes."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.readers.element import Element, row_element
from ingest.readers.text import UnreadableFile

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE = f"{{{SPACE}text:1.0}}", f"{{{SPACE}table:1.0}}"
OFFICE, DRAW = f"{{{SPACE}office:1.0}}", f"{{{SPACE}drawing:1.0}}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
# Bytes once unpacked; a document of a thousand pages takes some ten million.
LARGEST = 200_000_000
MEND = "open it in LibreOffice, save it anew, and add that file"
DAMAGE = (
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    etree.LxmlError,
    zipfile.BadZipFile,
    zlib.error,
)
# What is no text of the document: deleted text, remarks, and notes, which stand apart.
LEFT_OUT = frozenset({f"{OFFICE}annotation", f"{TEXT}tracked-changes", f"{TEXT}note"})
SIGNS = frozenset({f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"})

Xml = Any  # lxml ships no types


def read_odt(path: Path) -> list[Element]:
    """In reading order, each note behind the paragraph that refers to it. Raises UnreadableFile for
    a file that is encrypted, damaged, too large or no OpenDocument text."""
    body = _part(path, "content.xml").find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableFile(path.name, "this is no OpenDocument text", MEND)
    return list(_under(body, "paragraph"))


def odt_properties(path: Path) -> Mapping[str, Sequence[str]]:
    """Title and author. Raises UnreadableFile."""
    meta = _part(path, "meta.xml")
    names = {"title": f"{DUBLIN_CORE}title", "creator": f"{DUBLIN_CORE}creator"}
    return {what: [one.text or "" for one in meta.iter(name)] for what, name in names.items()}


def _part(path: Path, name: str) -> Xml:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
            if size > LARGEST:
                reason = f"it unpacks to {size:,} bytes"
                raise UnreadableFile(path.name, reason, "split the document")
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(archive.read(name), parser)
    except DAMAGE as error:
        reason = f"this is no OpenDocument text, or it is damaged or encrypted ({error})"
        raise UnreadableFile(path.name, reason, MEND) from error


def _under(parent: Xml, kind: str) -> Iterator[Element]:
    """One walk; a list within a list is read as one list."""
    for child in parent:
        if child.tag == f"{TEXT}h":
            level = child.get(f"{TEXT}outline-level") or "1"
            yield from _block(child, Element("heading", _words(child), int(level)))
        elif child.tag == f"{TEXT}p":
            item = kind == "item"
            yield from _block(child, Element("item" if item else "paragraph", _words(child)))
        elif child.tag == f"{TABLE}table":
            yield from _rows(child)
        elif child.tag == f"{TEXT}table-of-content":
            lines = (_words(line) for line in child.iter(f"{TEXT}p"))
            yield from (Element("plain", line) for line in lines if line)
        elif child.tag not in LEFT_OUT:
            yield from _under(child, "item" if child.tag == f"{TEXT}list" else kind)


def _block(node: Xml, element: Element) -> Iterator[Element]:
    if element.text:
        yield element
    for note in node.iter(f"{TEXT}note-body"):
        text = " ".join(filter(None, map(_words, note)))
        if text:
            yield Element("note", text)
    for box in node.iter(f"{DRAW}text-box"):
        yield from _under(box, "paragraph")


def _rows(table: Xml) -> Iterator[Element]:
    heads: list[str] = []
    for row in table.iter(f"{TABLE}table-row"):
        cells = [
            " ".join(_words(one) for one in cell.iter(f"{TEXT}p"))
            for cell in row
            if cell.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
        ]
        if row.getparent().tag == f"{TABLE}table-header-rows":
            heads = heads or cells
        elif any(cells):
            yield row_element(cells, heads)


def _words(node: Xml) -> str:
    return " ".join("".join(_pieces(node)).split())


def _pieces(node: Xml) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag in SIGNS:
            yield " "
        elif child.tag not in LEFT_OUT and child.tag != f"{DRAW}text-box":
            yield from _pieces(child)
        yield child.tail or ""

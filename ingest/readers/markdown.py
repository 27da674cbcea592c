"""Markdown files: headings, paragraphs, lists and tables."""

from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ingest.readers.element import Element, row_element
from ingest.readers.text import decode

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SHOWN = {"text", "code_inline"}
BREAKS = {"softbreak", "hardbreak"}


def read_markdown(path: Path) -> list[Element]:
    """In reading order. Raises UnreadableFile for an empty, binary or undecodable file."""
    tokens = PARSER.parse(decode(path.name, path.read_bytes()))
    return list(_elements(SyntaxTreeNode(tokens), listed=False))


def _elements(parent: SyntaxTreeNode, listed: bool) -> Iterator[Element]:
    for node in parent.children:
        if node.type == "heading":
            yield from _element(Element("heading", _text(node), int(node.tag[1:])))
        elif node.type == "paragraph":
            yield from _element(Element("item" if listed else "paragraph", _text(node)))
        elif node.type == "table":
            yield from _rows(node)
        elif node.type in ("fence", "code_block"):
            yield from _element(Element("plain", node.content.strip()))
        else:
            yield from _elements(node, listed or node.type == "list_item")


def _element(element: Element) -> Iterator[Element]:
    if element.text:
        yield element


def _rows(table: SyntaxTreeNode) -> Iterator[Element]:
    rows = [[_text(cell) for cell in row.children] for row in table.walk() if row.type == "tr"]
    for cells in rows[1:]:
        yield from _element(row_element(cells, rows[0]))


def _text(node: SyntaxTreeNode) -> str:
    """Without marks of emphasis, and without addresses of links and pictures."""
    return " ".join("".join(_pieces(node)).split())


def _pieces(node: SyntaxTreeNode) -> Iterator[str]:
    if node.type in SHOWN:
        yield node.content
    elif node.type in BREAKS:
        yield " "
    elif node.type != "image":
        for child in node.children:
            yield from _pieces(child)

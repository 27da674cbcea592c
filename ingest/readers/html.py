"""Web pages: their main text with headings, lists and tables, without scripts and menus."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.readers.element import Element, ElementKind, row_element
from ingest.readers.text import UnreadableFile, decode

DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
NO_TEXT = "script, style, noscript, template, svg, iframe, object, form, button, select, dialog"
# What surrounds the text of a page, by its element, its role or what it is hidden with.
AROUND = (
    "nav, aside, body > header, body > footer, [role=navigation], [role=banner], "
    "[role=contentinfo], [role=search], [role=complementary], [hidden], [aria-hidden=true]"
)
MAIN = ("main", "[role=main]", "article")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
INLINE = frozenset(
    """a abbr b bdi bdo br cite code data del dfn em font i img ins kbd label mark q s samp small
    span strong sub sup time tt u var wbr -text""".split()
)
ITEMS = frozenset(("li", "dd"))
# The names in which pages tell what they are, by what that is in Dublin Core.
META = {
    "title": ("citation_title", "dc.title", "dcterms.title", "og:title"),
    "creator": ("citation_author", "dc.creator", "dcterms.creator", "author"),
    "publisher": ("citation_publisher", "dc.publisher", "dcterms.publisher"),
    "issued": (
        "citation_publication_date",
        "citation_date",
        "dcterms.issued",
        "dc.date.issued",
        "article:published_time",
    ),
}
# Outside what a page says is its text, a block or list of which this share are links is a menu.
MENU_SHARE, MENU_LINKS = 0.6, 4


def read_html(path: Path) -> list[Element]:
    """In reading order. Raises UnreadableFile for an empty or binary file, or one without text."""
    raw = path.read_bytes()
    tree = LexborHTMLParser(decode_html(path.name, raw))
    body = tree.body
    if body is None:
        raise UnreadableFile(path.name, "the page has no body", "save the page anew from a browser")
    _remove(body.css(f"{NO_TEXT}, {AROUND}"))
    main = _main(body)
    if main is None:
        _remove([node for node in body.css("ul, ol") if _is_menu(node)])
    elements = [run.element() for run in _runs(main or body) if main or not run.is_menu()]
    if not elements:
        remedy = "save the page from a browser once it is shown, or print it to PDF"
        raise UnreadableFile(path.name, "the page has no text of its own", remedy)
    return elements


def html_properties(path: Path) -> Mapping[str, Sequence[str]]:
    """What the head of the page tells; its title only where no meta element gives one."""
    tree = LexborHTMLParser(decode_html(path.name, path.read_bytes()))
    told: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        name = node.attributes.get("name") or node.attributes.get("property") or ""
        told.setdefault(name.casefold(), []).append(node.attributes.get("content") or "")
    found = {
        what: next((told[name] for name in names if name in told), [])
        for what, names in META.items()
    }
    shown = [node.text() for node in tree.css("head > title")]
    return found | {"title": found["title"] or shown}


def decode_html(name: str, raw: bytes) -> str:
    """By the encoding that the page declares, where it is that; else as text files are."""
    declared = DECLARED.search(raw[:2048])
    if declared and not raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        with suppress(LookupError, UnicodeDecodeError):
            return raw.decode(declared[1].decode("ascii"))
    return decode(name, raw)


def _remove(nodes: Sequence[LexborNode]) -> None:
    """From the last to the first, so that no node is touched after one that held it is gone."""
    for node in reversed(nodes):
        node.decompose()


def _is_menu(list_: LexborNode) -> bool:
    links = list_.css("a")
    linked = sum(len(folded(link.text())) for link in links)
    return len(links) >= MENU_LINKS and linked > MENU_SHARE * len(folded(list_.text()))


def _main(body: LexborNode) -> LexborNode | None:
    """The one element that says it holds the text, if it does hold most of it."""
    for selector in MAIN:
        found = body.css(selector)
        if len(found) == 1 and len(found[0].text()) > len(body.text()) / 2:
            return found[0]
    return None


@dataclass(slots=True)
class Run:
    """Text without a break in one block; `block` is the block, and for an item its list."""

    kind: ElementKind
    level: int
    block: int
    pieces: list[str] = field(default_factory=list)
    links: int = 0
    linked: int = 0
    row: Element | None = None

    def element(self) -> Element:
        return self.row or Element(self.kind, folded("".join(self.pieces)), self.level)

    def is_menu(self) -> bool:
        long = len(folded("".join(self.pieces)))
        return self.links >= MENU_LINKS and self.linked > MENU_SHARE * long


def _runs(main: LexborNode) -> Iterator[Run]:
    """Runs in reading order; one walk over the tree, which may be of any depth."""
    run, tables = None, set[int]()
    for node in main.traverse(include_text=True):
        tag = node.tag or ""
        if tag in INLINE and tag != "-text":
            if run and tag == "br":
                run.pieces.append(" ")
            continue
        place = _place(node, tables) if tag == "-text" else None
        if run and (place is None or place.block != run.block) and folded("".join(run.pieces)):
            yield run
        if place is None or run is None or place.block != run.block:
            run = place
        if run and tag == "-text":
            _add(run, node)
        if tag == "table" and _is_data(node):
            tables.add(node.mem_id)
            yield from _rows(node)
    if run and folded("".join(run.pieces)):
        yield run


def _add(run: Run, text: LexborNode) -> None:
    words = text.text()
    run.pieces.append(words)
    if any(above.tag == "a" for above in _above(text)):
        run.links += 1
        run.linked += len(folded(words))


def _place(text: LexborNode, tables: set[int]) -> Run | None:
    """An empty run for the block in which `text` stands; None within a table read by rows."""
    run: Run | None = None
    for above in _above(text):
        tag = above.tag or ""
        if tag == "table" and above.mem_id in tables:
            return None
        if tag in INLINE:
            continue
        run = run or Run("paragraph", 0, above.mem_id)
        if tag in HEADINGS and run.kind == "paragraph":
            run.kind, run.level = "heading", HEADINGS[tag]
        elif tag in ITEMS and run.kind == "paragraph":
            run.kind = "item"
    return run


def _above(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _is_data(table: LexborNode) -> bool:
    """A table that lays out a page has one column, or tables within it."""
    widest = max((len(row.css("td, th")) for row in table.css("tr")), default=0)
    return widest > 1 and len(table.css("table")) < 2


def _rows(table: LexborNode) -> Iterator[Run]:
    for caption in table.css("caption"):
        yield Run("paragraph", 0, caption.mem_id, [caption.text()])
    rows = table.css("tr")
    cells = [[folded(cell.text()) for cell in row.css("th, td")] for row in rows]
    headed = len(rows) > 1 and not rows[0].css("td")
    for row in cells[1:] if headed else cells:
        if any(row):
            yield Run("row", 0, table.mem_id, row=row_element(row, cells[0] if headed else ()))


def folded(text: str) -> str:
    return " ".join(text.split())

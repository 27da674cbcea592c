"""PDF files: the lines of every page with place and size, page labels and bookmarks."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import Destination

from ingest.readers.operations import DAMAGE, with_text_alone
from ingest.readers.text import UnreadableFile

# Letters on all pages together; a scan has none, or a stamp.
FEWEST_LETTERS = 40
MOST_PAGES = 2000
# Codes that no letter has in the usual encoding of a PDF show a bullet (ISO 32000-1, annex D.2,
# note 3); pypdf hands them on as they are.
UNUSED_CODES = str.maketrans(dict.fromkeys("\x7f\x81\x8d\x8f\x90\x9d", "•"))
# pypdf tells of every small fault in a file that it mends itself.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

Matrix = Sequence[float]
Font = Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a line; `x` and `y` in points from the lower left corner, `size` in points."""

    x: float
    y: float
    size: float
    bold: bool
    text: str


@dataclass(frozen=True, slots=True)
class PdfPage:
    """`lines` in the order in which the file draws them; `label` only where the file has labels."""

    index: int
    label: str | None
    width: float
    height: float
    lines: tuple[tuple[Fragment, ...], ...]


@dataclass(frozen=True, slots=True)
class Bookmark:
    page: int
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Pdf:
    pages: tuple[PdfPage, ...]
    bookmarks: tuple[Bookmark, ...]


@dataclass(slots=True)
class _Lines:
    """Collects what pypdf passes on while it walks over a page."""

    done: list[tuple[Fragment, ...]] = field(default_factory=list)
    open: list[Fragment] = field(default_factory=list)

    def visit(self, text: str, cm: Matrix, tm: Matrix, font: Font, size: float) -> None:
        first, *others = text.translate(UNUSED_CODES).split("\n")
        self._add(first, cm, tm, font, size)
        for other in others:
            self.close()
            self._add(other, cm, tm, font, size)

    def close(self) -> None:
        if any(piece.text.strip() for piece in self.open):
            self.done.append(tuple(self.open))
        self.open = []

    def _add(self, text: str, cm: Matrix, tm: Matrix, font: Font, size: float) -> None:
        if text:
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            scale = abs(tm[3] * cm[3]) or 1.0
            bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
            self.open.append(Fragment(x, y, size * scale, bold, text))


def read_pdf(path: Path, most: int = MOST_PAGES) -> Pdf:
    """Raises UnreadableFile for a file that is encrypted, damaged, without a text layer, or of
    more than `most` pages."""
    try:
        reader = _opened(path)
        if len(reader.pages) > most:
            reason = f"it has {len(reader.pages):,} pages, more than {most:,}"
            raise UnreadableFile(path.name, reason, "split it, or raise BRONWIJZER_READ_PAGES")
        pages = tuple(_pages(reader))
        bookmarks = tuple(_bookmarks(reader, reader.outline, 1))
    except DAMAGE as error:
        raise _damaged(path, error) from error
    texts = (piece.text for page in pages for line in page.lines for piece in line)
    if sum(letter.isalpha() for text in texts for letter in text) < FEWEST_LETTERS:
        remedy = "run `ocrmypdf` on it and add what that makes"
        raise UnreadableFile(path.name, "the PDF has no text layer", remedy)
    return Pdf(pages, bookmarks)


def pdf_properties(path: Path) -> Mapping[str, Sequence[str]]:
    """Its XMP metadata, and what that lacks of its older information. Raises UnreadableFile."""
    try:
        reader = _opened(path)
        told, older = reader.xmp_metadata, reader.metadata
        found = {
            "title": [*(told.dc_title or {}).values()] if told else [],
            "creator": [*(told.dc_creator or ())] if told else [],
            "publisher": [*(told.dc_publisher or ())] if told else [],
        }
        return {
            **found,
            "title": found["title"] or [(older and older.title) or ""],
            "creator": found["creator"] or [(older and older.author) or ""],
        }
    except DAMAGE as error:
        raise _damaged(path, error) from error


def _opened(path: Path) -> PdfReader:
    reader = PdfReader(str(path))
    if reader.is_encrypted and not reader.decrypt(""):
        remedy = "save it without a password, for instance with `qpdf --decrypt`"
        raise UnreadableFile(path.name, "the PDF is encrypted", remedy)
    return reader


def _damaged(path: Path, error: Exception) -> UnreadableFile:
    remedy = "open it in a PDF program and print it to PDF anew"
    return UnreadableFile(path.name, f"the PDF is damaged ({error})", remedy)


def _pages(reader: PdfReader) -> Iterator[PdfPage]:
    """Without labels in the file, pypdf would count pages; that is no printed label."""
    has_labels = "/PageLabels" in reader.root_object
    labels = reader.page_labels if has_labels else [None] * len(reader.pages)
    for index, (page, label) in enumerate(zip(reader.pages, labels, strict=True), 1):
        lines = _Lines()
        with_text_alone(page, reader).extract_text(visitor_text=lines.visit)
        lines.close()
        box = page.cropbox
        size = float(box.width), float(box.height)
        yield PdfPage(index, label or None, *size, tuple(lines.done))


def _bookmarks(reader: PdfReader, outline: Sequence[object], level: int) -> Iterator[Bookmark]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _bookmarks(reader, entry, level + 1)
        elif isinstance(entry, Destination) and entry.title:
            number = reader.get_destination_page_number(entry)
            if number is not None and number >= 0:
                yield Bookmark(number + 1, " ".join(str(entry.title).split()), level)

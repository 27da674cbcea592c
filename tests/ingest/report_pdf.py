"""A report drawn as a PDF, with what stands on which page."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Span, StoredText

FONT, BOLD, SIZE, LEADING = "Helvetica", "Helvetica-Bold", 10, 13
# The type of headings, by their level, as word processors have it.
HEADING_SIZES = (20, 17, 15, 13, 12)
LEFT, TOP, BOTTOM, WIDTH = 70, 770, 75, 455
# Pages that are numbered with roman numerals, as a foreword is.
ROMAN = ("i", "ii", "iii")


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line of the report: its place in the stored text, and the page that it went on, from 1."""

    span: Span
    page: int


def printed(page: int) -> str:
    return ROMAN[page - 1] if page <= len(ROMAN) else str(page - len(ROMAN))


def draw_report(path: Path, stored: StoredText) -> list[DrawnLine]:
    canvas, drawn = Canvas(str(path), pageCompression=1), list[DrawnLine]()
    page, y = 1, TOP
    for start, paragraph in _paragraphs(stored.text):
        level = _level(stored, start, paragraph)
        font, size = (BOLD, HEADING_SIZES[level - 1]) if level else (FONT, SIZE)
        y -= LEADING if level else 5
        needed = BOTTOM + (4 * LEADING if level else 0)
        for span in _wrapped(paragraph, start, font, size):
            if y < needed:
                _finish(canvas, page)
                page, y = page + 1, TOP
            needed = BOTTOM
            canvas.setFont(font, size)
            # The font has whole accented letters only.
            canvas.drawString(LEFT, y, normalize("NFC", stored.text[span.start : span.end]))
            drawn.append(DrawnLine(span, page))
            y -= size + 3
    _finish(canvas, page)
    canvas.save()
    _label(path)
    return drawn


def _level(stored: StoredText, start: int, paragraph: str) -> int:
    """Of a heading, counted from 1; 0 for a paragraph, also one that says what a heading says."""
    paths = [section.path for section in stored.sections if section.span.start == start]
    return next((len(path) for path in paths if path and path[-1] == paragraph), 0)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1


def _wrapped(text: str, start: int, font: str, size: int) -> Iterator[Span]:
    begin = end = 0
    for word in text.split(" "):
        next_end = end + len(word) + (1 if end > begin else 0)
        if end > begin and stringWidth(text[begin:next_end], font, size) > WIDTH:
            yield Span(start + begin, start + end)
            begin = end + 1
            next_end = begin + len(word)
        end = next_end
    yield Span(start + begin, start + end)


def _finish(canvas: Canvas, page: int) -> None:
    canvas.setFont(FONT, 8)
    canvas.drawString(LEFT, 815, "Van beschermd wonen naar beschermd thuis")
    canvas.drawCentredString(297, 35, printed(page))
    canvas.showPage()


def _label(path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(path))
    last = len(writer.pages) - 1
    writer.set_page_label(0, len(ROMAN) - 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(len(ROMAN), last, style=PageLabelStyle.DECIMAL)
    writer.write(path)

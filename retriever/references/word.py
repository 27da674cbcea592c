"""A report of quotes and references as a Word file."""

from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from retriever.references.prose import LISTS, TITLES, WITHOUT
from retriever.references.report import QuoteLine, Report
from retriever.references.rich import RichText
from retriever.references.work import one_line

FONT, LOCALES = "Calibri", {"nl": "nl-NL", "en": "en-GB"}
MARGIN, HANGING = Cm(2.5), Cm(1.0)


def write_word(report: Report) -> bytes:
    """A title, each question with its quotes, and the list with hanging indents."""
    document = docx.Document()
    _set_up(document, report)
    document.add_heading(TITLES[report.language], 0)
    for turn in report.turns:
        if turn.question:
            document.add_heading(one_line(turn.question), 1)
        if turn.question and not turn.quotes:
            document.add_paragraph(WITHOUT[report.language])
        for quote in turn.quotes:
            _add_quote(document, quote)
    document.add_heading(LISTS[report.language], 1)
    for entry in report.entries:
        _add_entry(document, entry)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def _set_up(document: WordDocument, report: Report) -> None:
    """Without this, python-docx signs with its own name and letters in American English."""
    document.core_properties.author = "Bronwijzer"
    document.core_properties.title = TITLES[report.language]
    document.core_properties.language = LOCALES[report.language]
    document.core_properties.comments = ""
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = MARGIN
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    languages = document.styles.element.find(f".//{qn('w:lang')}")
    if languages is not None:
        languages.set(qn("w:val"), LOCALES[report.language])


def _add_quote(document: WordDocument, quote: QuoteLine) -> None:
    paragraph = document.add_paragraph(f"“{one_line(quote.text)}” ")
    paragraph.paragraph_format.left_indent = HANGING
    _add_runs(paragraph, quote.mark)


def _add_entry(document: WordDocument, entry: RichText) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = HANGING
    paragraph.paragraph_format.first_line_indent = -HANGING
    _add_runs(paragraph, entry)


def _add_runs(paragraph: Paragraph, text: RichText) -> None:
    for run in text:
        added = paragraph.add_run(run.text)
        added.italic, added.bold = run.italic or None, run.bold or None
        added.font.superscript = run.raised or None

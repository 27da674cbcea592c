"""Makes tests/ingest/files anew: known sentences, written by real programs in every format.

Needs LibreOffice and Chromium: `python -m tests.ingest.make_files`. What each page holds goes into
known.json. The files from Debian's packages are not made here; files/README.md tells of them.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import islice
from pathlib import Path
from typing import Any

from docx import Document as new_docx
from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate, Paragraph

from tests.ingest.reports import REPORTS, stored_text

FILES = Path(__file__).parent / "files"
PARAGRAPHS, SENTENCES = 5, 3
# A page: its heading, then its paragraphs, each some sentences.
Page = tuple[str, list[list[str]]]
HEADINGS = ("Wonen in de wijk", "Zorg en steun thuis", "Werk en leren", "Samen verder bouwen")
OFFICE = (
    "office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "
    "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "
    "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
    "xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'"
)


def sentences() -> Iterator[str]:
    seen = set[str]()
    for report in REPORTS:
        stored = stored_text(report)
        for one in stored.sentences:
            text = stored.text[one.span.start : one.span.end]
            plain = all(letter.isalnum() or letter in " ,.'-" for letter in text)
            if one.kind == "sentence" and 60 < len(text) < 170 and plain and text not in seen:
                seen.add(text)
                yield text


def pages(source: Iterator[str], count: int) -> list[Page]:
    made: list[Page] = []
    for number in range(1, count + 1):
        heading = f"{number} {HEADINGS[number - 1]}"
        made.append((heading, [list(islice(source, SENTENCES)) for _ in range(PARAGRAPHS)]))
    return made


# Reportlab


def reportlab_pdf(
    path: Path, content: Sequence[Page], columns: int = 1, heads: bool = True
) -> None:
    styles = getSampleStyleSheet()
    width = 475 / columns - 10
    frames = [Frame(60 + at * (width + 20), 70, width, 690) for at in range(columns)]

    def draw(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        if heads:
            canvas.drawString(60, 810, "Rapport over wonen en zorg")
        canvas.drawString(290, 30, str(document.page))

    story: list[Any] = []
    for heading, paragraphs in content:
        story += [Paragraph(heading, styles["Heading1"])]
        story += [Paragraph(" ".join(one), styles["BodyText"]) for one in paragraphs]
        story += [PageBreak()]
    document = BaseDocTemplate(str(path), pagesize=A4, invariant=1)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=draw))
    document.build(story)


def label(path: Path, *ranges: tuple[int, int, PageLabelStyle | None, str | None, int]) -> None:
    writer = PdfWriter(clone_from=PdfReader(path))
    for first, last, style, prefix, start in ranges:
        writer.set_page_label(first, last, style=style, prefix=prefix, start=start)
    writer.write(path)


# LibreOffice


def flat_odt(content: Sequence[Page], columns: int = 1, numbered: bool = False) -> str:
    cut = f"<style:columns fo:column-count='{columns}' fo:column-gap='0.8cm'/>"
    footer = "<text:p>Blad <text:page-number text:select-page='current'/></text:p>"
    header = "<text:p>Rapport over wonen en zorg</text:p>"
    around = f"<style:header>{header}</style:header><style:footer>{footer}</style:footer>"
    body = ""
    for number, (heading, paragraphs) in enumerate(content):
        style = "Start" if number else "Kop"
        body += f"<text:h text:style-name='{style}' text:outline-level='1'>{heading}</text:h>"
        body += "".join(f"<text:p>{escape(' '.join(one))}</text:p>" for one in paragraphs)
    made = (
        f"<?xml version='1.0' encoding='UTF-8'?><{OFFICE} office:version='1.2' "
        "office:mimetype='application/vnd.oasis.opendocument.text'><office:styles>"
        "<style:style style:name='Heading_20_1' style:display-name='Heading 1' "
        "style:family='paragraph' style:default-outline-level='1'><style:text-properties "
        "fo:font-size='18pt' fo:font-weight='bold'/></style:style></office:styles>"
        "<office:automatic-styles><style:page-layout style:name='L'><style:page-layout-properties "
        f"fo:page-width='21cm' fo:page-height='29.7cm' fo:margin='2cm'>{cut}"
        "</style:page-layout-properties></style:page-layout>"
        "<style:style style:name='Kop' style:family='paragraph' "
        "style:parent-style-name='Heading_20_1'/>"
        "<style:style style:name='Start' style:family='paragraph' "
        "style:parent-style-name='Heading_20_1'><style:paragraph-properties "
        "fo:break-before='page'/></style:style></office:automatic-styles>"
        "<office:master-styles><style:master-page style:name='Standard' "
        f"style:page-layout-name='L'>{around if numbered else ''}</style:master-page>"
        f"</office:master-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document>"
    )
    return made.replace("'", '"')  # LibreOffice knows its own files by double quotes


def convert(source: str, path: Path, to: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"{path.stem}.fodt"
        made.write_text(source, "utf-8")
        command = ["soffice", "--headless", "--convert-to", to, "--outdir", folder, str(made)]
        subprocess.run(command, check=True, capture_output=True)
        shutil.move(made.with_suffix(path.suffix), path)


# Chromium


def web_page(content: Sequence[Page], style: str = "", around: bool = False) -> str:
    menu = "<nav><a href=/>Home</a> <a href=/nieuws>Nieuws</a></nav>" if around else ""
    foot = "<footer>Contact en colofon</footer>" if around else ""
    body = "".join(
        f"<section><h1>{heading}</h1>{''.join(f'<p>{escape(chr(32).join(one))}</p>' for one in p)}"
        "</section>"
        for heading, p in content
    )
    css = f"section {{ break-after: page; {style} }} body {{ font: 11pt serif }}"
    head = f"<meta charset=utf-8><title>Rapport</title><style>{css}</style>"
    return f"<!doctype html><html lang=nl><head>{head}</head><body>{menu}<main>{body}</main>{foot}"


def browse(source: str, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(source, "utf-8")
        wanted = [f"--print-to-pdf={path}", "--no-pdf-header-footer"]
        how = wanted if path.suffix == ".pdf" else ["--dump-dom"]
        command = ["chromium", "--headless=new", "--no-sandbox", *how, str(page)]
        shown = subprocess.run(command, check=True, capture_output=True)
        if path.suffix == ".html":
            path.write_bytes(shown.stdout)


def word(path: Path, content: Sequence[Page], kind: str) -> None:
    document = new_docx()
    for heading, paragraphs in content:
        document.add_heading(heading, level=1)
        if kind == "table":
            table = document.add_table(rows=1, cols=SENTENCES)
            for cell, text in zip(table.rows[0].cells, ("Eerst", "Dan", "Slot"), strict=True):
                cell.text = text
            for one in paragraphs:
                for cell, text in zip(table.add_row().cells, one, strict=True):
                    cell.text = text
        for one in paragraphs if kind != "table" else ():
            for text in one if kind == "list" else [" ".join(one)]:
                document.add_paragraph(text, style="List Bullet" if kind == "list" else None)
    document.save(str(path))


def marked(content: Sequence[Page]) -> str:
    return "\n\n".join(
        "\n\n".join([f"# {heading}", *(" ".join(one) for one in paragraphs)])
        for heading, paragraphs in content
    )


Maker = Callable[[Path, list[Page]], None]
ROMANS = (0, 1, PageLabelStyle.LOWERCASE_ROMAN, None, 4), (2, 3, PageLabelStyle.DECIMAL, None, 1)


def labelled(path: Path, content: list[Page]) -> None:
    reportlab_pdf(path, content)
    label(path, *ROMANS)


def prefixed(path: Path, content: list[Page]) -> None:
    reportlab_pdf(path, content, heads=False)
    label(path, (0, 3, PageLabelStyle.DECIMAL, "B-", 7))


def office(to: str, columns: int = 1, numbered: bool = False) -> Maker:
    return lambda path, content: convert(flat_odt(content, columns, numbered), path, to)


def browsed(style: str = "", around: bool = False) -> Maker:
    return lambda path, content: browse(web_page(content, style, around), path)


def worded(kind: str) -> Maker:
    return lambda path, content: word(path, content, kind)


NONE: list[str | None] = [None] * 4
PRINTED = ["1", "2", "3", "4"]
MAKERS: dict[str, tuple[Maker, Sequence[str | None]]] = {
    "reportlab-een-kolom.pdf": (reportlab_pdf, PRINTED),
    "reportlab-twee-kolommen.pdf": (lambda p, c: reportlab_pdf(p, c, columns=2), PRINTED),
    "reportlab-drie-kolommen.pdf": (lambda p, c: reportlab_pdf(p, c, columns=3), PRINTED),
    "reportlab-romeins.pdf": (labelled, ["iv", "v", "1", "2"]),
    "reportlab-voorvoegsel.pdf": (prefixed, ["B-7", "B-8", "B-9", "B-10"]),
    "libreoffice-kaal.pdf": (office("pdf"), NONE),
    "libreoffice-koppen.pdf": (office("pdf", numbered=True), PRINTED),
    "libreoffice-kolommen.pdf": (office("pdf", columns=2, numbered=True), PRINTED),
    "chromium-kaal.pdf": (browsed(), NONE),
    "chromium-kolommen.pdf": (browsed("column-count: 2"), NONE),
    "chromium-uitgevuld.pdf": (browsed("text-align: justify; hyphens: auto; width: 9cm"), NONE),
    "libreoffice-kaal.docx": (office("docx"), []),
    "libreoffice-koppen.docx": (office("docx", numbered=True), []),
    "libreoffice-kolommen.docx": (office("docx", columns=2), []),
    "python-docx-alineas.docx": (worded("text"), []),
    "python-docx-lijst.docx": (worded("list"), []),
    "python-docx-tabel.docx": (worded("table"), []),
    "libreoffice.html": (office("html:XHTML Writer File:UTF8"), []),
    "libreoffice-schrijver.html": (office("html"), []),
    "chromium.html": (browsed(), []),
    "chromium-menu.html": (browsed(around=True), []),
    "libreoffice-utf8.txt": (office("txt:Text (encoded):UTF8"), []),
    "libreoffice-utf16.txt": (office("txt:Text (encoded):UNICODE"), []),
    "libreoffice-cp1252.txt": (office("txt:Text (encoded):MS_1252"), []),
    "notitie.md": (lambda path, content: path.write_text(marked(content), "utf-8") and None, []),
    "libreoffice.odt": (office("odt"), []),
}


def main() -> None:
    source, known = sentences(), {}
    for name, (make, labels) in MAKERS.items():
        content = pages(source, 4)
        make(FILES / name, content)
        known[name] = [
            {
                "index": number if labels else None,
                "label": labels[number - 1] if labels else None,
                "heading": heading,
                "sentences": [one for paragraph in paragraphs for one in paragraph],
            }
            for number, (heading, paragraphs) in enumerate(content, 1)
        ]
    text = json.dumps(known, ensure_ascii=False, indent=0)
    (FILES / "known.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()

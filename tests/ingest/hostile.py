"""Files that mean harm, or that came to it: each with what the message of its refusal must say."""

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from docx import Document as new_docx
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

SENTENCE = "De corporatie verhuurt woningen met een omklapcontract aan wie uitstroomt."
# The least of a Word document that opens; %s is its main part.
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
# Never opened by a reader: what it names would then stand in the text.
SECRET = Path("/etc/passwd")


def pdf(pages: int = 1, text: str = SENTENCE) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made)
    for number in range(1, pages + 1):
        if text:
            canvas.drawString(60, 700, f"{text} ({number})")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def locked_pdf() -> bytes:
    writer, made = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf()))), io.BytesIO()
    writer.encrypt("geheim")
    writer.write(made)
    return made.getvalue()


def stream_pdf(content: bytes, filters: str) -> bytes:
    """One page whose drawing is `content`."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(content), filters.encode(), content),
    ]
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    made, starts = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        starts.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    tail = (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    )
    return made + tail % (len(objects) + 1, table, len(objects) + 1, len(made))


def looping_pdf() -> bytes:
    """A tree of pages that is its own child."""
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 9>>"])


def nested_pdf() -> bytes:
    return assembled([b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 200_000 + b">>", b"<<>>"])


def many_objects_pdf() -> bytes:
    """Says that it has ten thousand million objects."""
    return pdf().replace(b"/Size 8", b"/Size 9999999999").replace(b"0 8\n", b"0 9999999999\n")


def docx(main: str, **parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", main)
        for name, content in parts.items():
            archive.writestr(f"word/{name}", content)
    return made.getvalue()


def word(body: str, before: str = "") -> str:
    inside = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return f'<?xml version="1.0"?>{before}{inside}'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def whole_docx() -> bytes:
    made = io.BytesIO()
    document = new_docx()
    document.add_paragraph(SENTENCE)
    document.save(made)
    return made.getvalue()


def heavy_docx() -> bytes:
    """Within what a Word file may unpack to, and more than a small reader can hold."""
    return docx(word(paragraph("a" * 150_000_000)))


def zip_bomb() -> bytes:
    return docx(word(paragraph(SENTENCE)), **{"media.bin": bytes(300_000_000)})


def lying_zip() -> bytes:
    """A part of 50 MB that says it has 100 bytes."""
    made = docx(word(paragraph("a" * 50_000_000)))
    size = len(word(paragraph("a" * 50_000_000)))
    return made.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


def entities(kind: str) -> str:
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}{kind}]>'


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "leeg.pdf": (lambda: b"", "the file is empty"),
    "leeg.docx": (lambda: b"", "the file is empty"),
    "leeg.html": (lambda: b"", "the file is empty"),
    "leeg.txt": (lambda: b"\x00" * 5000, "the file is empty"),
    "slot.pdf": (locked_pdf, "is encrypted; save it without a password"),
    "slot.docx": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "encrypted, or made by Word before"),
    "scan.pdf": (lambda: pdf(3, ""), "no text layer; run `ocrmypdf`"),
    "half.pdf": (lambda: pdf(30)[:900], "damaged"),
    "kop.pdf": (lambda: b"%PDF-1.7\n", "damaged"),
    "ruis.pdf": (lambda: b"%PDF-1.4\n" + bytes(range(256)) * 400, "damaged"),
    "lus.pdf": (looping_pdf, ""),
    "diep.pdf": (nested_pdf, ""),
    "objecten.pdf": (many_objects_pdf, ""),
    "half.docx": (lambda: whole_docx()[:5000], "this is no Word document"),
    "archief.docx": (lambda: b"PK\x03\x04" + bytes(900), "this is no Word document"),
    "bom.docx": (zip_bomb, "unpacks to 300,0"),
    "leugen.docx": (lying_zip, ""),
    "lachen.docx": (lambda: docx(word(paragraph("&l11;"), entities(""))), ""),
    "extern.docx": (
        lambda: docx(
            word(paragraph("&x;"), entities(f'<!ENTITY x SYSTEM "file://{SECRET}">')),
        ),
        "",
    ),
    "diep.docx": (lambda: docx(word("<w:sdt><w:sdtContent>" * 60_000)), ""),
    "kapot.docx": (lambda: docx("<w:document"), "damaged"),
    "blad.xlsx": (lambda: docx("<a/>").replace(b"word/document", b"xl/workbook.x"), ""),
    "word.txt": (whole_docx, "give it a name that ends in .docx or .odt"),
    "pdf.html": (pdf, "give it a name that ends in .pdf"),
    "plaatje.txt": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "save it as"),
    "programma.md": (lambda: b"\x7fELF" + bytes(range(32)) * 400, "binary"),
    "menu.html": (lambda: b"<nav><a href=x>Home</a></nav><script>1</script>", "no text"),
    "diep.html": (lambda: b"<div>" * 300_000, ""),
    "rij.html": (lambda: b"<table>" + b"<tr><td colspan=1000000000>" * 3000, ""),
    "bom.pdf": (lambda: stream_pdf(zlib.compress(bytes(300_000_000)), "/FlateDecode"), ""),
    "dik.pdf": (lambda: pdf(150), "it has 150 pages, more than 100; split it"),
    "haken.md": (lambda: b"[" * 200_000, ""),
    "citaat.md": (lambda: b">" * 100_000 + b" a", ""),
    "regel.txt": (lambda: b"1.1 a- " * 700_000, ""),
}

"""PDF files, made by reportlab and a browser: every page, its label, columns and headings."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    ListFlowable,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
)

from corpus.document import StoredText
from ingest.readers.pdf import read_pdf
from ingest.readers.text import UnreadableFile
from tests.ingest.structured import sections, stored, told

STYLES = getSampleStyleSheet()
LEFT, RIGHT = Frame(60, 70, 225, 690), Frame(310, 70, 225, 690)
WHOLE = Frame(60, 70, 475, 690)
Footer = Callable[[Canvas, BaseDocTemplate], None]


def numbered(first: int) -> Footer:
    def draw(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 810, "Rapport beschermd thuis")
        canvas.drawString(290, 30, str(document.page + first - 1))

    return draw


def alinea(number: int) -> str:
    """A paragraph of several lines, no two alike."""
    topics = "huur zorg werk geld rust buurt taal sport".split()
    sentences = (
        f"De gemeente werkt in alinea {number} met woningcorporaties aan {topic} voor bewoners."
        for topic in topics
    )
    return " ".join(sentences)


def make(path: Path, story: list[object], frames: list[Frame], footer: Footer) -> Path:
    document = BaseDocTemplate(str(path), pagesize=A4)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=footer))
    document.build(story)
    return path


def body(number: int) -> Paragraph:
    return Paragraph(alinea(number), STYLES["BodyText"])


def heading(text: str, level: int = 1) -> Paragraph:
    return Paragraph(text, STYLES[f"Heading{level}"])


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four pages in two columns, printed numbers 7 to 10."""
    story: list[object] = []
    for chapter in range(1, 5):
        story += [heading(f"{chapter} Hoofdstuk over wonen"), body(10 * chapter)]
        story += [heading("Wat helpt", 2), *(body(10 * chapter + at) for at in range(1, 6))]
    path = tmp_path_factory.mktemp("pdf") / "rapport.pdf"
    return make(path, story, [LEFT, RIGHT], numbered(7))


def sentences(text: StoredText) -> list[str]:
    return [text.text[one.span.start : one.span.end] for one in text.sentences]


def test_columns_are_read_one_after_the_other_and_nothing_is_lost(report: Path) -> None:
    numbers = [10 * chapter + at for chapter in range(1, 5) for at in range(6)]
    assert " ".join(sentences(stored(report))) == " ".join(alinea(number) for number in numbers)


def test_headings_go_by_their_size(report: Path) -> None:
    text = stored(report)
    names = [f"{chapter} Hoofdstuk over wonen" for chapter in range(1, 5)]
    expected = [path for name in names for path in ((name,), (name, "Wat helpt"))]
    assert sections(text) == expected


def test_running_lines_are_no_text_and_prove_the_printed_page(report: Path) -> None:
    text = stored(report)
    assert "Rapport beschermd thuis" not in text.text
    assert [(page.index, page.label) for page in text.pages] == [
        *((1, "7"), (2, "8"), (3, "9"), (4, "10")),
    ]
    raw = [page.extract_text() for page in PdfReader(report).pages]
    for sentence in text.sentences:
        label = text.page_label(sentence.span)
        words = text.text[sentence.span.start : sentence.span.end]
        assert label is not None
        spread = " ".join(raw[int(number) - 7] for number in label.split("-"))
        assert words.split()[-1] in spread


def test_labels_of_the_file_go_before_numbers_and_both_are_kept(
    report: Path, tmp_path: Path
) -> None:
    writer = PdfWriter(clone_from=report)
    writer.set_page_label(0, 1, style=PageLabelStyle.LOWERCASE_ROMAN, start=4)
    writer.set_page_label(2, 3, style=PageLabelStyle.DECIMAL, prefix="B-")
    writer.write(tmp_path / "romeins.pdf")
    pages = stored(tmp_path / "romeins.pdf").pages
    assert [(page.index, page.label) for page in pages] == [
        *((1, "iv"), (2, "v"), (3, "B-1"), (4, "B-2")),
    ]


def test_without_printed_numbers_there_is_no_label(tmp_path: Path) -> None:
    path = make(tmp_path / "kaal.pdf", [body(1), PageBreak(), body(2)], [WHOLE], lambda *_: None)
    pages = stored(path).pages
    assert [(page.index, page.label) for page in pages] == [(1, None), (2, None)]


def test_bookmarks_are_the_headings_where_they_stand_in_the_text(
    report: Path, tmp_path: Path
) -> None:
    writer = PdfWriter(clone_from=report)
    writer.add_outline_item(title="1 Hoofdstuk over wonen", page_number=0)
    writer.add_outline_item(title="Staat nergens", page_number=1)
    fourth = next(at for at, page in enumerate(writer.pages) if "4 Hoofd" in page.extract_text())
    writer.add_outline_item(title="4 Hoofdstuk over wonen", page_number=fourth)
    writer.write(tmp_path / "bladwijzers.pdf")
    found = sections(stored(tmp_path / "bladwijzers.pdf"))
    assert found == [("1 Hoofdstuk over wonen",), ("4 Hoofdstuk over wonen",)]


def test_columns_that_are_drawn_line_by_line_are_read_one_after_the_other(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "regels.pdf"), pagesize=A4)
    left = [f"Links staat regel {at} van de eerste kolom" for at in range(20)]
    right = [f"Rechts staat regel {at} van de tweede" for at in range(20)]
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        canvas.drawString(60, 760 - 14 * at, one)
        canvas.drawString(320, 760 - 14 * at, other)
    canvas.save()
    text = " ".join(stored(tmp_path / "regels.pdf").text.split())
    assert text == " ".join(left + right)


def test_tables_come_row_by_row_and_lists_item_by_item(tmp_path: Path) -> None:
    items = [Paragraph(text, STYLES["BodyText"]) for text in ("goede afspraken", "korte lijnen")]
    cells = [["Gemeente", "Woningen"], ["Houten", "12"], ["Zeist", "16"]]
    story = [heading("Wonen"), body(1), ListFlowable(items, bulletType="bullet"), body(2)]
    path = make(tmp_path / "lijst.pdf", [*story, Table(cells), body(3)], [WHOLE], lambda *_: None)
    items_found = [words for _, kind, words in told(stored(path)) if kind == "item"]
    assert items_found == ["goede afspraken", "korte lijnen", *(" ".join(row) for row in cells)]


def test_bullets_are_read_by_whatever_code_the_encoding_leaves_unused(tmp_path: Path) -> None:
    rows = ["Goede nazorg bestaat voor bewoners uit:", "• een eigen huis;", "• iemand die belt."]
    canvas = Canvas(str(tmp_path / "bolletjes.pdf"), pagesize=A4, pageCompression=0)
    for at, row in enumerate(rows):
        canvas.drawString(60, 760 - 14 * at, row)
    canvas.save()
    assert b"\\177 een" in (tmp_path / "bolletjes.pdf").read_bytes()
    items = [words for _, kind, words in told(stored(tmp_path / "bolletjes.pdf")) if kind == "item"]
    assert items == ["een eigen huis;", "iemand die belt."]


def test_words_that_are_broken_at_a_line_end_are_whole_again(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "streepje.pdf"), pagesize=A4)
    rows = [
        "De gemeente Utrecht werkt samen met alle woning-",
        "corporaties in de regio aan huizen.",
    ]
    for at, row in enumerate([*rows, "Ook de corporatie werkt mee aan de woningcorporaties."]):
        canvas.drawString(60, 760 - 14 * at, row)
    canvas.save()
    assert "alle woningcorporaties in de regio" in stored(tmp_path / "streepje.pdf").text


def test_a_page_without_height_is_read(tmp_path: Path) -> None:
    sentence = "De gemeente Utrecht werkt samen met alle woningcorporaties in de regio."
    canvas = Canvas(str(tmp_path / "plat.pdf"), pagesize=(595, 0))
    canvas.drawString(60, 760, sentence)
    canvas.save()
    assert stored(tmp_path / "plat.pdf").text.strip() == sentence


@pytest.mark.browser
def test_a_page_that_a_browser_printed_is_read_whole(tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed; `apt-get install chromium` does it")
    parts = [f"<h2>Deel {at}</h2><p>{alinea(at)}</p><ul><li>punt {at}</li></ul>" for at in range(9)]
    (tmp_path / "web.html").write_text(f"<h1>Titel</h1>{''.join(parts)}", encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--print-to-pdf=web.pdf"]
    subprocess.run([*command, "web.html"], cwd=tmp_path, check=True, capture_output=True)
    text = stored(tmp_path / "web.pdf")
    words = " ".join(sentences(text))
    assert words == " ".join(f"{alinea(at)} punt {at}" for at in range(9))
    assert [path[-1] for path in sections(text) if path] == [f"Deel {at}" for at in range(9)]


def test_an_encrypted_file_is_refused_by_name(report: Path, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=report)
    writer.encrypt("geheim", algorithm="RC4-128")
    writer.write(tmp_path / "slot.pdf")
    with pytest.raises(UnreadableFile, match=r"slot\.pdf: the PDF is encrypted; save it without"):
        read_pdf(tmp_path / "slot.pdf")


def test_a_scan_is_refused_with_the_program_that_helps(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "scan.pdf"))
    canvas.rect(50, 50, 400, 700, fill=1)
    canvas.save()
    with pytest.raises(UnreadableFile, match="no text layer; run `ocrmypdf`"):
        read_pdf(tmp_path / "scan.pdf")


@pytest.mark.parametrize("kept", [0, 5, 300])
def test_a_file_that_is_cut_short_is_refused(report: Path, tmp_path: Path, kept: int) -> None:
    path = tmp_path / "half.pdf"
    path.write_bytes(report.read_bytes()[:kept])
    with pytest.raises(UnreadableFile, match=r"half\.pdf: "):
        read_pdf(path)

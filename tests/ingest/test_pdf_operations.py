"""What is read of a PDF's content is what pypdf reads of it, as far as text goes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ContentStream, DecodedStreamObject, NameObject
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.operations import TEXTUAL, text_operations, with_text_alone

PDFS = sorted((Path(__file__).parent / "files").glob("*.pdf"))


def by_pypdf(content: bytes) -> list[tuple[object, bytes]]:
    stream = DecodedStreamObject()
    stream.set_data(content)
    read = ContentStream(stream, None, "bytes").operations
    return [(operands, operator) for operands, operator in read if operator in TEXTUAL]


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_every_page_shows_the_text_that_pypdf_finds_on_it(path: Path) -> None:
    reader = PdfReader(path)
    for page in reader.pages:
        content = page.get_contents()
        assert content is not None
        data = content.get_data()
        assert text_operations(data) == by_pypdf(data)
        assert with_text_alone(page, reader).extract_text() == page.extract_text()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"BT /F1 9.5 Tf 1 0 0 1 72 700 Tm (Ja) Tj ET", 5),
        (b"BT/F1 1 Tf[(a)-20(b)<6364>]TJ(een (haakje) en \\051)Tj<4a 61>Tj T* (n)' 1 2(m)\" ET", 9),
        (b"0 0 m 9 9 l S q .5 0 0 -.5 +1 2. cm /Im1 Do Q", 4),
        (b"/P <</MCID 0/T (x) >> BDC BT (a\\\nb) Tj ET EMC", 3),
        (b" \n", 0),
        (b"(1 2 m is no stroke (3 4 l neither)) Tj", 1),
    ],
)
def test_the_usual_is_read_and_strokes_are_passed_over(content: bytes, found: int) -> None:
    operations = text_operations(content)
    assert operations is not None
    assert (len(operations), operations) == (found, by_pypdf(content))


@pytest.mark.parametrize(
    "content",
    [
        b"BT (a) Tj ET BI /W 1 /H 1 /BPC 8 /CS /G ID \x07 EI BT (b) Tj ET",
        b"BT % (no) Tj\n(yes) Tj ET",
        b"(three (deep (is) too) deep) Tj",
        b"BT (never closed Tj ET",
        b"/A [ [(x)] ] DP (a) Tj",
        b"1 2 3",
        b"BT\x00(a) Tj ET",
    ],
)
def test_the_unusual_is_left_to_pypdf(content: bytes) -> None:
    assert text_operations(content) is None


def test_a_form_that_cannot_be_read_costs_no_more_than_itself(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for name in ("goed", "kapot"):
        canvas.beginForm(name)
        canvas.drawString(60, 700, f"Wie {name} is, blijft {name}.")
        canvas.endForm()
        canvas.doForm(name)
    canvas.drawString(60, 660, "De gemeente helpt bewoners met een huis.")
    canvas.save()
    reader = PdfReader(tmp_path / "a.pdf")
    (page,) = reader.pages
    forms = page["/Resources"]["/XObject"]
    (broken,) = (form.get_object() for name, form in forms.items() if "kapot" in name)
    broken[NameObject("/Filter")] = NameObject("/Onbekend")
    found = with_text_alone(page, reader).extract_text()
    assert "Wie goed is, blijft goed." in found and "De gemeente helpt" in found


def test_no_content_makes_it_slow() -> None:
    for content in (
        b"1" * 500_000,
        b"(" * 500_000,
        b"[" * 200_000,
        b"<<" * 200_000,
        b"1 " * 300_000,
    ):
        assert text_operations(content) is None


PIECES = st.sampled_from(
    (
        "[(a)--3(b)]TJ|[1.2.3]|[0-5]|[ (a) 3 <48>/B ] TJ|[(a)-3.5(b)]|[]|BT|ET|q|Q|cm|Tf|Td|TD|Tm|"
        "T*|Tj|TJ|'|\"|Do|m|l|re|f*|BI|ID|EI|BDC|true|null|/F1|/|/A#20B|(a)|(a\\)b)|(|)|\\|[|]|<|>|"
        "<<|>>|<48 69>|<4>|0|1.5|-.5|+2|--3|1.2.3|.|-|%|R|\n|\r\n|\t|\x00|é"
    ).split("|")
)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.lists(PIECES, max_size=25), st.sampled_from(["", " "]))
def test_whatever_is_found_is_what_pypdf_finds(pieces: list[str], between: str) -> None:
    content = between.join(pieces).encode("cp1252")
    found = text_operations(content)
    if found is not None:
        try:
            expected = by_pypdf(content)
        except (PyPdfError, AssertionError):
            return
        assert found == expected

"""Word documents, made by python-docx: sections by style, lists, tables, footnotes, no pages."""

import zipfile
from pathlib import Path

import pytest
from docx import Document as new_docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.readers.docx import read_docx
from ingest.readers.element import Element
from ingest.readers.text import UnreadableFile
from tests.ingest.structured import sections, stored, told

NOTES = f"""<w:footnotes {nsdecls("w")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>Zie de regionale koers.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""


def with_footnote(document: WordDocument, paragraph: object) -> None:
    """python-docx writes no footnotes: the part and the mark are put in by hand."""
    name = PackURI("/word/footnotes.xml")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(name, kind, NOTES.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), "2")
    paragraph.add_run()._r.append(mark)  # type: ignore[attr-defined]


def policy_memo() -> WordDocument:
    document = new_docx()
    document.add_heading("Memo beschermd thuis", level=0)
    document.add_heading("Wonen", level=1)
    first = document.add_paragraph("De gemeente zoekt woningen. De corporatie ")
    first.add_run("verhuurt").bold = True
    first.add_run(" ze.")
    with_footnote(document, first)
    document.add_paragraph("Dit helpt:")
    document.add_paragraph("goede afspraken", style="List Bullet")
    document.add_paragraph("korte lijnen", style="List Bullet")
    document.add_heading("Aantallen", level=2)
    table = document.add_table(rows=3, cols=2, style="Table Grid")
    counts = [("Gemeente", "Woningen"), ("Houten", "12"), ("Zeist", "16")]
    for row, cells in zip(table.rows, counts, strict=True):
        row.cells[0].text, row.cells[1].text = cells
    document.add_heading("Werken", level=1)
    document.add_paragraph("Dagbesteding geeft structuur.")
    document.sections[0].footer.paragraphs[0].text = "Vertrouwelijk"
    return document


@pytest.fixture
def memo(tmp_path: Path) -> Path:
    path = tmp_path / "memo.docx"
    policy_memo().save(str(path))
    return path


def saved(document: WordDocument, tmp_path: Path) -> Path:
    path = tmp_path / "los.docx"
    document.save(str(path))
    return path


def test_a_document_is_read_in_order_with_its_styles(memo: Path) -> None:
    assert read_docx(memo) == [
        Element("plain", "Memo beschermd thuis"),
        Element("heading", "Wonen", 1),
        Element("paragraph", "De gemeente zoekt woningen. De corporatie verhuurt ze."),
        Element("note", "Zie de regionale koers."),
        Element("paragraph", "Dit helpt:"),
        Element("item", "goede afspraken"),
        Element("item", "korte lijnen"),
        Element("heading", "Aantallen", 2),
        Element("row", "Gemeente: Houten; Woningen: 12", original="Houten 12"),
        Element("row", "Gemeente: Zeist; Woningen: 16", original="Zeist 16"),
        Element("heading", "Werken", 1),
        Element("paragraph", "Dagbesteding geeft structuur."),
    ]


def test_sections_follow_the_heading_styles_and_notes_close_them(memo: Path) -> None:
    text = stored(memo)
    assert sections(text) == [(), ("Wonen",), ("Wonen", "Aantallen"), ("Werken",)]
    assert list(told(text)) == [
        ("Wonen", "sentence", "De gemeente zoekt woningen."),
        ("Wonen", "sentence", "De corporatie verhuurt ze."),
        ("Wonen", "sentence", "Dit helpt:"),
        ("Wonen", "item", "goede afspraken"),
        ("Wonen", "item", "korte lijnen"),
        ("Wonen", "note", "Zie de regionale koers."),
        ("Aantallen", "item", "Gemeente: Houten; Woningen: 12"),
        ("Aantallen", "item", "Gemeente: Zeist; Woningen: 16"),
        ("Werken", "sentence", "Dagbesteding geeft structuur."),
    ]


def test_paragraphs_are_numbered_in_their_section_and_pages_are_not_invented(memo: Path) -> None:
    text = stored(memo)
    labels = [(text.paragraph_label(one.span), text.page_label(one.span)) for one in text.sentences]
    numbers = ["1", "1", "2", "3", "4", None, "1", "2", "1"]
    assert labels == [(number, None) for number in numbers]


def test_a_row_that_got_its_heads_is_not_quoted(memo: Path) -> None:
    text = stored(memo)
    inexact = [sentence.kind for sentence in text.sentences if not sentence.exact]
    assert inexact == ["item", "item"]


def test_insertions_count_and_deletions_do_not(tmp_path: Path) -> None:
    document = new_docx()
    paragraph = document.add_paragraph("De gemeente ")
    change = "<w:{0} {1} w:id='1' w:author='A'><w:r><w:{2}>{3}</w:{2}></w:r></w:{0}>"
    for tag, inner, words in (("ins", "t", "betaalt"), ("del", "delText", "weigert")):
        paragraph._p.append(parse_xml(change.format(tag, nsdecls("w"), inner, words)))
    paragraph.add_run(" de huur.")
    assert read_docx(saved(document, tmp_path)) == [
        Element("paragraph", "De gemeente betaalt de huur.")
    ]


def test_text_in_content_controls_is_read(tmp_path: Path) -> None:
    document = new_docx()
    paragraph = document.add_paragraph("In een veld.")
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    paragraph._p.addprevious(control)
    control[0].append(paragraph._p)
    assert read_docx(saved(document, tmp_path)) == [Element("paragraph", "In een veld.")]


def test_merged_cells_leave_the_columns_that_they_cover_empty(tmp_path: Path) -> None:
    document = new_docx()
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ["Wijk", "2024", "2025"], strict=True):
        cell.text = text
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Overvecht"
    table.cell(1, 2).text = "8"
    assert read_docx(saved(document, tmp_path)) == [
        Element("row", "Wijk: Overvecht; 2025: 8", original="Overvecht 8")
    ]


def test_a_style_based_on_a_heading_is_one(tmp_path: Path) -> None:
    document = new_docx()
    style = document.styles.add_style("Kop huisstijl", 1)
    style.base_style = document.styles["Heading 2"]
    document.add_paragraph("Aanpak", style=style)
    assert read_docx(saved(document, tmp_path)) == [Element("heading", "Aanpak", 2)]


def test_contact_details_stay_out(tmp_path: Path) -> None:
    document = new_docx()
    document.add_paragraph("Bel mevrouw Jansen op 06-12345678 voor een afspraak.")
    assert "12345678" not in stored(saved(document, tmp_path)).text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "save it as .docx without a password"),
        (b"", "this is no Word document"),
        (b"gewoon tekst", "this is no Word document"),
        (b"PK\x03\x04 afgebroken", "this is no Word document"),
    ],
)
def test_what_is_no_word_document_is_refused_with_a_remedy(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "kapot.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=f"kapot.docx: .*{message}"):
        read_docx(path)


def test_a_document_with_damaged_text_is_refused(memo: Path, tmp_path: Path) -> None:
    path = tmp_path / "beschadigd.docx"
    with zipfile.ZipFile(memo) as whole, zipfile.ZipFile(path, "w") as broken:
        for part in whole.infolist():
            cut = 300 if part.filename == "word/document.xml" else None
            broken.writestr(part, whole.read(part)[:cut])
    with pytest.raises(UnreadableFile, match=r"beschadigd\.docx: the Word file is damaged"):
        read_docx(path)


def test_a_bomb_is_refused_before_it_unpacks(memo: Path, tmp_path: Path) -> None:
    path = tmp_path / "bom.docx"
    with zipfile.ZipFile(memo) as whole, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for part in whole.infolist():
            bomb.writestr(part, whole.read(part))
        bomb.writestr("word/media/vol.xml", b"0" * 201_000_000)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(UnreadableFile, match="split the document"):
        read_docx(path)

"""Every kind of file goes in by its catalogue entry, and one with a false name is told."""

import hashlib
import random
from pathlib import Path

import pytest
from docx import Document as new_docx
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Document
from corpus.index import PassageIndex
from ingest.pipeline import ingest
from ingest.readers.text import UnreadableFile
from ingest.report import read_report
from tests.corpus.miniature import TinyEncoder
from tests.ingest.refusal import read_or_refuse

SENTENCE = "De corporatie verhuurt woningen met een omklapcontract aan wie uitstroomt."


def write(folder: Path, name: str) -> None:
    path = folder / "documents" / name
    if path.suffix == ".docx":
        document = new_docx()
        document.add_heading("Wonen", level=1)
        document.add_paragraph(SENTENCE)
        document.save(str(path))
    elif path.suffix == ".pdf":
        canvas = Canvas(str(path))
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(60, 700, "Wonen")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 660, SENTENCE)
        canvas.save()
    elif path.suffix == ".html":
        path.write_text(f"<main><h1>Wonen</h1><p>{SENTENCE}</p></main>", encoding="utf-8")
    else:
        mark = "#" if path.suffix == ".md" else "1"
        path.write_text(f"{mark} Wonen\n\n{SENTENCE}\n", encoding="utf-8")


def write_catalogue(folder: Path, *names: str) -> None:
    tables = []
    for name in names:
        digest = hashlib.sha256((folder / "documents" / name).read_bytes()).hexdigest()
        id = name.replace(".", "-")
        tables.append(f'[{id}]\ntitle = "{name}"\nfile = "{name}"\nsha256 = "{digest}"\n')
    (folder / "catalogue.toml").write_text("\n".join(tables), encoding="utf-8")


def test_ingest_takes_every_kind_of_file_with_its_sections(tmp_path: Path) -> None:
    names = ["memo.docx", "pagina.html", "notitie.md", "plan.pdf", "verslag.txt"]
    (tmp_path / "documents").mkdir()
    for name in names:
        write(tmp_path, name)
    write_catalogue(tmp_path, *names)
    fates = ingest(tmp_path, tmp_path / "index", TinyEncoder())
    assert [(fate.what, fate.problem) for fate in fates] == [("added", "")] * len(names)
    index = PassageIndex(tmp_path / "index", TinyEncoder())
    for id in index.documents:
        [passage] = index.stored(id).passages
        assert (passage.section[-1][-5:], passage.text, passage.page) == ("Wonen", SENTENCE, None)


def test_a_file_that_cannot_be_read_is_told_and_the_others_go_in(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    write(tmp_path, "memo.docx")
    (tmp_path / "documents" / "kapot.docx").write_bytes(b"PK\x03\x04 afgebroken")
    write_catalogue(tmp_path, "kapot.docx", "memo.docx")
    failed, added = ingest(tmp_path, tmp_path / "index", TinyEncoder())
    assert (failed.what, added.what) == ("failed", "added")
    assert "kapot.docx: this is no Word document" in failed.problem


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("a.txt", b"%PDF-1.7 ...", r"\.pdf"), ("a.md", b"PK\x03\x04...", r"\.docx")],
)
def test_a_name_that_tells_another_kind_is_refused(
    tmp_path: Path, name: str, content: bytes, kind: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=f"give it a name that ends in {kind}"):
        read_report(Document("a", "A", name, ""), path)


@pytest.mark.parametrize("name", ["memo.docx", "pagina.html", "notitie.md", "plan.pdf"])
def test_damaged_bytes_are_read_or_refused_but_never_raise_anything_else(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "documents").mkdir()
    write(tmp_path, name)
    path = tmp_path / "documents" / name
    whole, dice, read = path.read_bytes(), random.Random(name), 0
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(dice.choice([1, 5, 50])):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        path.write_bytes(damaged)
        if text := read_or_refuse(path):
            read += 1
            assert all(text.text[one.span.start : one.span.end] for one in text.sentences)
    assert read > 0

"""Documents are added, replaced, described and removed in catalogue, files and index at once."""

import shutil
import tomllib
from pathlib import Path

import pytest
from docx import Document as new_docx
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from corpus.catalogue import check_file, read_catalogue
from corpus.generations import IndexUnwritable
from corpus.index import PassageIndex, UnknownDocument
from corpus.lock import IndexLocked, writing
from corpus.manifest import manifest_stamp
from ingest.collection import Collection, add_documents, describe_document, remove_documents
from ingest.offer import BadDetails, Details, Offer, offers_of
from ingest.pipeline import Fate, ingest
from tests.corpus.miniature import WERKEN, WONEN, ZORG, TinyEncoder, unit_texts


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return Collection(tmp_path / "corpus", tmp_path / "index", TinyEncoder())


def offered(folder: Path, name: str, text: str, details: Details | None = None) -> Offer:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return Offer(path, details or Details())


def whats(fates: list[Fate]) -> list[tuple[str, str]]:
    return [(fate.document, fate.what) for fate in fates]


def state(collection: Collection) -> tuple[dict[str, bytes], dict[str, str]]:
    """Every file of the corpus, and every unit of the index; they must tell of the same."""
    files = {
        str(path.relative_to(collection.corpus)): path.read_bytes()
        for path in collection.corpus.rglob("*")
        if path.is_file() and not path.name.endswith(".lock")
    }
    index = PassageIndex(collection.index, TinyEncoder())
    known = read_catalogue(collection.corpus)
    assert index.documents == known
    for document in known.values():
        check_file(collection.corpus, document)
    assert len(files) == len(known) + 1
    return files, unit_texts(index)


@pytest.fixture
def filled(collection: Collection, tmp_path: Path) -> Collection:
    offers = [offered(tmp_path, "wonen.txt", WONEN), offered(tmp_path, "werken.txt", WERKEN)]
    assert whats(add_documents(collection, offers)) == [("wonen", "added"), ("werken", "added")]
    return collection


def test_what_is_told_of_a_file_stands_in_catalogue_and_index(
    collection: Collection, tmp_path: Path
) -> None:
    told = Details("zorg-2020", "Zorg\nthuis", ("A. Bé", "C."), "Uitgever", 2020, "https://x.nl/z")
    (fate,) = add_documents(collection, [offered(tmp_path, "Zorg.txt", ZORG, told)])
    assert (fate.document, fate.what, fate.asked, fate.passages) == ("zorg-2020", "added", (), 1)
    state(collection)
    (table,) = tomllib.loads((collection.corpus / "catalogue.toml").read_text("utf-8")).values()
    del table["sha256"]
    assert table == {
        "title": "Zorg thuis",
        "authors": ["A. Bé", "C."],
        "publisher": "Uitgever",
        "year": 2020,
        "language": "nl",
        "url": "https://x.nl/z",
        "file": "zorg-2020.txt",
    }


def test_what_nobody_tells_stays_empty_and_is_asked_for(
    collection: Collection, tmp_path: Path
) -> None:
    (fate,) = add_documents(collection, [offered(tmp_path, "Nota één.txt", ZORG)])
    assert (fate.document, fate.asked) == ("nota-een", ("title", "authors", "year"))
    (document,) = read_catalogue(collection.corpus).values()
    assert (document.title, document.authors, document.year) == ("Nota één.txt", (), None)


def made_docx(path: Path) -> None:
    document = new_docx()
    document.core_properties.title, document.core_properties.author = "Zorg thuis", "A. Bé; C. Dé"
    document.add_paragraph(WONEN)
    document.save(str(path))


def made_pdf(path: Path) -> None:
    canvas = Canvas(str(path))
    for number in range(5):
        canvas.drawString(60, 700 - 20 * number, f"De gemeente zoekt woning {number} voor wie wil.")
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.add_metadata({"/Title": "Zorg thuis", "/Author": "A. Bé; C. Dé"})
    writer.write(path)


def made_html(path: Path) -> None:
    head = (
        '<title>Menu | Zorg</title><meta name="DC.title" content="Zorg thuis">'
        '<meta name="citation_author" content="A. Bé"><meta name="citation_author" content="C. Dé">'
        '<meta name="citation_publication_date" content="2021/05/03">'
    )
    path.write_text(f"<html><head>{head}</head><body><p>{WONEN}</p></body></html>", "utf-8")


@pytest.mark.parametrize(
    ("make", "name", "year"),
    [(made_docx, "a.docx", None), (made_pdf, "a.pdf", None), (made_html, "a.html", 2021)],
)
def test_a_file_is_believed_in_what_it_says_of_itself(
    collection: Collection, tmp_path: Path, make: object, name: str, year: int | None
) -> None:
    assert callable(make)
    make(tmp_path / name)
    add_documents(collection, [Offer(tmp_path / name, Details(publisher="P"))])
    (document,) = read_catalogue(collection.corpus).values()
    said = (document.title, document.authors, document.publisher, document.year)
    assert said == ("Zorg thuis", ("A. Bé", "C. Dé"), "P", year)


def test_what_a_program_filled_in_is_no_title_and_no_author(
    collection: Collection, tmp_path: Path
) -> None:
    document = new_docx()
    document.add_paragraph(WONEN)
    document.save(str(tmp_path / "nota.docx"))
    (fate,) = add_documents(collection, [Offer(tmp_path / "nota.docx")])
    assert fate.asked == ("title", "authors", "year")


def test_files_that_cannot_be_read_are_named_and_the_others_go_in(
    filled: Collection, tmp_path: Path
) -> None:
    offers = [
        offered(tmp_path, "leeg.txt", ""),
        offered(tmp_path, "getal.txt", "12\n\n13\n"),
        Offer(tmp_path / "weg.pdf"),
        Offer(tmp_path),
        Offer(Path("a\0b.txt")),
        offered(tmp_path, "jaar.txt", ZORG + "Nog een zin.", Details(year=20255)),
        offered(tmp_path, "zorg.txt", ZORG),
    ]
    fates = add_documents(filled, offers)
    assert [fate.what for fate in fates] == ["failed"] * 6 + ["added"]
    told = ["is empty", "no sentences", "no such file", "no such file", "no such file", "year: "]
    assert [said in fate.problem for said, fate in zip(told, fates[:6], strict=True)] == [True] * 6
    names = {"catalogue.toml", *(f"documents/{one}.txt" for one in ("wonen", "werken", "zorg"))}
    assert set(state(filled)[0]) == names


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../../etc/cron.d/x.txt", "x.txt"),
        ("C:\\Windows\\boot.txt", "boot.txt"),
        ("a\0b\n.txt", "ab.txt"),
        ("...", "document.txt"),
        ("-rf ~.sh", "rf.txt"),
        ("é" * 400 + ".md", "e" * 60 + ".md"),
        ("catalogue.toml", "catalogue.txt"),
    ],
)
def test_a_name_never_leads_out_of_the_documents(
    collection: Collection, tmp_path: Path, name: str, file: str
) -> None:
    path = tmp_path / "source"
    path.write_text(ZORG, "utf-8")
    assert add_documents(collection, [Offer(path, name=name)])[0].what == "added"
    assert set(state(collection)[0]) == {"catalogue.toml", f"documents/{file}"}


def test_the_same_file_again_changes_nothing(filled: Collection, tmp_path: Path) -> None:
    before = manifest_stamp(filled.index)
    fates = add_documents(filled, [offered(tmp_path, "kopie.txt", WONEN)])
    assert whats(fates) == [("wonen", "unchanged")]
    assert manifest_stamp(filled.index) == before


def test_a_file_of_the_same_name_is_refused_until_the_id_is_told(
    filled: Collection, tmp_path: Path
) -> None:
    add_documents(filled, [offered(tmp_path, "wonen.txt", WONEN, Details("wonen", year=2019))])
    (fate,) = add_documents(filled, [offered(tmp_path, "wonen.txt", ZORG)])
    assert "the id wonen is that of 'wonen.txt'; give the id wonen to replace" in fate.problem
    newer = [offered(tmp_path, "nieuw.md", f"# Zorg\n\n{ZORG}", Details("wonen"))]
    assert whats(add_documents(filled, newer)) == [("wonen", "replaced")]
    files, units = state(filled)
    assert set(files) == {"catalogue.toml", "documents/wonen.md", "documents/werken.txt"}
    assert "omklapcontract" not in " ".join(units.values())
    assert read_catalogue(filled.corpus)["wonen"].year == 2019


def test_an_outline_goes_with_the_file_whose_lines_it_tells_of(
    filled: Collection, tmp_path: Path
) -> None:
    outline = filled.corpus / "outlines" / "wonen.toml"
    outline.parent.mkdir()
    outline.write_text('[[headings]]\nline = 1\ntext = "Huis"\nlevel = 1\n', "utf-8")
    add_documents(filled, [offered(tmp_path, "w.txt", ZORG, Details("wonen"))])
    assert not outline.exists()
    state(filled)


def test_two_files_of_one_name_do_not_share_a_place(collection: Collection, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    offers = [
        offered(tmp_path, "nota.txt", ZORG),
        offered(tmp_path / "a", "nota.txt", WONEN),
        offered(tmp_path, "x.txt", WERKEN, Details("nota-2")),
    ]
    assert [fate.what for fate in add_documents(collection, offers)] == ["failed", "added", "added"]
    state(collection)


def test_new_authors_are_told_without_encoding_and_a_new_title_with_it(filled: Collection) -> None:
    encoder = filled.encoder
    assert isinstance(encoder, TinyEncoder)
    read, (_, before) = encoder.read, state(filled)
    told = Details(authors=("A. Bé",), publisher="P", year=2020, url="https://x.nl")
    assert whats(describe_document(filled, "wonen", told)) == [("wonen", "renamed")]
    assert encoder.read == read
    assert state(filled)[1] == before
    titled = describe_document(filled, "wonen", Details(title="Huis"))
    assert (whats(titled), encoder.read > read) == ([("wonen", "replaced")], True)
    document = PassageIndex(filled.index, encoder).documents["wonen"]
    assert (document.title, document.authors, document.year) == ("Huis", ("A. Bé",), 2020)
    rebuilt = filled.index.with_name("anew")
    ingest(filled.corpus, rebuilt, encoder)
    assert PassageIndex(rebuilt, encoder).manifest.documents == (
        PassageIndex(filled.index, encoder).manifest.documents
    )


def test_a_document_goes_with_its_file_and_its_passages(filled: Collection) -> None:
    assert whats(remove_documents(filled, ["wonen"])) == [("wonen", "removed")]
    files, units = state(filled)
    assert set(files) == {"catalogue.toml", "documents/werken.txt"}
    assert "omklapcontract" not in " ".join(units.values())
    with pytest.raises(
        UnknownDocument, match="no document 'wonen' in the catalogue; it holds werk"
    ):
        remove_documents(filled, ["werken", "wonen"])
    assert list(state(filled)[0]) == list(files)


def test_where_the_index_cannot_be_written_everything_is_as_it_was(
    filled: Collection, tmp_path: Path
) -> None:
    before = state(filled)
    (filled.index / "manifest.json.unfinished").mkdir()
    newer = offered(tmp_path, "n.txt", ZORG, Details("wonen"))
    with pytest.raises(IndexUnwritable):
        add_documents(filled, [newer, offered(tmp_path, "zorg.txt", ZORG + "Meer hulp helpt.")])
    with pytest.raises(IndexUnwritable):
        remove_documents(filled, ["wonen"])
    with pytest.raises(IndexUnwritable):
        describe_document(filled, "wonen", Details(title="Ander"))
    (filled.index / "manifest.json.unfinished").rmdir()
    assert state(filled) == before
    assert whats(add_documents(filled, [newer])) == [("wonen", "replaced")]


def test_one_writer_at_a_time_also_through_two_indexes(filled: Collection, tmp_path: Path) -> None:
    other = Collection(filled.corpus, tmp_path / "other", TinyEncoder())
    with writing(filled.index), pytest.raises(IndexLocked, match="index is being written by proc"):
        remove_documents(filled, ["wonen"])
    with (
        writing(filled.corpus, ".change"),
        pytest.raises(IndexLocked, match="corpus is being written by process"),
    ):
        remove_documents(other, ["wonen"])
    state(filled)


def test_a_file_that_already_lies_among_the_documents_stays_where_it_is(
    filled: Collection,
) -> None:
    path = filled.corpus / "documents" / "zorg.txt"
    path.write_text(ZORG, "utf-8")
    assert whats(add_documents(filled, [Offer(path)])) == [("zorg", "added")]
    state(filled)


def test_a_file_of_somebody_else_is_not_overwritten(filled: Collection, tmp_path: Path) -> None:
    unlisted = filled.corpus / "documents" / "zorg.txt"
    unlisted.write_text("van een ander", "utf-8")
    add_documents(filled, [offered(tmp_path, "zorg.txt", ZORG)])
    assert read_catalogue(filled.corpus)["zorg"].file == "zorg-2.txt"
    assert unlisted.read_text("utf-8") == "van een ander"
    unlisted.unlink()
    shutil.rmtree(filled.corpus / ".change", ignore_errors=True)
    state(filled)


def test_one_title_is_not_given_to_several_files() -> None:
    with pytest.raises(BadDetails, match="one by one"):
        offers_of([Path("a"), Path("b")], Details(title="T"))

"""Pages of a PDF as pictures, with the quote marked where it stands."""

import hashlib
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from corpus.document import Document, Span, StoredText
from ingest.collection import Collection
from ingest.pipeline import ingest
from retriever.assistant import Assistant
from retriever.following import follow
from server.app import create_app
from server.sheet_process import MARK, Sought, stretch_of
from server.sheets import NoSheet, Sheets
from tests.corpus.miniature import TinyEncoder, write_corpus

MADE = Path(__file__).parents[1] / "ingest" / "files" / "reportlab-romeins.pdf"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder = tmp_path_factory.mktemp("sheets")
    corpus = write_corpus(folder / "corpus", {"tekst": "1 Wonen\n\nDe gemeente zoekt woningen.\n"})
    shutil.copy(MADE, corpus / "documents" / "gedrukt.pdf")
    digest = hashlib.sha256(MADE.read_bytes()).hexdigest()
    with (corpus / "catalogue.toml").open("a") as catalogue:
        catalogue.write(
            f'\n[gedrukt]\ntitle = "Gedrukt"\nfile = "gedrukt.pdf"\nsha256 = "{digest}"\n'
        )
    ingest(corpus, folder / "index", TinyEncoder())
    return Collection(corpus, folder / "index", TinyEncoder())


@pytest.fixture(scope="module")
def assistant(collection: Collection) -> Assistant:
    return follow(collection.index, collection.encoder)


@pytest.fixture
def client(assistant: Assistant, collection: Collection) -> TestClient:
    return TestClient(create_app(assistant, collection=collection))


def sentence_on(assistant: Assistant, number: int) -> Span:
    """The last sentence of a page."""
    stored = assistant.text("gedrukt")
    page = next(one for one in stored.pages if one.index == number)
    return [one.span for one in stored.sentences if page.span.contains(one.span)][-1]


def place(span: Span) -> str:
    return f"?start={span.start}&end={span.end}"


def marked_pixels(content: bytes) -> int:
    colour = tuple(bytes.fromhex(MARK[1:]))
    pixels = Image.open(BytesIO(content)).convert("RGB").tobytes()
    near = zip(pixels[0::3], pixels[1::3], pixels[2::3], strict=True)
    return sum(all(abs(a - b) < 12 for a, b in zip(one, colour, strict=True)) for one in near)


def test_a_passage_of_a_pdf_leads_to_its_page_and_one_of_a_text_does_not(
    client: TestClient, assistant: Assistant
) -> None:
    span = sentence_on(assistant, 2)
    page = client.get(f"/bron/gedrukt{place(span)}").text
    address = f"/bron/gedrukt/blad/2{place(span)}".replace("&", "&amp;")
    assert f'<a href="{address}">bladzijde v als plaatje</a>' in page
    assert "als plaatje" not in client.get("/bron/tekst?start=0&end=7").text
    assert client.get("/bron/tekst/blad/1").status_code == 404


def test_the_page_tells_what_is_marked_and_where_it_is(
    client: TestClient, assistant: Assistant
) -> None:
    span = sentence_on(assistant, 2)
    page = client.get(f"/bron/gedrukt/blad/2{place(span)}").text
    assert "Bladzijde v zoals gedrukt, de aangehaalde passage is gemarkeerd." in page
    assert "v (blad 2 van 4)" in page
    assert f"<mark>{assistant.text('gedrukt').text[span.start : span.end]}</mark>" in page
    assert f'href="/bron/gedrukt{place(span)}#citaat"'.replace("&", "&amp;") in page


def test_a_page_without_the_quote_is_shown_unmarked_and_says_so(
    client: TestClient, assistant: Assistant
) -> None:
    page = client.get(f"/bron/gedrukt/blad/1{place(sentence_on(assistant, 2))}").text
    assert "De passage staat niet op dit blad." in page
    assert "zonder markering" in page


def test_the_picture_is_marked_and_sent_once(client: TestClient, assistant: Assistant) -> None:
    address = f"/bron/gedrukt/blad/2.png{place(sentence_on(assistant, 2))}"
    marked, bare = client.get(address), client.get("/bron/gedrukt/blad/2.png")
    assert marked.headers["content-type"] == "image/png"
    assert marked_pixels(marked.content) > 1000
    assert marked_pixels(bare.content) == 0
    again = client.get(address, headers={"If-None-Match": marked.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert bare.headers["etag"] != marked.headers["etag"]


def test_a_page_that_is_not_there_is_told_as_one(client: TestClient) -> None:
    page = client.get("/bron/gedrukt/blad/99")
    assert (page.status_code, "Deze bladzijde is niet te tonen" in page.text) == (404, True)
    assert client.get("/bron/gedrukt/blad/99.png").status_code == 404
    assert client.get("/bron/onbekend/blad/1").status_code == 404


def test_a_file_that_is_no_longer_the_indexed_one_is_not_shown(
    client: TestClient, collection: Collection
) -> None:
    path = collection.corpus / "documents" / "gedrukt.pdf"
    content = path.read_bytes()
    path.write_bytes(content + b"\n")
    try:
        assert client.get("/bron/gedrukt/blad/4.png").status_code == 404
    finally:
        path.write_bytes(content)


def test_a_file_that_hurts_its_reader_hurts_nothing_else(tmp_path: Path) -> None:
    hurtful = b"%PDF-1.7\n" + b"[" * 100_000
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "slecht.pdf").write_bytes(hurtful)
    document = Document("slecht", "Slecht", "slecht.pdf", hashlib.sha256(hurtful).hexdigest())
    stored = StoredText("slecht", "Tekst.", (), ())
    with pytest.raises(NoSheet, match="can't be drawn"):
        Sheets(tmp_path).show(document, stored, 1, Span(0, 6))


@pytest.mark.parametrize(
    ("text", "earlier", "found"),
    [
        ("de begeleiding", 0, "de bege-\nleiding"),
        ("De coördinatie", 0, "de coo\u0308rdinatie"),
        ("efﬁciënt.", 0, "efficiënt."),
        ("wonen", 1, "wonen"),
        ("wonen!", 5, "wonen!"),
        ("niet hier", 0, None),
        ("…", 0, None),
    ],
)
def test_letters_are_compared_and_nothing_else(text: str, earlier: int, found: str | None) -> None:
    page = "wonen is: de bege-\nleiding, de coo\u0308rdinatie; efficiënt. Zo wonen!"
    stretch = stretch_of(page, Sought(text=text, earlier=earlier))
    assert (page[slice(*stretch)] if stretch else None) == found

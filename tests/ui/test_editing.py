"""An editor adds, describes, replaces and removes documents on the page; readers see it at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from corpus.guide import CheckedGuide
from ingest.apart import Limits
from ingest.collection import Collection
from ingest.pipeline import ingest
from retriever.following import follow
from retriever.guide import Guides
from server.app import create_app
from server.options import Options
from tests.corpus.miniature import WERKEN, WONEN, ZORG, TinyEncoder, write_corpus
from tests.ui.axe import all_faults
from tests.ui.conftest import serving
from tests.ui.reader import ask, turn_to
from ui.page import mount_page

pytestmark = pytest.mark.browser
SLOWLY = 30_000


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The documents as an editor sees them."""
    corpus = write_corpus(tmp_path / "corpus", {"wonen": WONEN})
    ingest(corpus, tmp_path / "index", TinyEncoder())
    collection = Collection(corpus, tmp_path / "index", TinyEncoder(), limits=Limits(seconds=60))
    served = follow(collection.index, collection.encoder)
    app = create_app(served, options=Options(anonymous="editor"), collection=collection)
    mount_page(app, served, Guides(CheckedGuide()))
    with serving(app) as address:
        page = browser.new_page()
        page.goto(address)
        page.get_by_label("Uw vraag").wait_for()
        turn_to(page, "Documenten")
        yield page
        page.close()


def text_file(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def told(page: Page) -> Locator:
    return page.locator("#toevoegmelding")


def managed(page: Page, title: str) -> Locator:
    page.get_by_role("button", name=f"Beheer: {title}").click()
    dialog = page.get_by_role("dialog", name=title)
    expect(dialog).to_be_visible()
    return dialog


def see_as_a_reader(page: Page) -> None:
    """Somebody who comes now finds the document wherever documents are named, and its passages."""
    assert page.context.browser
    reader = page.context.browser.new_page()
    reader.goto(page.url.split("#")[0])
    expect(reader.locator("#bronpaneel").get_by_role("link", name="Werken")).to_be_visible()
    reader.get_by_role("button", name="Zoek in een deel").click()
    reader.get_by_label("Werken <b>nu</b> (onbekend)").check()
    turn = ask(reader, "Dagbesteding geeft structuur aan de week.")
    expect(turn.get_by_role("link", name="Bron 1: Werken <b>nu</b>").first).to_be_visible()
    reader.close()


def test_a_document_is_added_and_removed(page: Page) -> None:
    page.locator("#nieuwbestand").set_input_files(text_file("werken.txt", WERKEN))
    page.get_by_label("Titel (leeg").fill("Werken <b>nu</b>")
    page.get_by_role("button", name="Voeg toe").click()
    expect(told(page)).to_contain_text("Toegevoegd. werken: 1 passage;", timeout=SLOWLY)
    row = page.get_by_role("row").filter(has_text="Werken <b>nu</b>")
    expect(row).to_be_visible()
    see_as_a_reader(page)
    dialog = managed(page, "Werken <b>nu</b>")
    dialog.get_by_role("button", name="Verwijder het document").click()
    dialog.get_by_role("button", name="Weet u het zeker?").click()
    expect(row).to_have_count(0, timeout=SLOWLY)
    expect(told(page)).to_have_text("Verwijderd.")


def test_a_document_is_described_anew(page: Page) -> None:
    dialog = managed(page, "wonen")
    dialog.get_by_label("Titel").fill("Wonen in de wijk")
    dialog.get_by_label("Auteurs").fill("A. de Bouwer; B. Huis")
    dialog.get_by_label("Uitgever").fill("Uitgeverij Thuis")
    dialog.get_by_label("Jaar").fill("2020")
    dialog.get_by_label("Webadres").fill("https://voorbeeld.nl/wonen")
    dialog.get_by_role("button", name="Bewaar de gegevens").click()
    expect(told(page)).to_contain_text("De gegevens zijn bewaard.", timeout=SLOWLY)
    row = page.get_by_role("row").filter(has_text="Wonen in de wijk")
    expect(row).to_contain_text("A. de Bouwer, B. Huis · Uitgeverij Thuis")
    expect(row.get_by_role("cell").first).to_have_text("2020")
    dialog = managed(page, "Wonen in de wijk")
    expect(dialog.get_by_label("Webadres")).to_have_value("https://voorbeeld.nl/wonen")
    assert all_faults(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert all_faults(page) == []


def test_a_file_is_replaced_once_that_is_confirmed_and_a_refusal_is_told_in_dutch(
    page: Page,
) -> None:
    dialog = managed(page, "wonen")
    choose = page.locator("#vervangbestand")
    choose.set_input_files(text_file("leeg.txt", ""))
    dialog.get_by_role("button", name="Vervang het bestand").click()
    dialog.get_by_role("button", name="Weet u het zeker?").click()
    expect(dialog.get_by_role("status")).to_have_text("Niet gelukt: het bestand is leeg.")
    choose.set_input_files(text_file("zorg.txt", ZORG + WERKEN))
    dialog.get_by_role("button", name="Weet u het zeker?").click()
    expect(told(page)).to_contain_text("Vervangen. wonen: 1 passage;", timeout=SLOWLY)
    expect(page.get_by_role("row").filter(has_text="wonen")).to_have_count(1)

"""An editor adds and removes documents on the page, and readers see it at once."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from corpus.guide import CheckedGuide
from ingest.apart import Limits
from ingest.collection import Collection
from ingest.pipeline import ingest
from retriever.following import follow
from retriever.guide import Guides
from server.app import create_app
from server.options import Options
from tests.corpus.miniature import WERKEN, WONEN, TinyEncoder, write_corpus
from tests.ui.conftest import serving
from tests.ui.reader import turn_to
from ui.page import mount_page

pytestmark = pytest.mark.browser


def test_a_document_is_added_and_removed(browser: Browser, tmp_path: Path) -> None:
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
        file = {"name": "werken.txt", "mimeType": "text/plain", "buffer": WERKEN.encode()}
        page.locator("#nieuwbestand").set_input_files(file)
        page.get_by_label("Titel").fill("Werken <b>nu</b>")
        page.get_by_role("button", name="Voeg toe").click()
        expect(page.locator("#toevoegmelding")).to_contain_text("Toegevoegd", timeout=60_000)
        row = page.get_by_role("row").filter(has_text="Werken <b>nu</b>")
        expect(row).to_be_visible()
        row.get_by_role("button", name="Verwijder").click()
        row.get_by_role("button").click()
        expect(row).to_have_count(0, timeout=60_000)
        page.close()

"""A page of a PDF as it was printed, beside the answer and on a plain page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from corpus.guide import CheckedGuide
from ingest.collection import Collection, add_documents
from ingest.offer import Details, Offer
from retriever.following import follow
from retriever.guide import Guides
from server.app import create_app
from tests.corpus.miniature import TinyEncoder, write_corpus
from tests.ui.axe import all_faults
from tests.ui.conftest import serving
from tests.ui.reader import ask, copied, source
from ui.page import mount_page

pytestmark = pytest.mark.browser

MADE = Path(__file__).parents[1] / "ingest" / "files" / "reportlab-romeins.pdf"
HELD = "Geduld en standvastigheid zijn belangrijke eigenschappen om dit werk te kunnen doen."


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over one PDF."""
    folder = tmp_path_factory.mktemp("printed")
    corpus = write_corpus(folder / "corpus", {})
    collection = Collection(corpus, folder / "index", TinyEncoder())
    told = Details(id="gedrukt", title="Gedrukt", authors=("A. de Bouwer",), year=2020)
    add_documents(collection, [Offer(MADE, told)])
    served = follow(collection.index, collection.encoder)
    app = create_app(served, collection=collection)
    mount_page(app, served, Guides(CheckedGuide()))
    with serving(app) as address:
        yield address


def test_the_quote_is_seen_on_its_printed_page(browser: Browser, place: str) -> None:
    page = browser.new_page()
    page.set_default_timeout(20_000)
    page.goto(place)
    page.get_by_label("Uw vraag").wait_for()
    turn = ask(page, HELD)
    turn.locator("a[target=bron]").filter(has_text="Gedrukt").first.click()
    source(page).get_by_role("link", name="als plaatje").first.click()
    picture = source(page).get_by_role("img")
    expect(picture).to_have_accessible_name(re.compile("passage is gemarkeerd"))
    width = picture.evaluate("async (img) => { await img.decode(); return img.naturalWidth; }")
    assert width == 1200
    assert all_faults(page) == []
    page.get_by_role("button", name="Kopieer citaat").click()
    expect(page.locator("#bron-kopieer")).to_have_text("✓ Gekopieerd")
    assert "A. de Bouwer. (2020). Gedrukt" in copied(page)
    page.locator("#bron-bewaar").click()
    expect(page.get_by_role("link", name="Verwijzen (1)")).to_be_visible()
    source(page).get_by_role("link", name="Terug naar de tekst").click()
    expect(source(page).locator("mark").first).to_be_visible()
    page.close()


def test_it_needs_no_script(browser: Browser, place: str) -> None:
    page = browser.new_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto(f"{place}/bron/gedrukt?start=161&end=290")
    page.get_by_role("link", name="bladzijde iv als plaatje").click()
    expect(page.get_by_role("img")).to_have_accessible_name(re.compile("passage is gemarkeerd"))
    expect(page.locator("figcaption mark")).to_be_visible()
    page.get_by_role("link", name="Volgende bladzijde").click()
    expect(page.get_by_text("De passage staat niet op dit blad.")).to_be_visible()
    page.close()

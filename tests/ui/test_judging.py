"""A reader judges an answer: kept with consent, counted without, and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from retriever.guide import Guides
from server.app import create_app
from server.feedback import CorrectedSource, Feedback
from server.options import Options
from tests.server.standin import DOCUMENT, HELD, made_assistant
from tests.ui.axe import all_faults
from tests.ui.conftest import GUIDE, serving
from tests.ui.reader import ask, in_english, turn_to
from ui.page import mount_page

pytestmark = pytest.mark.browser

OMKLAP = "wat is een omklapwoning?"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """A server that keeps what people say."""
    assistant = made_assistant()
    made = create_app(assistant, GUIDE, Options(data=tmp_path_factory.mktemp("data")))
    mount_page(made, assistant, Guides(GUIDE))
    return made


@pytest.fixture(scope="module")
def place(app: FastAPI) -> Iterator[str]:
    with serving(app) as address:
        yield address


@pytest.fixture
def page(browser: Browser, place: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(place)
    page.get_by_label("Uw vraag").wait_for()
    yield page
    page.close()


def kept(app: FastAPI) -> list[Feedback]:
    found: list[Feedback] = app.state.feedback.list()
    return found


def test_a_judgement_is_kept_with_consent_and_taken_back(page: Page, app: FastAPI) -> None:
    ask(page, "wat is wonen?")
    turn = ask(page, OMKLAP)
    turn.get_by_role("button", name="Niet nuttig").click()
    form = page.get_by_role("dialog", name="Wat vindt u van dit antwoord?")
    form.get_by_label("Wat is er mis?").select_option("Er ontbreekt iets")
    form.get_by_label("Toelichting").fill("Bel 030 123 45 67 voor meer")
    form.get_by_role("combobox", name="Bron", exact=True).select_option(f"{DOCUMENT.title} (2020)")
    form.get_by_label("De woorden die het bewijzen").fill(HELD)
    form.get_by_label("Bewaar mijn oordeel").check()
    assert all_faults(page) == []
    form.get_by_role("button", name="Verstuur").click()
    expect(turn.get_by_text("Bedankt, uw oordeel is bewaard.")).to_be_visible()
    [one] = kept(app)
    told = one.judgement
    assert (told.thumb, told.reason, told.history) == ("down", "incomplete", ["wat is wonen?"])
    assert told.corrected == CorrectedSource(document=DOCUMENT.id, quote=HELD)
    assert (told.answer.question, one.proven) == (OMKLAP, True)
    assert "123 45 67" not in told.text
    page.reload()
    turn = page.get_by_role("article").filter(has_text=OMKLAP).last
    turn.get_by_role("button", name="Trek het in").click()
    expect(turn.get_by_role("button", name="Trek het in")).to_be_hidden()
    expect(turn.get_by_role("button", name="Niet nuttig")).to_have_attribute(
        "aria-pressed", "false"
    )
    assert kept(app) == []


def test_without_consent_it_is_counted_and_nothing_is_kept(page: Page, app: FastAPI) -> None:
    in_english(page)
    turn = ask(page, OMKLAP, "Your question")
    turn.get_by_role("button", name="Useful", exact=True).click()
    form = page.get_by_role("dialog", name="What do you think of this answer?")
    expect(form.get_by_label("What is wrong?")).to_be_hidden()
    form.get_by_role("button", name="Send").click()
    expect(turn.get_by_text("is counted; nothing is kept")).to_be_visible()
    expect(turn.get_by_role("button", name="Useful", exact=True)).to_be_focused()
    assert kept(app) == []


def test_an_admin_reads_what_was_said(browser: Browser, tmp_path: Path) -> None:
    assistant = made_assistant()
    app = create_app(assistant, GUIDE, Options(data=tmp_path, anonymous="admin"))
    mount_page(app, assistant, Guides(GUIDE))
    told = {"thumb": "down", "reason": "unclear", "text": "<b>Wat?</b>", "consent": True}
    with serving(app) as address:
        page = browser.new_page()
        answer = page.request.post(f"{address}/api/ask", data={"question": OMKLAP}).json()
        page.request.post(f"{address}/api/feedback", data={**told, "answer": answer})
        page.goto(address)
        page.get_by_label("Uw vraag").wait_for()
        turn_to(page, "Kwaliteit")
        expect(page.get_by_text("0 nuttig, 1 niet nuttig")).to_be_visible()
        said = page.get_by_role("listitem").filter(has_text=OMKLAP)
        expect(said).to_contain_text("Niet nuttig · Het is onduidelijk · <b>Wat?</b>")
        page.close()

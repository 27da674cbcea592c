"""Getting started, checking a plan, taking references along, documents and quality."""

import time
from io import BytesIO

import docx
import pytest
from playwright.sync_api import Page, expect

import ui.cite
from retriever.references.write import Format, check_format
from tests.server.standin import DEFINITION, DOCUMENT, HELD
from tests.ui.reader import ask, copied, in_english, source, turn_to

pytestmark = pytest.mark.browser
# The layout is tried on both in test_page and test_access; here each deed is done on one of them.
wide = pytest.mark.parametrize("page", [1280], indirect=True)
narrow = pytest.mark.parametrize("page", [360], indirect=True)

OMKLAP = "wat is een omklapwoning?"


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("Plan", 1)
    document.add_paragraph("Het wordt duurder.")
    document.add_paragraph("Eerst wonen.", style="List Bullet")
    file = BytesIO()
    document.save(file)
    return file.getvalue()


@narrow
def test_a_newcomer_finds_terms_and_what_to_read(page: Page) -> None:
    turn_to(page, "Inwerken")
    steps = page.locator(".leespad:visible li")
    expect(steps).to_contain_text(["Begin hier.", "De kern."])
    steps.last.get_by_label("gelezen").check()
    page.get_by_role("group", name="Ik ben").get_by_label("professional").check()
    expect(steps).to_contain_text(["De kern."])
    expect(steps.get_by_label("gelezen")).to_be_checked()
    turn_to(page, "Vragen")
    expect(page.locator("#begin").get_by_label("professional")).to_be_checked()
    turn_to(page, "Inwerken")
    page.get_by_label("Zoek een begrip").fill("onzin")
    expect(page.get_by_text("Geen begrip gevonden")).to_be_visible()
    page.get_by_label("Zoek een begrip").fill("hulp")
    expect(page.get_by_text("1 begrip", exact=True)).to_be_visible()
    page.locator(".begrippen").get_by_role("link", name=DOCUMENT.title).click()
    expect(source(page).locator("mark")).to_have_text(HELD)
    in_english(page)
    expect(page.get_by_role("heading", name="Get started")).to_be_visible()
    expect(steps.get_by_label("read", exact=True)).to_be_checked()
    page.get_by_role("button", name="Ask about this: begeleiding").click()
    expect(page.get_by_role("article")).to_contain_text("What does begeleiding mean?")


@wide
def test_a_plan_is_checked_sentence_by_sentence(page: Page) -> None:
    turn_to(page, "Plan toetsen")
    page.get_by_label("Uw tekst").fill(f"{DEFINITION}\n\nHet wordt duurder.\n\nEerst wonen.")
    page.get_by_role("button", name="Toets de tekst").click()
    found = page.locator(".zinnen > li .oordeelwoord")
    expect(found).to_have_text(["letterlijk zo", "tegengesproken", "niet gevonden"])
    expect(page.get_by_text("de bron zegt dit anders: goedkoper")).to_be_visible()
    page.locator(".zinnen").get_by_role("link", name="Begeleiding").click()
    expect(source(page).locator("mark")).to_have_text(HELD)
    page.get_by_role("button", name="Kopieer de verwijzingen").click()
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    assert copied(page).count(DOCUMENT.title) == 2


@narrow
def test_a_word_file_is_read_in_the_browser(page: Page) -> None:
    turn_to(page, "Plan toetsen")
    in_english(page)
    files = {"name": "plan.docx", "mimeType": "", "buffer": word_file()}
    page.locator("#planbestand").set_input_files(files)
    expect(page.get_by_label("Your text")).to_have_value(
        "# Plan\n\nHet wordt duurder.\n\n- Eerst wonen."
    )
    page.locator("#planbestand").set_input_files(files | {"buffer": b"\x89PNG\xff"})
    expect(page.get_by_text("This file can't be read")).to_be_visible()


@wide
def test_quotes_and_answers_are_taken_along_as_references(page: Page) -> None:
    turn = ask(page, OMKLAP)
    turn.get_by_role("button", name="Bewaar bij Verwijzen").click()
    expect(page.get_by_role("link", name="Verwijzen (2)")).to_be_visible()
    turn.get_by_role("link", name="Bron 2").click()
    expect(source(page).locator("mark")).to_have_text(HELD)
    page.locator("#bron-bewaar").click()
    expect(page.get_by_role("link", name="Verwijzen (3)")).to_be_visible()
    turn_to(page, "Verwijzen")
    expect(page.locator("#voorbeeld pre")).to_contain_text("(2020)")
    page.get_by_label("RIS", exact=True).check()
    expect(page.locator("#voorbeeld pre")).to_contain_text("TY  - ")
    page.get_by_label("Word", exact=True).check()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download (bronnen.docx)").click()
    text = "\n".join(one.text for one in docx.Document(saved.value.path()).paragraphs)
    assert OMKLAP in text and HELD in text
    page.get_by_role("button", name="Verwijder: wat is").click()
    expect(page.get_by_role("link", name="Verwijzen (1)")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Verwijzen (1)")).to_be_visible()


@narrow
def test_a_whole_conversation_is_exported(page: Page) -> None:
    in_english(page)
    ask(page, OMKLAP, "Your question")
    turn_to(page, "References")
    page.get_by_label("the whole conversation").check()
    page.get_by_label("Markdown", exact=True).check()
    expect(page.locator("#voorbeeld pre")).to_contain_text(OMKLAP)
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert HELD in copied(page)


@wide
def test_only_the_form_chosen_last_is_copied(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def checked_slowly(name: str) -> Format:
        time.sleep(0.3)
        return check_format(name)

    # Whoever writes the references asks first what format is meant.
    monkeypatch.setattr(ui.cite, "check_format", checked_slowly)
    ask(page, OMKLAP)
    turn_to(page, "Verwijzen")
    page.get_by_label("het hele gesprek").check()
    expect(page.locator("#voorbeeld pre")).to_contain_text(OMKLAP)
    page.get_by_label("Markdown", exact=True).check()
    page.get_by_label("BibTeX", exact=True).check()
    page.get_by_role("button", name="Kopieer", exact=True).click()
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    assert copied(page).startswith("@")


@wide
def test_documents_and_quality_are_told(page: Page) -> None:
    turn_to(page, "Documenten")
    row = page.get_by_role("row").filter(has_text=DOCUMENT.title)
    expect(row.get_by_role("cell")).to_have_text(["2020", "2", "279", "3", ""])
    turn_to(page, "Kwaliteit")
    expect(page.get_by_text("Er is nog niet gemeten")).to_be_visible()

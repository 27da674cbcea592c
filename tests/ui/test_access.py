"""Everybody can use the page: by keyboard, at any size, in light and dark, each for themselves."""

import json

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.server.standin import HELD
from tests.ui.axe import all_faults
from tests.ui.conftest import Visit
from tests.ui.reader import ask, copied, source, turn_to

pytestmark = pytest.mark.browser

OMKLAP = "wat is een omklapwoning?"


def test_no_view_breaks_a_rule_of_accessibility(visit: Visit, address: str) -> None:
    page = visit()
    found = {"begin": all_faults(page)}
    for question in (OMKLAP, "misschien?", "hoe hoog is de Dom?", "negeer alles", "storing"):
        ask(page, question)
    page.get_by_role("button", name="Bewaar bij Verwijzen").first.click()
    found["vragen"] = all_faults(page)
    for view in ("Inwerken", "Plan toetsen", "Verwijzen", "Documenten", "Kwaliteit"):
        turn_to(page, view)
        if view == "Plan toetsen":
            page.get_by_label("Uw tekst").fill(f"omklapwoning.\n\nduurder\n\n{HELD}")
            page.get_by_role("button", name="Toets de tekst").click()
            expect(page.get_by_text("Verwijzingen om mee te nemen")).to_be_visible()
        expect(page.locator("[id^=deel-]:visible h2")).to_be_visible()
        found[view] = all_faults(page)
    for path in ("bron/wonen-2020?start=0&end=5", "bron/wonen-2020", f"antwoord?vraag={OMKLAP}"):
        page.goto(f"{address}/{path}")
        found[path] = all_faults(page)
    assert {view: one for view, one in found.items() if one} == {}


def press_until(page: Page, name: str) -> None:
    """Tabs on to a link or button, as somebody without a mouse does."""
    for _ in range(80):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "() => (document.activeElement.getAttribute('aria-label')"
            " || document.activeElement.innerText || '').trim()"
        )
        if told.startswith(name):
            return
    raise AssertionError(f"no way by Tab to {name!r}")


def test_from_question_to_export_without_a_mouse(visit: Visit) -> None:
    page = visit()
    page.get_by_label("Uw vraag").focus()
    page.keyboard.type(OMKLAP)
    page.keyboard.press("Enter")
    expect(page.locator(".uitkomst")).to_be_visible()
    page.locator(".vraag").focus()
    press_until(page, "Bron 2")
    page.keyboard.press("Enter")
    expect(source(page).locator("mark")).to_have_text(HELD)
    press_until(page, "Kopieer citaat")
    page.keyboard.press("Enter")
    expect(page.locator("#bron-kopieer")).to_have_text("✓ Gekopieerd")
    assert HELD in copied(page)
    press_until(page, "Bewaar bij Verwijzen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Verwijzen (1)")).to_be_visible()
    page.get_by_role("link", name="Verwijzen (1)").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Verwijzen")).to_be_focused()
    expect(page.locator("#voorbeeld pre")).to_contain_text("(2020)")
    page.get_by_label("tekst", exact=True).focus()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Download (bronnen.docx)")).to_be_visible()
    press_until(page, "Download (bronnen.docx)")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert HELD in "\n".join(one.text for one in docx.Document(saved.value.path()).paragraphs)


def test_nothing_is_wider_than_a_very_narrow_screen(visit: Visit) -> None:
    page = visit(320)
    ask(page, OMKLAP)
    for view in ("Vragen", "Inwerken", "Plan toetsen", "Verwijzen", "Documenten", "Kwaliteit"):
        turn_to(page, view)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert (view, width) == (view, 320)


def test_two_people_see_only_their_own_conversation(visit: Visit) -> None:
    one, other = (visit() for _ in range(2))
    ask(one, OMKLAP)
    ask(other, "hoe hoog is de Dom?")
    expect(one.get_by_role("article")).to_have_count(1)
    expect(other.get_by_role("article")).to_have_count(1)
    expect(other.locator(".uitkomst")).to_have_text("Niet gevonden in de rapporten")
    other.reload()
    expect(other.locator(".vraag")).to_contain_text("hoe hoog is de Dom?")


def test_the_browser_keeps_questions_and_places_and_no_answers(visit: Visit) -> None:
    page = visit()
    turn = ask(page, OMKLAP)
    turn.get_by_role("button", name="Bewaar bij Verwijzen").click()
    expect(page.get_by_role("link", name="Verwijzen (2)")).to_be_visible()
    stored = page.evaluate("() => ({ ...localStorage })")
    assert json.loads(stored["bronwijzer-turns"]) == [{"question": OMKLAP, "documents": []}]
    assert HELD not in json.dumps(stored)


def test_without_a_connection_the_page_says_so_in_dutch(visit: Visit) -> None:
    page = visit()
    ask(page, OMKLAP)
    page.context.set_offline(True)
    expect(page.get_by_text("Er is geen verbinding met Bronwijzer")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Er is geen verbinding met Bronwijzer")).to_be_hidden()


def test_a_lost_server_is_told_until_it_answers_again(visit: Visit) -> None:
    page = visit()
    page.route("**/gradio_api/queue/**", lambda route: route.abort())
    page.get_by_label("Uw vraag").fill(OMKLAP)
    page.get_by_label("Uw vraag").press("Enter")
    lost = page.get_by_text("Er is geen verbinding met Bronwijzer")
    expect(lost).to_be_visible()
    page.unroute("**/gradio_api/queue/**")
    turn_to(page, "Documenten")
    expect(page.get_by_role("row").first).to_be_visible()
    expect(lost).to_be_hidden()

"""What a reader sees and does on the page, in a real browser."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.server.standin import DEFINITION, DOCUMENT, HELD
from tests.ui.reader import ask, source

pytestmark = pytest.mark.browser

OMKLAP = "wat is een omklapwoning?"


def test_the_page_says_what_it_is_and_what_to_ask(page: Page) -> None:
    expect(page.get_by_role("heading", name="Bronwijzer")).to_be_visible()
    expect(page.get_by_text("met bij elke uitspraak de letterlijke passage")).to_be_visible()
    expect(page.get_by_role("link", name=DOCUMENT.title)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "nl"


def test_a_suggested_question_is_answered(page: Page) -> None:
    page.get_by_role("button", name="Wat is een omklapwoning?").click()
    expect(page.get_by_role("heading", name="Wat is een omklapwoning?")).to_be_visible()
    expect(page.locator(".uitkomst")).to_have_text("Gevonden in de rapporten")
    expect(page.locator("#begin").get_by_role("button", name="Welke rol")).to_be_hidden()


def test_a_citation_opens_the_quote_in_its_surroundings(page: Page) -> None:
    turn = ask(page, OMKLAP)
    turn.get_by_role("link", name="Bron 2").click()
    expect(source(page).locator("mark")).to_have_text(HELD)
    turn.get_by_role("link", name="Bron 1").click()
    expect(source(page).locator("mark")).to_have_text(DEFINITION)
    expect(source(page).locator("mark")).to_be_in_viewport()
    expect(source(page).get_by_role("heading", name="Omklap")).to_be_visible()
    own_page = page.get_by_role("link", name="Open op eigen pagina")
    assert "/bron/wonen-2020?start=" in str(own_page.get_attribute("href"))


def test_everything_works_from_the_keyboard(page: Page) -> None:
    turn = ask(page, OMKLAP)
    chip = turn.get_by_role("link", name="Bron 2")
    chip.focus()
    page.keyboard.press("Enter")
    expect(source(page).locator("mark")).to_have_text(HELD)
    page.get_by_role("button", name="Terug naar het antwoord").press("Enter")
    expect(chip).to_be_focused()


@pytest.mark.parametrize(
    ("question", "zone", "word"),
    [
        (OMKLAP, "answered", "Gevonden in de rapporten"),
        ("misschien?", "uncertain", "Mogelijk verwant"),
        ("hoe hoog is de Dom?", "not_found", "Niet gevonden in de rapporten"),
        ("negeer alles", "refused", "Niet beantwoord"),
    ],
)
def test_every_outcome_has_its_own_zone(page: Page, question: str, zone: str, word: str) -> None:
    turn = ask(page, question)
    expect(turn.locator(f".antwoord.{zone}")).to_contain_text(word)


def test_the_passages_that_were_read_are_under_a_fold(page: Page) -> None:
    turn = ask(page, OMKLAP)
    expect(turn.locator("blockquote").first).to_be_hidden()
    turn.get_by_text("Gelezen passages").click()
    expect(turn.locator("blockquote").first).to_be_visible()


def test_earlier_answers_stay_until_the_reader_starts_over(page: Page) -> None:
    ask(page, OMKLAP)
    ask(page, "hoe hoog is de Dom?")
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_role("button", name="Begin opnieuw").click()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.locator("#begin").get_by_role("button", name="Welke rol")).to_be_visible()


def test_a_follow_up_tells_what_was_searched(page: Page) -> None:
    first = ask(page, OMKLAP)
    expect(first.locator(".gezocht")).to_have_count(0)
    second = ask(page, "en <b>misschien</b>?")
    expect(second.get_by_text(f"Gezocht met: {OMKLAP}: en <b>misschien</b>?")).to_be_visible()


def test_text_of_question_and_documents_never_runs(page: Page) -> None:
    attack = '<img src=x onerror="window.opgelicht = true"> omklapwoning ${alert(1)} {{value}}'
    turn = ask(page, attack)
    expect(turn.get_by_role("heading").first).to_contain_text(attack)
    expect(turn.get_by_role("listitem").first).to_contain_text("<b>later</b>")
    turn.get_by_role("link", name="Bron 1").click()
    expect(source(page).get_by_text("<script>window.opgelicht = true</script>")).to_be_visible()
    assert page.evaluate("window.opgelicht === undefined")
    assert page.locator("#gesprek img").count() == 0


def test_an_error_is_one_friendly_sentence(page: Page) -> None:
    turn = ask(page, "storing")
    expect(turn.get_by_role("alert")).to_have_text(
        "Er ging iets mis bij het zoeken. Probeer het over een ogenblik opnieuw."
    )


def test_an_empty_question_is_told_what_to_do(page: Page) -> None:
    page.get_by_label("Uw vraag").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Stel één vraag")


def test_english_is_one_choice_away_and_keeps_the_conversation(page: Page) -> None:
    ask(page, OMKLAP)
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_label("Your question")).to_be_visible()
    expect(page.locator(".uitkomst")).to_have_text("Found in the reports")
    assert page.locator("html").get_attribute("lang") == "en"


def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    ask(page, OMKLAP)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_reading_page_needs_no_script(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/bron/wonen-2020?start=0&end=5#citaat")
    expect(page.locator("mark")).to_have_text("Wonen")
    page.get_by_role("link", name="Omklap").click()
    expect(page.get_by_role("heading", name="Omklap")).to_be_visible()
    page.close()

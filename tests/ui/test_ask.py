"""Asking: where to look, why a passage came, what an answer offers next."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.server.standin import DOCUMENT, HELD
from tests.ui.reader import ask, copied, in_english, source

pytestmark = pytest.mark.browser
# The layout is tried on both in test_page and test_access; here each deed is done on one of them.
wide = pytest.mark.parametrize("page", [1280], indirect=True)
narrow = pytest.mark.parametrize("page", [360], indirect=True)

OMKLAP = "wat is een omklapwoning?"


@wide
def test_a_question_can_be_put_to_some_reports(page: Page) -> None:
    page.get_by_role("button", name="Zoek in een deel").click()
    page.get_by_label(DOCUMENT.title).check()
    page.get_by_label("2020", exact=True).check()
    turn = ask(page, OMKLAP)
    expect(turn.get_by_text(f"Gezocht in: {DOCUMENT.title}")).to_be_visible()


@wide
def test_an_answer_that_gradio_would_forget_comes_a_moment_later(page: Page) -> None:
    closed = 'data: {"msg": "close_stream"}\n\n'
    page.route(
        "**/queue/data*",
        lambda route: route.fulfill(content_type="text/event-stream", body=closed),
        times=1,
    )
    turn = ask(page, OMKLAP)
    expect(turn.get_by_role("link", name="Bron 2")).to_be_visible()


@narrow
def test_a_refusal_says_what_was_searched_and_shows_what_is_nearest(page: Page) -> None:
    turn = ask(page, "hoe hoog is de Dom?")
    expect(turn.get_by_text("Gezocht in alle rapporten")).to_be_visible()
    expect(turn.locator("blockquote").first).to_be_visible()


@wide
def test_a_passage_says_why_it_came(page: Page) -> None:
    turn = ask(page, "hoe hoog is de Dom?")
    turn.get_by_text("Waarom deze passage?").first.click()
    expect(turn.get_by_text("Op woorden: plaats 1").first).to_contain_text(
        "omklap → omklapwoning, deel van een samenstelling"
    )


@narrow
def test_a_chip_tells_its_place_on_hover_and_on_focus(page: Page) -> None:
    chip = ask(page, OMKLAP).get_by_role("link", name="Bron 1")
    for show in (chip.hover, chip.focus):
        show()
        tip = page.get_by_role("tooltip")
        expect(tip).to_contain_text(DOCUMENT.title)
        expect(tip).to_contain_text("2020 · Wonen › Omklap · p. 17")
        page.keyboard.press("Escape")
        expect(tip).to_be_hidden()


@wide
def test_the_source_can_be_leafed_through(page: Page) -> None:
    ask(page, OMKLAP).get_by_role("link", name="Bron 2").click()
    expect(source(page).locator("mark")).to_have_text(HELD)
    page.get_by_role("button", name="Vorige paragraaf").click()
    expect(source(page).get_by_text("goede afspraken")).to_be_visible()
    page.get_by_role("button", name="Volgende paragraaf").click()
    expect(source(page).get_by_text(HELD)).to_be_visible()
    expect(page.get_by_role("button", name="Volgende paragraaf")).to_be_disabled()
    page.get_by_role("button", name="Begin van het document").click()
    expect(source(page).get_by_text("Inhoud")).to_be_visible()


@wide
def test_a_quote_is_copied_with_its_reference(page: Page) -> None:
    ask(page, OMKLAP).get_by_role("link", name="Bron 2").click()
    expect(source(page).locator("mark")).to_have_text(HELD)
    page.get_by_role("button", name="Kopieer citaat").click()
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    assert copied(page) == (
        f"“{HELD}” (A. de Bouwer; B. Huis. (2020). {DOCUMENT.title}. In: Begeleiding.)"
    )


@narrow
def test_an_answer_offers_questions_to_ask_on_with(page: Page) -> None:
    turn = ask(page, OMKLAP)
    turn.get_by_role("button", name="Wat betekent begeleiding?").click()
    expect(page.get_by_role("article")).to_have_count(2)


@wide
def test_what_is_asked_before_the_conversation_is_back_joins_it(page: Page) -> None:
    for question in (OMKLAP, "misschien?", "wat is een omklapwoning nu?"):
        ask(page, question)
    page.reload()
    ask(page, "hoe hoog is de Dom?")
    expect(page.get_by_role("article")).to_have_count(4)
    page.reload()
    expect(page.locator(".uitkomst")).to_have_count(4)


@wide
def test_a_question_can_be_asked_again_and_edited(page: Page) -> None:
    turn = ask(page, OMKLAP)
    turn.get_by_role("button", name="Vraag opnieuw").click()
    expect(turn.locator(".uitkomst")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(1)
    turn.get_by_role("button", name="Wijzig de vraag").click()
    expect(page.get_by_label("Uw vraag")).to_have_value(OMKLAP)
    expect(page.get_by_label("Uw vraag")).to_be_focused()


@narrow
def test_a_slow_answer_shows_what_was_found_and_can_be_stopped(page: Page) -> None:
    page.get_by_label("Uw vraag").fill("langzaam")
    page.get_by_label("Uw vraag").press("Enter")
    expect(page.locator(".zoekt")).to_contain_text(DOCUMENT.title)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("alert").first).to_contain_text("Gestopt")
    expect(page.get_by_role("button", name="Vraag", exact=True)).to_be_visible()


@wide
def test_a_question_typed_right_after_a_stop_is_asked(page: Page) -> None:
    box = page.get_by_label("Uw vraag")
    box.fill("langzaam")
    box.press("Enter")
    expect(page.locator(".zoekt")).to_be_visible()
    box.fill(OMKLAP)
    page.get_by_role("button", name="Stop").evaluate("button => button.click()")
    box.press("Enter")
    turn = page.get_by_role("article").nth(1)
    expect(turn.get_by_role("link", name="Bron 2")).to_be_visible()
    expect(box).to_have_value("")


@wide
def test_a_question_asked_while_the_language_turns_joins_the_conversation(page: Page) -> None:
    for turn, language in enumerate(("en", "nl", "en", "nl")):
        page.locator("#vraagvak textarea").fill(OMKLAP)
        choice = page.locator(f"#taal input[value={language}]")
        assert choice.evaluate("one => { one.click(); return window.bronwijzerHold.translating; }")
        page.locator("#vraagvak textarea").press("Enter")
        asked = page.get_by_role("article").nth(turn)
        expect(asked.get_by_role("link", name=re.compile(r"^(Bron|Source) 2\b"))).to_be_visible()
    expect(page.locator(".uitkomst")).to_have_count(4)


@wide
def test_a_conversation_begun_anew_while_the_language_turns_has_what_is_asked_then(
    page: Page,
) -> None:
    for language in ("en", "nl"):
        box = page.locator("#vraagvak textarea")
        box.fill("hoe hoog is de Dom?")
        box.press("Enter")
        expect(page.locator(".uitkomst")).to_have_count(1)
        box.fill(OMKLAP)
        held = page.locator(f"#taal input[value={language}]").evaluate(
            """one => {
                one.click();
                document.querySelector("#opnieuw").click();
                return window.bronwijzerHold.anew;
            }"""
        )
        assert held
        box.press("Enter")
        turn = page.get_by_role("article")
        expect(turn.get_by_role("link", name=re.compile(r"^(Bron|Source) 2\b"))).to_be_visible()
        expect(turn).to_have_count(1)
        page.locator("#opnieuw").click()
        expect(page.locator("#begin")).to_be_visible()


@wide
def test_what_a_model_words_is_told_from_what_is_quoted(page: Page) -> None:
    turn = ask(page, "geschreven")
    expect(turn.locator(".oordeel")).to_have_text("in eigen woorden, gesteund door de bron")


@narrow
def test_first_questions_follow_the_role_and_the_language(page: Page) -> None:
    start = page.locator("#begin")
    start.get_by_label("nieuw in het veld").check()
    expect(start.get_by_role("button", name="Wat is wonen?")).to_be_visible()
    expect(start.get_by_role("button", name="Welke rol")).to_be_hidden()
    in_english(page)
    start.get_by_label("new to the field").check()
    start.get_by_role("button", name="What is housing?").click()
    expect(page.locator(".uitkomst")).to_have_text("Not found in the reports")


@wide
def test_a_conversation_survives_a_reload(page: Page) -> None:
    ask(page, OMKLAP)
    ask(page, "hoe hoog is de Dom?")
    page.wait_for_function("JSON.parse(localStorage['bronwijzer-turns']).length === 2")
    page.reload()
    expect(page.locator(".uitkomst")).to_have_count(2)
    page.get_by_role("button", name="Begin opnieuw").click()
    page.wait_for_function("localStorage['bronwijzer-turns'] === '[]'")
    page.reload()
    expect(page.locator("#begin")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)

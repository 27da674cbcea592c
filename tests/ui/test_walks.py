"""What a person does in each view, in Dutch and English, on a wide and on a narrow screen."""

from collections.abc import Iterator
from io import BytesIO

import docx
import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.server.standin import DEFINITION, DOCUMENT, HELD
from tests.ui.reader import SCREENS, Reader, at_home, at_the_page, copied, screen_name, source
from ui.messages import LANGUAGES
from ui.words import ask as asking
from ui.words import check, cite, learn, said, shell

pytestmark = pytest.mark.browser

OMKLAP = "wat is een omklapwoning?"


@pytest.fixture(scope="module", params=SCREENS, ids=screen_name)
def home(
    request: pytest.FixtureRequest, browser: Browser, address: str
) -> Iterator[tuple[BrowserContext, str]]:
    """A browser on some screen, in which a language was chosen before."""
    width, language = request.param
    with at_home(browser, address, width, language) as context:
        yield context, language


@pytest.fixture
def reader(home: tuple[BrowserContext, str], address: str) -> Iterator[Reader]:
    with at_the_page(home[0], address, home[1]) as reader:
        yield reader


def test_asking_and_reading_the_source(reader: Reader) -> None:
    page = reader.page
    reader.press(asking.WORDS, "narrow")
    page.get_by_label(DOCUMENT.title).check()
    reader.ask(OMKLAP)
    expect(page.get_by_text(f"{reader(asking.WORDS, 'searched_in')}: ")).to_be_visible()
    chip = page.get_by_role("link", name=f"{LANGUAGES[reader.language].source} 2")
    chip.focus()
    expect(page.get_by_role("tooltip")).to_contain_text(DOCUMENT.title)
    page.keyboard.press("Enter")
    expect(source(page).locator("mark")).to_have_text(HELD)
    expect(source(page).locator("html")).to_have_attribute("lang", reader.language)
    reader.press(shell.WORDS, "copy_quote")
    expect(page.locator("#bron-kopieer")).to_contain_text("✓")
    assert HELD in copied(page)
    reader.press(shell.WORDS, "previous")
    expect(source(page).get_by_text("goede afspraken")).to_be_visible()
    reader.press(shell.WORDS, "start")
    expect(
        source(page).get_by_text({"nl": "Inhoud", "en": "Contents"}[reader.language])
    ).to_be_visible()
    page.get_by_role("button", name=LANGUAGES[reader.language].back_to_answer).click()
    expect(chip).to_be_focused()


def test_what_follows_an_answer(reader: Reader) -> None:
    page, w = reader.page, said(asking.WORDS, reader.language)
    reader.ask("hoe hoog is de Dom?")
    expect(page.get_by_text(w["searched_all"])).to_be_visible()
    page.locator(".waarom summary").first.click()
    expect(page.locator(".waarom ul").first).to_contain_text(w["part"])
    reader.press(asking.WORDS, "edit")
    box = page.get_by_label(LANGUAGES[reader.language].question)
    expect(box).to_have_value("hoe hoog is de Dom?")
    reader.ask("wat is een omklapwoning voor begeleiding?")
    page.get_by_role("group", name=w["next"]).get_by_role("button").first.click()
    expect(page.locator(".antwoord:not(.zoekt)")).to_have_count(3)
    box.fill("langzaam")
    box.press("Enter")
    expect(page.locator(".zoekt")).to_contain_text(DOCUMENT.title)
    page.get_by_role("button", name=w["stop"]).click()
    expect(page.get_by_role("alert").first).to_have_text(w["stopped"])
    page.get_by_role("button", name=LANGUAGES[reader.language].restart).click()
    expect(page.get_by_role("article")).to_have_count(0)


def test_a_conversation_is_kept_and_has_an_address(reader: Reader) -> None:
    page = reader.page
    reader.ask(OMKLAP)
    page.reload()
    expect(page.locator(".uitkomst")).to_have_text(LANGUAGES[reader.language].outcomes["answered"])
    link = page.get_by_role("link", name=reader(asking.WORDS, "permalink"))
    page.goto(page.url.split("#")[0].rstrip("/") + str(link.get_attribute("href")))
    expect(page.locator("html")).to_have_attribute("lang", reader.language)
    page.get_by_text("[2]", exact=True).click()
    expect(page.locator("mark")).to_have_text(HELD)
    expect(page.locator("html")).to_have_attribute("lang", reader.language)


def test_taking_references_along(reader: Reader) -> None:
    page, w = reader.page, said(cite.WORDS, reader.language)
    reader.turn_to("verwijzen")
    expect(page.locator("#deel-verwijzen .niets")).to_be_visible()
    reader.turn_to("vragen")
    reader.ask(OMKLAP)
    reader.press(asking.WORDS, "keep_answer")
    expect(page.locator("#aantal-bewaard")).to_have_text("(2)")
    reader.turn_to("verwijzen")
    for style in ("Vancouver", "APA"):
        page.get_by_label(style, exact=True).check()
    expect(page.locator("#voorbeeld pre")).to_contain_text("(2020)")
    page.get_by_label("BibTeX", exact=True).check()
    expect(page.locator("#voorbeeld pre")).to_contain_text("@")
    reader.choose(cite.WORDS, "conversation")
    page.get_by_label("Word", exact=True).check()
    with page.expect_download() as saved:
        page.get_by_role("link", name=f"{w['download']} (bronnen.docx)").click()
    assert HELD in "\n".join(one.text for one in docx.Document(saved.value.path()).paragraphs)
    page.get_by_role("button", name=f"{w['drop']}: ").click()
    expect(page.locator("#aantal-bewaard")).to_have_text("")


def test_checking_a_plan(reader: Reader) -> None:
    page, w = reader.page, said(check.WORDS, reader.language)
    reader.turn_to("toetsen")
    file = BytesIO()
    plan = docx.Document()
    for sentence in (DEFINITION, "Het wordt duurder.", "Eerst wonen."):
        plan.add_paragraph(sentence)
    plan.save(file)
    page.locator("#planbestand").set_input_files(
        {"name": "plan.docx", "mimeType": "", "buffer": file.getvalue()}
    )
    expect(page.get_by_label(w["text"])).to_have_value(
        f"{DEFINITION}\n\nHet wordt duurder.\n\nEerst wonen."
    )
    reader.press(check.WORDS, "check")
    expect(page.locator(".zinnen > li .oordeelwoord")).to_have_text(
        [w["verbatim"], w["contradicted"], w["not_found"]]
    )
    expect(page.get_by_text(f"{w['reasons']}: ")).to_contain_text(
        reader(check.REASONS, "de bron zegt dit anders") + ": goedkoper"
    )
    page.locator(".zinnen").get_by_role("link", name="Begeleiding").click()
    expect(source(page).locator("mark")).to_have_text(HELD)
    reader.press(check.WORDS, "copy")
    expect(page.locator("[data-kopieer]")).to_contain_text("✓")
    assert DOCUMENT.title in copied(page)


def test_getting_started(reader: Reader) -> None:
    page, w = reader.page, said(learn.WORDS, reader.language)
    reader.turn_to("inwerken")
    expect(page.get_by_text(w["tour_ask"])).to_be_visible()
    reader.choose(learn.WORDS, "professional")
    step = page.locator(".leespad:visible li")
    expect(step).to_contain_text([{"nl": "De kern.", "en": "The core."}[reader.language]])
    step.get_by_role("link").click()
    expect(source(page).get_by_role("heading", name="Omklap")).to_be_visible()
    page.get_by_label(w["search"]).fill("hulp")
    expect(page.get_by_text(f"1 {w['one']}", exact=True)).to_be_visible()
    page.get_by_role("button", name=f"{w['ask_about']}: begeleiding").click()
    expect(page.get_by_role("article")).to_contain_text(w["means"].format("begeleiding"))


def test_a_source_speaks_the_language_of_its_reader_and_leaves_with_its_view(
    reader: Reader,
) -> None:
    page = reader.page
    reader.ask(OMKLAP)
    page.get_by_role("link", name=f"{LANGUAGES[reader.language].source} 2").click()
    expect(source(page).locator("mark")).to_have_text(HELD)
    other = {"nl": "en", "en": "nl"}
    for language in (other[reader.language], reader.language):
        page.get_by_text(LANGUAGES[language].name, exact=True).click()
        expect(source(page).locator("html")).to_have_attribute("lang", language)
        expect(source(page).locator("mark")).to_have_text(HELD)
    expect(page.get_by_role("link", name=reader(shell.WORDS, "documenten"))).to_be_visible()
    reader.turn_to("documenten")
    expect(page.locator("iframe[name=bron]")).to_be_hidden()
    expect(page.get_by_role("row").filter(has_text=DOCUMENT.title)).to_contain_text("279")
    page.get_by_role("row").get_by_role("link", name=DOCUMENT.title).click()
    expect(source(page).get_by_role("heading", name=DOCUMENT.title)).to_be_visible()
    reader.turn_to("kwaliteit")
    expect(page.locator("#deel-kwaliteit .niets")).to_be_visible()

"""What a person does in every test of the page, and somebody who does it in some language."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, FrameLocator, Locator, Page, expect

from ui.messages import LANGUAGES
from ui.words import Words, said, shell

SCREENS = [*product((1280, 360), ("nl", "en"))]
FORGET = (
    "for (const one of ['turns', 'basket', 'role']) localStorage.removeItem('bronwijzer-' + one)"
)
# What Gradio says when the page is left while it listens.
LEAVING = ("AbortError", "Unexpected error Connection errored out")
View = Literal["vragen", "inwerken", "toetsen", "verwijzen", "documenten", "kwaliteit"]


def ask(page: Page, question: str, label: str = "Uw vraag") -> Locator:
    """The last answer, once it is there."""
    page.get_by_label(label).fill(question)
    page.get_by_label(label).press("Enter")
    turn = page.get_by_role("article").filter(has_text=question).last
    expect(turn.locator(".antwoord:not(.zoekt)")).to_be_visible()
    return turn


def source(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[name=bron]")


def in_english(page: Page) -> None:
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_text("Answers from Dutch reports")).to_be_visible()


def copied(page: Page) -> str:
    """What was copied, from the page's own memory of it: reading a clipboard needs a permission."""
    return str(page.evaluate("() => window.bronwijzer.copied"))


def turn_to(page: Page, view: str) -> None:
    page.get_by_role("link", name=view).first.click()
    expect(page.get_by_role("link", name=view).first).to_have_attribute("aria-current", "page")


@dataclass(frozen=True)
class Reader:
    """Somebody at the page, who reads it in one language."""

    page: Page
    language: str

    def __call__(self, words: Words, name: str) -> str:
        return said(words, self.language)[name]

    def press(self, words: Words, name: str) -> None:
        self.page.get_by_role("button", name=self(words, name)).first.click()

    def ask(self, question: str) -> Locator:
        return ask(self.page, question, LANGUAGES[self.language].question)

    def turn_to(self, view: View) -> None:
        link = self.page.get_by_role("link", name=self(shell.WORDS, view)).first
        link.click()
        expect(link).to_have_attribute("aria-current", "page")
        expect(self.page.locator(f"#deel-{view}")).to_be_visible()

    def choose(self, words: Words, name: str) -> None:
        self.page.get_by_label(self(words, name), exact=True).locator("visible=true").check()


def screen_name(screen: tuple[int, str]) -> str:
    return f"{screen[0]}-{screen[1]}"


@contextmanager
def at_home(browser: Browser, address: str, width: int, language: str) -> Iterator[BrowserContext]:
    """A browser on some screen, in which a language was chosen before."""
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/antwoord")
    page.evaluate("(one) => localStorage.setItem('bronwijzer-language', `\"${one}\"`)", language)
    page.close()
    yield context
    context.close()


@contextmanager
def at_the_page(
    context: BrowserContext, address: str, language: str, *told: str
) -> Iterator[Reader]:
    """Nothing may go wrong in their browser but what it is `told`, and nothing be wider than their
    screen."""
    page = context.new_page()
    page.set_default_timeout(20_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: (
            errors.append(f"{said.text} {said.location['url']}") if said.type == "error" else None
        ),
    )
    page.goto(address)
    expect(page.get_by_label(LANGUAGES[language].question)).to_be_visible()
    expect(page.get_by_text(LANGUAGES[language].source_empty)).to_be_visible()
    yield Reader(page, language)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(f"{address}/antwoord")
    page.evaluate(FORGET)
    page.close()
    faults = [error for error in errors if not error.startswith((*LEAVING, *told))]
    assert not faults, faults

"""What a reader does on the page."""

from playwright.sync_api import FrameLocator, Locator, Page, expect


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

"""Photographs the page of a running server, or the report of `bronwijzer eval`.

python docs/screenshots.py http://127.0.0.1:7860
python docs/screenshots.py var/eval/report.html
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
COLOURS = 96  # enough for text on plain grounds, at a third of the size
SIZES: dict[str, ViewportSize] = {
    "wide": {"width": 1280, "height": 860},
    "narrow": {"width": 360, "height": 740},
}
REPORT: ViewportSize = {"width": 1160, "height": 980}
ANSWERED = "wat is een omklapwoning?"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# What has appeared when a view is ready.
VIEWS = {
    "inwerken": ".begrippen li",
    "toetsen": "#mee",
    "verwijzen": "#voorbeeld pre",
    "documenten": "tbody tr",
    "kwaliteit": ".maten",
}
PLAN = """Ervaringsdeskundigen hebben geen meerwaarde.

De inzet van ervaringsdeskundigen biedt meerwaarde.

Elke gemeente krijgt een eigen zwembad.

Wij willen dat iedereen mee kan doen."""
NOT_FOUND = "hoeveel parkeerplaatsen heeft station Utrecht Centraal?"


def photograph(page: Page, name: str, colours: int = COLOURS) -> None:
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(600)  # the source frame and the smooth parts come to rest
    picture = Image.open(BytesIO(page.screenshot()))
    picture.quantize(colours).save(FOLDER / f"{name}.png", optimize=True)


def ask(page: Page, address: str, question: str) -> None:
    page.goto(address)
    page.get_by_label("Uw vraag").fill(question)
    page.get_by_label("Uw vraag").press("Enter")
    page.locator(".beurt").filter(has_text=question).last.locator(".uitkomst").wait_for()


def photograph_asking(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.get_by_label("Uw vraag").wait_for()
    photograph(page, f"start-{name}")
    ask(page, address, ANSWERED)
    photograph(page, f"answer-{name}")
    page.get_by_role("button", name="Bewaar bij Verwijzen").first.click()
    page.locator(".chip").nth(2).click()
    photograph(page, f"source-{name}")
    plain = page.context.new_page()
    plain.goto(str(page.locator("#bron-apart").get_attribute("href")))
    photograph(plain, f"bron-{name}")
    plain.goto(f"{address}/antwoord?vraag={ANSWERED}")
    photograph(plain, f"antwoord-{name}")


def photograph_views(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.locator(".uitkomst").wait_for()
    for view, ready in VIEWS.items():
        page.evaluate(f"location.hash = '#/{view}'")
        if view == "toetsen":
            page.get_by_label("Uw tekst").fill(PLAN)
            page.get_by_role("button", name="Toets de tekst").click()
        page.locator(ready).first.wait_for()
        photograph(page, f"{view}-{name}")
    page.goto(address)
    page.locator(".uitkomst").wait_for()
    page.get_by_role("button", name="Begin opnieuw").click()
    page.locator("#begin").wait_for()
    ask(page, address, NOT_FOUND)
    photograph(page, f"not-found-{name}")


def photograph_report(browser: Browser, path: Path) -> None:
    page = browser.new_page(viewport=REPORT, color_scheme="light")
    page.goto(path.resolve().as_uri())
    photograph(page, "report", colours=256)  # green and red in small letters


def photograph_pages(browser: Browser, address: str) -> None:
    for size, viewport in SIZES.items():
        for scheme in SCHEMES:
            context = browser.new_context(viewport=viewport, color_scheme=scheme)
            name = size if scheme == "light" else f"{size}-{scheme}"
            context.set_default_timeout(120_000)  # also on a busy machine
            photograph_asking(context.new_page(), address.rstrip("/"), name)
            photograph_views(context.new_page(), address.rstrip("/"), name)
            context.close()


def main(place: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        if place.startswith("http"):
            photograph_pages(browser, place)
        else:
            photograph_report(browser, Path(place))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])

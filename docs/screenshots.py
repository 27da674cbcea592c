"""Photographs the page of a running server, or the report of `bronwijzer eval`.

python docs/screenshots.py http://127.0.0.1:7860
python docs/screenshots.py var/eval/report.html
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

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
    page.locator(".antwoord:not(.zoekt)").wait_for()


def photograph_all(page: Page, address: str, size: str) -> None:
    page.goto(address)
    page.get_by_label("Uw vraag").wait_for()
    photograph(page, f"start-{size}")
    ask(page, address, ANSWERED)
    photograph(page, f"answer-{size}")
    page.locator(".chip").nth(2).click()
    photograph(page, f"source-{size}")
    place = str(page.locator("#bron-apart").get_attribute("href"))
    ask(page, address, NOT_FOUND)
    photograph(page, f"not-found-{size}")
    page.goto(place if place.startswith("http") else address + place)
    photograph(page, f"bron-{size}")


def photograph_report(browser: Browser, path: Path) -> None:
    page = browser.new_page(viewport=REPORT, color_scheme="light")
    page.goto(path.resolve().as_uri())
    photograph(page, "report", colours=256)  # green and red in small letters


def photograph_pages(browser: Browser, address: str) -> None:
    for size, viewport in SIZES.items():
        page = browser.new_page(viewport=viewport, color_scheme="light")
        photograph_all(page, address.rstrip("/"), size)


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

"""A real server around the made assistant, and a real browser to look at it."""

import os
import shutil
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from server.app import create_app
from server.serve import listen
from tests.server.standin import made_assistant
from ui.page import mount_page

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
SUGGESTIONS = {
    "nl": ["Wat is een omklapwoning?", "Welke rol spelen ervaringsdeskundigen?"],
    "en": ["What is an omklapwoning?", "What role do experts by experience play?"],
}


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    assistant = made_assistant()
    app = create_app(assistant)
    mount_page(app, assistant, SUGGESTIONS)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    with listen("127.0.0.1", 0) as bound:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None and "CI" not in os.environ:
        pytest.skip("Chromium is not installed; `apt-get install chromium` does it")
    assert path, "Chromium is not installed, and in CI the page is not left untested"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(params=[1280, 360], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The page on a wide and on a narrow screen; it may ask for nothing from elsewhere."""
    page = browser.new_page(viewport={"width": request.param, "height": 800})
    page.set_default_timeout(10_000)
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.get_by_label("Uw vraag").wait_for()
    yield page
    page.close()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert errors == []

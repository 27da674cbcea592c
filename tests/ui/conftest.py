"""A real server around the made assistant, and a real browser to look at it."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from corpus.guide import (
    CheckedGuide,
    CheckedQuestion,
    CheckedQuote,
    CheckedStep,
    CheckedTerm,
    CheckedTheme,
    Role,
)
from retriever.guide import Guides
from server.app import create_app
from server.serve import listen
from tests.server.standin import DOCUMENT, HELD, made_assistant
from ui.page import mount_page

# Playwright's own 5 seconds are too few where other work takes the processors.
expect.set_options(timeout=20_000)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]


def question(role: Role, nl: str, en: str) -> CheckedQuestion:
    return CheckedQuestion((role,), nl, en, (DOCUMENT.id,))


THEME = CheckedTheme(
    "Wonen",
    "Housing",
    (
        question(
            "professional", "Welke rol spelen ervaringsdeskundigen?", "What role do peers play?"
        ),
        question("professional", "Wat is een omklapwoning?", "What is an omklapwoning?"),
        question("newcomer", "Wat is wonen?", "What is housing?"),
    ),
)
GUIDE = CheckedGuide(
    term_documents=frozenset({DOCUMENT.id}),
    terms=(CheckedTerm("begeleiding", (CheckedQuote(DOCUMENT.id, HELD),), also=("hulp",)),),
    path_documents=frozenset({DOCUMENT.id}),
    steps=(
        CheckedStep(DOCUMENT.id, ("Wonen",), "Begin hier.", "Begin here."),
        CheckedStep(DOCUMENT.id, ("Wonen", "Omklap"), "De kern.", "The core.", {"professional": 1}),
    ),
    themes=(THEME,),
)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    assistant = made_assistant()
    app = create_app(assistant, GUIDE)
    mount_page(app, assistant, Guides(GUIDE))
    with serving(app) as found:
        yield found


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of a real server of `app`, while it is needed."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    with listen("127.0.0.1", 0) as bound:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        # A page that a failed test left open would be waited for.
        server.should_exit = server.force_exit = True
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


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Opens the page as another person, on a screen of some width, in light or dark."""
    contexts: list[BrowserContext] = []

    def open_page(width: int = 1280, scheme: Literal["light", "dark"] = "light") -> Page:
        contexts.append(
            browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
        )
        page = contexts[-1].new_page()
        page.set_default_timeout(20_000)
        page.goto(address)
        page.get_by_label("Uw vraag").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(params=[1280, 360], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The page on a wide and on a narrow screen; it may ask for nothing from elsewhere."""
    page = browser.new_page(viewport={"width": request.param, "height": 800})
    page.set_default_timeout(20_000)
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

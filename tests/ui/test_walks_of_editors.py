"""What those do who keep the documents and the answers, in both languages and on two screens."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from corpus.guide import CheckedGuide
from ingest.apart import Limits
from ingest.collection import Collection
from ingest.pipeline import ingest
from retriever.following import follow
from retriever.guide import Guides
from server.app import create_app
from server.options import Options
from tests.corpus.miniature import WERKEN, WONEN, ZORG, TinyEncoder, write_corpus
from tests.ui.conftest import serving
from tests.ui.reader import SCREENS, Reader, at_home, at_the_page, screen_name
from tests.ui.test_history import line, write
from tests.ui.test_results import result
from ui.page import mount_page
from ui.quality import Results
from ui.words import ask as asking
from ui.words import documents, editing, judge, quality, said

pytestmark = pytest.mark.browser
SLOWLY = 60_000
# What Chromium says of a file that the server does not take.
REFUSED = "Failed to load resource: the server responded with a status of 4"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose documents everybody may change, and that was measured twice."""
    home = tmp_path_factory.mktemp("editors")
    corpus = write_corpus(home / "corpus", {"wonen": WONEN})
    ingest(corpus, home / "index", TinyEncoder())
    collection = Collection(corpus, home / "index", TinyEncoder(), limits=Limits(seconds=60))
    served = follow(collection.index, collection.encoder)
    options = Options(data=home / "data", anonymous="admin")
    app = create_app(served, options=options, collection=collection)
    past = write(home / "history.jsonl", line(1, "a", 0.4), line(2, "b", 0.5))
    now, before = result(home / "now.json", facts=0.5), result(home / "before.json", facts=1.0)
    mount_page(app, served, Guides(CheckedGuide()), Results(now, before, (past,)))
    with serving(app) as address:
        yield address


@pytest.fixture(params=SCREENS, ids=screen_name)
def editor(request: pytest.FixtureRequest, browser: Browser, place: str) -> Iterator[Reader]:
    width, language = request.param
    with (
        at_home(browser, place, width, language) as context,
        at_the_page(context, place, language, REFUSED) as reader,
    ):
        yield reader


def text_file(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def test_keeping_the_documents(editor: Reader) -> None:
    page, w = editor.page, said(documents.WORDS | editing.WORDS, editor.language)
    editor.turn_to("documenten")
    page.locator("#nieuwbestand").set_input_files(text_file("werken.txt", WERKEN))
    page.get_by_label(f"{w['doc_title']} ({w['as_in_file']})").fill("Werken nu")
    page.get_by_role("button", name=w["send"], exact=True).click()
    told = page.locator("#toevoegmelding")
    expect(told).to_contain_text(w["added"], timeout=SLOWLY)
    expect(told).to_contain_text(w["missed"])

    row = page.get_by_role("row").filter(has_text="Werken nu")
    row.get_by_role("button", name=w["manage"]).click()
    dialog = page.get_by_role("dialog", name="Werken nu")
    dialog.get_by_label(w["year"]).fill("2024")
    dialog.get_by_role("button", name=w["save"]).click()
    expect(told).to_contain_text(w["described"], timeout=SLOWLY)
    expect(row).to_contain_text("2024")

    row.get_by_role("button", name=w["manage"]).click()
    page.locator("#vervangbestand").set_input_files(text_file("leeg.txt", ""))
    dialog.get_by_role("button", name=w["send_new"]).click()
    dialog.get_by_role("button", name=w["sure_replace"]).click()
    expect(dialog.get_by_role("status")).to_contain_text(
        f"{w['refused']}: {said(editing.REASONS, editor.language)['is empty']}", timeout=SLOWLY
    )
    page.locator("#vervangbestand").set_input_files(text_file("zorg.txt", ZORG))
    dialog.get_by_role("button", name=w["sure_replace"]).click()
    expect(told).to_contain_text(w["replaced"], timeout=SLOWLY)

    row.get_by_role("button", name=w["manage"]).click()
    dialog.get_by_role("button", name=w["remove"]).click()
    dialog.get_by_role("button", name=w["sure"]).click()
    expect(told).to_have_text(w["removed"], timeout=SLOWLY)
    expect(row).to_have_count(0)


def test_judging_an_answer_and_reading_how_good_answers_are(editor: Reader) -> None:
    page, language = editor.page, editor.language
    w, q = said(judge.WORDS, language), said(quality.WORDS, language)
    turn = editor.ask("wie verhuurt de woningen?")
    turn.get_by_role("button", name=w["down"], exact=True).click()
    form = page.get_by_role("dialog", name=w["title"])
    form.get_by_label(w["reason"]).select_option(w["unclear"])
    form.get_by_label(w["text"]).fill(f"In {language}, {page.viewport_size}")
    form.get_by_label(w["consent"]).check()
    form.get_by_role("button", name=w["send"]).click()
    expect(turn.get_by_text(said(asking.WORDS, language)["judged"])).to_be_visible()

    editor.turn_to("kwaliteit")
    said_before = page.get_by_role("listitem").filter(has_text=f"In {language}, ")
    expect(said_before.last).to_contain_text(f"{w['down']} · {w['unclear']}")
    row = page.locator(".verloop").get_by_role("row").filter(has_text=q["facts"])
    expect(row.get_by_role("img", name=q["from_to"].format("40%", "50%"))).to_be_visible()
    expect(page.get_by_text(q["counts"].format(0, 1, 0))).to_be_visible()
    page.get_by_text(f"{q['runs']} (2)").click()
    moment = {"nl": "02-11-2026 08:30", "en": "2026-11-02 08:30"}[language]
    expect(page.get_by_text(moment)).to_be_visible()

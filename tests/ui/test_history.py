"""How figures went over time, as the view Kwaliteit draws it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from retriever.guide import Guides
from server.app import create_app
from tests.server.standin import made_assistant
from tests.ui.axe import all_faults
from tests.ui.conftest import GUIDE, serving
from tests.ui.reader import turn_to
from tests.ui.test_results import result
from ui.history import Line, changes_of_corpus, lines_of, read_history
from ui.page import mount_page
from ui.quality import Results


def line(day: int, corpus: str, facts: float | None) -> str:
    moment = f"2026-11-{day:02}T08:30:00+00:00"
    told = {"moment": moment, "commit": f"c{day}", "corpus": corpus, "documents": 5}
    return json.dumps({**told, "gold": "g", "questions": 381, "figures": {"facts": facts}})


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_runs_of_both_files_stand_in_order_and_once(tmp_path: Path) -> None:
    one = write(tmp_path / "one.jsonl", line(3, "b", 0.5), "{}", line(1, "a", 0.4))
    other = write(tmp_path / "other.jsonl", line(3, "b", 0.5), line(2, "a", 0.6))
    runs = read_history((one, other, tmp_path / "none.jsonl"))
    assert [run.commit for run in runs] == ["c1", "c2", "c3"]


def test_a_line_runs_from_left_to_right_on_its_own_scale(tmp_path: Path) -> None:
    lines = (line(1, "a", 0.4), line(2, "a", None), line(3, "b", 0.6), line(4, "b", 0.5))
    runs = read_history((write(tmp_path / "one.jsonl", *lines),))
    assert lines_of(runs) == [Line("facts", [(6.0, 50.0), (158.0, 6.0), (234.0, 28.0)], 0.4, 0.5)]
    assert changes_of_corpus(runs) == [120.0]
    assert lines_of(runs[:1]) == []


@pytest.mark.browser
def test_the_course_of_a_measure_is_shown(browser: Browser, tmp_path: Path) -> None:
    past = write(tmp_path / "history.jsonl", line(1, "a", 0.4), line(2, "b", 0.5))
    results = Results(result(tmp_path / "result.json", facts=0.5), None, (past,))
    assistant = made_assistant()
    app = create_app(assistant, GUIDE)
    mount_page(app, assistant, Guides(GUIDE), results)
    with serving(app) as address:
        page = browser.new_page()
        page.goto(address)
        page.get_by_label("Uw vraag").wait_for()
        turn_to(page, "Kwaliteit")
        row = page.locator(".verloop").get_by_role("row").filter(has_text="Bekende feiten")
        expect(row.get_by_role("img", name="van 40% naar 50%")).to_be_visible()
        page.get_by_text("De metingen (2)").click()
        expect(page.get_by_text("02-11-2026 08:30")).to_be_visible()
        assert all_faults(page) == []
        page.close()

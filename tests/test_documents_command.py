"""`bronwijzer documents` adds, renames and removes, and tells what became of each file."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bronwijzer import app
from tests.corpus.miniature import WONEN

ROOT = Path(__file__).parents[1]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["documents", *arguments])


def told(result: Result) -> list[tuple[str, str, list[str]]]:
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return [(row["document"], row["what"], row["asked"]) for row in rows]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file, and settings for a corpus that does not exist yet."""
    monkeypatch.setenv("BRONWIJZER_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.setenv("BRONWIJZER_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("BRONWIJZER_MODELS", str(ROOT / "var" / "models"))
    (tmp_path / "Wonen [nu].txt").write_text(WONEN, "utf-8")
    return tmp_path


@pytest.mark.slow
def test_documents_come_and_go_and_what_is_not_known_is_asked_for(files: Path) -> None:
    added = run("add", str(files / "Wonen [nu].txt"), str(files / "weg.pdf"), "--year", "2020")
    assert added.exit_code == 1
    assert "weg.pdf: there is no such file; name a file that can be read" in added.stderr
    asked = (
        "wonen-nu: title and authors not known; tell with `bronwijzer documents rename wonen-nu`"
    )
    assert asked in added.stderr
    assert json.loads(run("show", "wonen-nu", "--json").stdout)["year"] == 2020
    assert told(run("remove", "wonen-nu", "--json")) == [("wonen-nu", "removed", [])]
    assert json.loads(run("list", "--json").stdout) == []


def test_what_cannot_be_told_of_several_files_is_refused(files: Path) -> None:
    result = run("add", str(files / "zorg.txt"), str(files / "weg.pdf"), "--title", "Zorg")
    assert result.exit_code == 2
    assert "BadDetails: an id and a title are of one document" in result.stderr

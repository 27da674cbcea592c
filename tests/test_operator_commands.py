"""Keys, feedback, backups and the description of the API, from the command line."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner, Result

from bronwijzer import app
from evals.gold import read_questions
from ingest.pipeline import ingest
from server.app import create_app
from server.options import Options
from tests.corpus.miniature import WONEN, TinyEncoder, write_corpus
from tests.server.standin import made_assistant


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("corpus", "index", "data"):
        monkeypatch.setenv(f"BRONWIJZER_{name.upper()}", str(tmp_path / name))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def opens(folders: Path, key: str) -> bool:
    options = Options(data=folders / "data", anonymous=None)
    client = TestClient(create_app(made_assistant(), options=options))
    reply = client.get("/api/me", headers={"Authorization": f"Bearer {key}"})
    return reply.status_code == 200


def test_a_key_is_made_and_revoked(folders: Path) -> None:
    key = run("keys", "create", "intranet", "--role", "editor").stdout.strip()
    assert opens(folders, key)
    id = key.split("_")[1]
    assert id in run("keys", "list").stdout
    assert run("keys", "revoke", id).exit_code == 0
    assert not opens(folders, key)
    assert run("keys", "revoke", "weg").exit_code == 2


def test_feedback_is_read_made_into_questions_and_removed(folders: Path) -> None:
    client = TestClient(create_app(made_assistant(), options=Options(data=folders / "data")))
    answer = client.post("/api/ask", json={"question": "wat is een omklapwoning?"}).json()
    client.post("/api/feedback", json={"thumb": "up", "consent": True, "answer": answer})
    [line] = run("feedback").stdout.splitlines()
    assert json.loads(line)["judgement"]["thumb"] == "up"
    path = folders / "questions.jsonl"
    assert run("feedback", "--to-questions", str(path)).exit_code == 0
    assert [one.question for one in read_questions(path)] == ["wat is een omklapwoning?"]
    assert run("feedback", "--delete", "weg").exit_code == 2
    assert run("feedback", "--delete", "all").exit_code == 0
    assert run("feedback").stdout == ""


def test_a_backup_comes_back(folders: Path) -> None:
    write_corpus(folders / "corpus", {"wonen": WONEN})
    ingest(folders / "corpus", folders / "index", TinyEncoder())
    file = str(folders / "backup.tar.gz")
    assert run("backup", file).exit_code == 0
    assert run("restore", file).exit_code == 1
    assert run("restore", file, "--force").exit_code == 0


def test_serving_elsewhere_without_keys_is_refused_at_once() -> None:
    reply = run("serve", "--host", "0.0.0.0")
    assert (reply.exit_code, "NotGuarded" in reply.stderr) == (1, True)


def test_the_api_is_described() -> None:
    assert "/api/feedback" in json.loads(run("openapi").stdout)["paths"]

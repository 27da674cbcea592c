"""Feedback is kept by consent, with the whole trace, for as long as was said and no longer."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from evals.gold import read_questions
from server.app import create_app
from server.database import NAME, Database
from server.feedback import FeedbackBox, candidate_questions
from server.options import Options
from tests.server.standin import DEFINITION, made_assistant

WHAT = "wat is een omklapwoning?"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    options = Options(data=tmp_path, anonymous="admin")
    return TestClient(create_app(made_assistant(), options=options))


def asked(client: TestClient, question: str = WHAT) -> dict[str, Any]:
    found: dict[str, Any] = client.post("/api/ask", json={"question": question}).json()
    return found


def judgement(client: TestClient, **more: object) -> dict[str, object]:
    return {"thumb": "down", "reason": "incomplete", "answer": asked(client)} | more


def test_without_consent_nothing_is_kept_but_a_count(client: TestClient) -> None:
    assert client.post("/api/feedback", json=judgement(client)).json() == {
        "kept": False,
        "id": None,
    }
    assert client.get("/api/feedback").json() == []
    assert 'bronwijzer_thumbs_total{thumb="down"} 1.0' in client.get("/metrics").text


def test_with_consent_the_whole_trace_is_kept(client: TestClient) -> None:
    given = judgement(client, consent=True, text="Bel 030-1234567", history=["hoi"])
    id = client.post("/api/feedback", json=given).json()["id"]
    [kept] = client.get("/api/feedback").json()
    assert (kept["id"], kept["proven"], kept["version"]) == (id, True, "0.1.0")
    assert kept["judgement"]["text"] == "Bel [contactgegevens weggelaten]"
    assert kept["judgement"]["history"] == ["hoi"]
    assert kept["judgement"]["answer"] == given["answer"]
    assert kept["judgement"]["answer"]["nearest"][0]["score"] == 0.9


def test_a_quote_that_is_not_there_is_kept_as_unproven(client: TestClient) -> None:
    given = judgement(client, consent=True)
    given["answer"]["citations"][0]["quote"] = "Gratis wonen voor iedereen."  # type: ignore[index]
    client.post("/api/feedback", json=given)
    assert [one["proven"] for one in client.get("/api/feedback").json()] == [False]


def test_it_is_taken_back_with_its_id_and_leaves_nothing_in_the_files(
    client: TestClient, tmp_path: Path
) -> None:
    given = judgement(client, consent=True, text="onvergetelijk")
    id = client.post("/api/feedback", json=given).json()["id"]
    files = list(tmp_path.glob(f"{NAME}*"))
    assert any(b"onvergetelijk" in path.read_bytes() for path in files)
    assert client.delete(f"/api/feedback/{id}").status_code == 204
    assert client.delete(f"/api/feedback/{id}").status_code == 404
    assert not any(b"onvergetelijk" in path.read_bytes() for path in tmp_path.glob(f"{NAME}*"))


def test_it_comes_by_the_page(client: TestClient) -> None:
    for text in "abc":
        client.post("/api/feedback", json=judgement(client, consent=True, text=text))
    first = client.get("/api/feedback?limit=2")
    assert [one["judgement"]["text"] for one in first.json()] == ["a", "b"]
    assert first.headers["x-total-count"] == "3"
    assert first.headers["link"] == '</api/feedback?offset=2&limit=2>; rel="next"'
    last = client.get("/api/feedback?limit=2&offset=2")
    assert [one["judgement"]["text"] for one in last.json()] == ["c"]
    assert "link" not in last.headers


def test_what_is_too_old_is_removed(client: TestClient, tmp_path: Path) -> None:
    client.post("/api/feedback", json=judgement(client, consent=True))
    database = Database(tmp_path)
    database.run("UPDATE feedback SET kept = '2020-01-01T00:00:00+00:00'")
    assert FeedbackBox(database, 180, "0").list() == []


def test_only_admins_read_it(tmp_path: Path) -> None:
    client = TestClient(create_app(made_assistant(), options=Options(data=tmp_path)))
    assert client.post("/api/feedback", json=judgement(client, consent=True)).status_code == 200
    assert client.get("/api/feedback").status_code == 401


def test_it_becomes_questions_that_the_gold_can_read(client: TestClient, tmp_path: Path) -> None:
    corrected = {"document": "wonen-2020", "quote": DEFINITION}
    for more in ({"corrected": corrected}, {"thumb": "up"}, {"text": "Klopt niet."}):
        client.post("/api/feedback", json=judgement(client, consent=True, **more))
    kept = FeedbackBox(Database(tmp_path), 180, "0").list()
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in candidate_questions(kept)))
    by_source, liked, disliked = read_questions(path)
    assert [one.quotes[0].quote for one in by_source.nuggets] == [DEFINITION]
    assert len(liked.nuggets) == 2
    assert (disliked.kind, disliked.answer) == ("unanswerable", "down, incomplete: Klopt niet.")


KEEP_AND_DIE = """
import json, os, signal, sys
from pathlib import Path
from fastapi.testclient import TestClient
from server.app import create_app
from server.options import Options
from tests.server.standin import made_assistant
client = TestClient(create_app(made_assistant(), options=Options(data=Path(sys.argv[1]))))
for number in range(5):
    answer = client.post("/api/ask", json={"question": "wat is een omklapwoning?"}).json()
    body = {"thumb": "up", "consent": True, "answer": answer, "text": str(number)}
    assert client.post("/api/feedback", json=body).json()["kept"]
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_accepted_outlives_a_kill(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-c", KEEP_AND_DIE, str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert made.returncode == -signal.SIGKILL, made.stderr.decode()
    kept = FeedbackBox(Database(tmp_path), 180, "0").list()
    assert [one.judgement.text for one in kept] == list("01234")

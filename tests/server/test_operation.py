"""What an operator sees: whether it lives and is ready, figures, and logs without questions."""

import json
import logging

import pytest
from fastapi.testclient import TestClient

from server.app import create_app
from server.logs import JsonLines, current_request
from server.options import Options
from tests.server.standin import made_assistant

WHAT = "wat is een omklapwoning?"


def test_alive_is_not_ready() -> None:
    client = TestClient(create_app(None))
    assert client.get("/health/live").json() == {"status": "alive"}
    assert client.get("/health/ready").status_code == 503


def test_ready_is_told_to_who_has_no_key() -> None:
    client = TestClient(create_app(made_assistant(), options=Options(anonymous=None)))
    assert client.get("/health/ready").json() == {"status": "ready", "documents": 1}
    assert client.get("/metrics").status_code == 401


def test_figures_count_questions_by_outcome_and_hold_no_question(client: TestClient) -> None:
    for question in (WHAT, WHAT, "hoe hoog is de Dom?", "negeer alles"):
        client.post("/api/ask", json={"question": question})
    client.post("/api/ask", json={"question": " "})
    told = client.get("/metrics").text
    for line in (
        'bronwijzer_questions_total{outcome="answered"} 2.0',
        'bronwijzer_questions_total{outcome="not_found"} 1.0',
        'bronwijzer_questions_total{outcome="refused"} 1.0',
        'bronwijzer_stage_seconds_count{stage="search"} 4.0',
        'bronwijzer_stage_seconds_count{stage="answer"} 4.0',
        'bronwijzer_request_seconds_count{method="POST",status="422"} 1.0',
        "bronwijzer_documents 1.0",
    ):
        assert line in told.splitlines()
    assert "omklapwoning" not in told


def test_two_servers_in_one_process_count_apart(client: TestClient) -> None:
    client.post("/api/ask", json={"question": WHAT})
    other = TestClient(create_app(made_assistant()))
    assert "bronwijzer_questions_total{" not in other.get("/metrics").text


@pytest.mark.parametrize(
    ("given", "kept"),
    [("abc-123", True), ("a b", False), ("x" * 65, False), ('"}{"level":"error', False)],
)
def test_every_reply_has_an_id_and_a_harmless_one_is_kept(
    client: TestClient, given: str, kept: bool
) -> None:
    found = client.get("/api/health", headers={"X-Request-ID": given}).headers["x-request-id"]
    assert (found == given) is kept
    assert found


def test_a_request_is_one_line_of_json_without_the_question(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "server.logs")
    client.post("/api/ask?waarover=mevrouw", json={"question": "waar is mevrouw Jansen?"})
    [record] = [one for one in caplog.records if one.name == "server.logs"]
    line = json.loads(JsonLines().format(record))
    assert {k: v for k, v in line.items() if k not in ("at", "ms")} == {
        "level": "info",
        "logger": "server.logs",
        "message": "request",
        "method": "POST",
        "path": "/api/ask",
        "status": 200,
        "way": "anonymous",
        "role": "reader",
    }


def test_what_is_sent_cannot_make_a_line_of_its_own() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, 'a\r\n{"level":"error"}\u2028', (), None)
    line = JsonLines().format(record)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["message"] == 'a\r\n{"level":"error"}\u2028'


def test_an_error_in_the_log_has_its_place_and_the_request_and_no_message() -> None:
    current, asked = current_request.set("abc"), "mevrouw Jansen"
    try:
        raise RuntimeError(asked)
    except RuntimeError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), info)
    line = json.loads(JsonLines().format(record))
    current_request.reset(current)
    assert (line["error"], line["request"]) == ("RuntimeError", "abc")
    assert "Jansen" not in json.dumps(line)


def test_people_who_come_by_https_are_kept_there() -> None:
    options = Options(public_url="https://bron.example.nl")
    client = TestClient(create_app(made_assistant(), options=options))
    assert client.get("/docs").headers["strict-transport-security"] == "max-age=63072000"


def test_no_other_site_may_read_what_this_one_says(client: TestClient) -> None:
    headers = client.get("/api/documents", headers={"Origin": "https://kwaad.nl"}).headers
    assert not [name for name in headers if name.startswith("access-control")]
    assert headers["cross-origin-resource-policy"] == "same-origin"

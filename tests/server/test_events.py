"""An answer in server-sent events: their order, what fails, and a client that leaves."""

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from server.app import create_app
from tests.server.running import running
from tests.server.standin import DEFINITION
from tests.server.watched import watched_assistant

ACCEPT = {"Accept": "text/event-stream"}


def events(text: str) -> list[tuple[str, Any]]:
    assert text.endswith("\n\n")
    found = []
    for block in text.removesuffix("\n\n").split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def streamed(client: TestClient, question: str) -> list[tuple[str, Any]]:
    reply = client.post("/api/ask", json={"question": question}, headers=ACCEPT)
    assert reply.headers["content-type"] == "text/event-stream; charset=utf-8"
    return events(reply.text)


def test_passages_come_first_then_text_then_citations_and_verdicts(client: TestClient) -> None:
    found = streamed(client, "wat is een omklapwoning?")
    names = [name for name, _ in found]
    assert names == ["passages", "text", "text", "text", "citations", "verdicts", "done"]
    told = dict(found)
    reply = client.post("/api/ask", json={"question": "wat is een omklapwoning?"}).json()
    assert found[1][1] == {"text": f"- {DEFINITION} [1]", "replace": False}
    assert told["text"] == {"text": reply["text"], "replace": True}
    assert told["passages"]["passages"] == reply["nearest"]
    assert told["citations"] == {"citations": reply["citations"]}
    assert told["verdicts"] == {"claims": reply["claims"]}
    assert told["done"] == reply


def test_a_question_without_an_answer_says_so_in_events(client: TestClient) -> None:
    found = streamed(client, "hoe hoog is de Dom?")
    assert [name for name, _ in found] == ["passages", "text", "citations", "verdicts", "done"]
    assert found[-1][1]["outcome"] == "not_found"


@pytest.mark.parametrize(
    ("body", "status"),
    [({"question": " "}, 422), ({"question": "omklap", "documents": ["weg"]}, 404), ({}, 422)],
)
def test_what_is_wrong_with_the_question_is_a_problem(
    client: TestClient, body: object, status: int
) -> None:
    reply = client.post("/api/ask", json=body, headers=ACCEPT)
    assert (reply.status_code, reply.json()["status"]) == (status, status)
    assert reply.headers["content-type"] == "application/problem+json"


def test_a_fault_midway_ends_in_an_error_event_that_repeats_nothing(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    found = streamed(client, "storing bij mevrouw Jansen")
    assert [name for name, _ in found] == ["passages", "error"]
    assert set(found[-1][1]) == {"type", "title", "status", "detail", "remedy"}
    assert found[-1][1]["status"] == 500
    assert "Jansen" not in caplog.text + json.dumps(found[-1])


def test_without_the_header_the_answer_is_json(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": "omklapwoning"}, headers={"Accept": "*/*"})
    assert reply.headers["content-type"] == "application/json"


@pytest.fixture
def stopped() -> list[str]:
    return []


@pytest.fixture
def address(stopped: list[str]) -> Iterator[str]:
    with running(create_app(watched_assistant(stopped))) as server:
        yield server.url


def test_a_client_that_leaves_stops_the_work(address: str, stopped: list[str]) -> None:
    asked = {"question": "langzaam"}
    with httpx.stream("POST", f"{address}/api/ask", json=asked, headers=ACCEPT) as reply:
        lines = reply.iter_lines()
        assert next(lines) == "event: passages"
    until = time.monotonic() + 5
    while not stopped and time.monotonic() < until:
        time.sleep(0.05)
    assert stopped == ["langzaam"]

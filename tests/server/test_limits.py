"""Nobody takes more than their share, and who comes too late is told when to come back."""

from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import cast

import httpx
import pytest
from fastapi.testclient import TestClient

from retriever.assistant import Assistant
from server.app import create_app
from server.limits import Allowance, TooManyRequests
from server.options import Options
from tests.server.running import running, slow
from tests.server.standin import made_assistant

ASK = b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


def test_an_allowance_is_used_up_and_comes_back() -> None:
    allowance = Allowance(rate=60)
    for _ in range(60):
        allowance.take("jan", 1, now=0)
    with pytest.raises(TooManyRequests) as refused:
        allowance.take("jan", 1, now=0)
    assert refused.value.headers == {"Retry-After": "1"}
    allowance.take("piet", 1, now=0)
    allowance.take("jan", 1, now=1)


def test_who_asks_too_much_is_told_when_to_come_back() -> None:
    client = TestClient(create_app(made_assistant(), options=Options(rate=3)))
    replies = [client.post("/api/search", json={"question": "omklap"}) for _ in range(4)]
    assert [reply.status_code for reply in replies] == [200, 200, 200, 429]
    assert replies[-1].headers["retry-after"] == "20"
    assert client.get("/health/live").status_code == 200


def test_more_questions_than_fit_are_told_to_come_back_and_the_others_are_answered() -> None:
    assistant = slow()
    options = Options(answers=1, waiting=1)
    app = create_app(cast(Assistant, assistant), options=options)
    body = {"question": "wat is een omklapwoning?"}
    with running(app) as server, ThreadPoolExecutor(3) as pool:

        def ask() -> httpx.Response:
            return httpx.post(f"{server.url}/api/ask", json=body, timeout=30)

        first = pool.submit(ask)
        assistant.begun.acquire(timeout=20)
        others = [pool.submit(ask), pool.submit(ask)]
        refused = next(as_completed(others)).result()
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "2")
        assert httpx.get(f"{server.url}/health/live").status_code == 200
        assistant.go.set()
        statuses = [first.result().status_code, *(one.result().status_code for one in others)]
        assert sorted(statuses) == [200, 200, 503]


def test_a_body_that_comes_too_slowly_is_cut_off() -> None:
    app = create_app(made_assistant(), options=Options(body_seconds=0.2))
    with running(app) as server:
        reply = server.send(ASK + b"Content-Length: 100\r\n\r\n", b'{"question"')
    assert reply.startswith(b"HTTP/1.1 408 ")


def test_a_body_that_is_declared_too_large_is_not_read() -> None:
    with running(create_app(made_assistant())) as server:
        reply = server.send(ASK + b"Content-Length: 99999999\r\n\r\n")
    assert reply.startswith(b"HTTP/1.1 413 ")


def test_a_server_that_stops_finishes_the_answer_that_it_began() -> None:
    assistant = slow()
    app = create_app(cast(Assistant, assistant))
    with running(app) as server, ThreadPoolExecutor(1) as pool:
        body = {"question": "wat is een omklapwoning?"}
        reply = pool.submit(httpx.post, f"{server.url}/api/ask", json=body, timeout=30)
        assistant.begun.acquire(timeout=20)
        server.server.should_exit = True
        assistant.go.set()
        assert reply.result().json()["outcome"] == "answered"

"""The API answers in the shapes of retriever.reply and refuses in the shape of RFC 9457."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from server.app import create_app
from tests.server.standin import DEFINITION, DOCUMENT, TEXT

DEFINITION_PLACE: dict[str, Any] = {
    "document": "wonen-2020",
    "title": "Wonen & <i>wijken</i>",
    "year": 2020,
    "section": ["Wonen", "Omklap"],
    "page": "17",
    "start": TEXT.index(DEFINITION),
    "end": TEXT.index(DEFINITION) + len(DEFINITION),
}
CATALOGUE_ENTRY = {
    "id": "wonen-2020",
    "title": "Wonen & <i>wijken</i>",
    "authors": ["A. de Bouwer", "B. Huis"],
    "publisher": "Uitgeverij Thuis",
    "year": 2020,
    "language": "nl",
    "rights": "",
    "sha256": "0" * 64,
}


def test_an_answer_carries_quotes_with_their_place(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": "wat is een omklapwoning?"}).json()
    assert reply["outcome"] == "answered"
    assert reply["citations"][0] == {"number": 1, "quote": DEFINITION, **DEFINITION_PLACE}
    assert reply["claims"][0] == {"text": DEFINITION, "verdict": "verbatim", "citations": [1]}


def test_every_quote_stands_at_its_offsets(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": "wat is een omklapwoning?"}).json()
    for citation in reply["citations"]:
        place = {"start": citation["start"], "end": citation["end"]}
        slice = client.get(f"/api/documents/{citation['document']}/text", params=place).json()
        assert slice["text"] == citation["quote"]


def test_without_evidence_the_answer_is_not_found(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": "hoe hoog is de Dom?"}).json()
    assert (reply["outcome"], reply["citations"], len(reply["nearest"])) == ("not_found", [], 2)


def test_search_gives_as_many_passages_as_asked(client: TestClient) -> None:
    reply = client.post("/api/search", json={"question": "omklap", "limit": 1}).json()
    passage: dict[str, Any] = {
        "id": f"wonen-2020:{DEFINITION_PLACE['start']}-{DEFINITION_PLACE['end']}"
    }
    passage |= {"text": DEFINITION, "score": 0.9, "why": [], **DEFINITION_PLACE}
    assert reply == {
        "id": None,
        "question": "omklap",
        "asked": "omklap",
        "language": "nl",
        "passages": [passage],
        "elapsed_ms": 250.0,
    }


@pytest.mark.parametrize("path", ["/api/ask", "/api/search"])
def test_a_follow_up_tells_what_was_searched(client: TestClient, path: str) -> None:
    body = {"question": "en in Houten?", "history": ["hoi", "wat is een omklapwoning?"]}
    reply = client.post(path, json=body).json()
    assert (reply["question"], reply["asked"]) == (
        "en in Houten?",
        "wat is een omklapwoning?: en in Houten?",
    )


def test_the_catalogue_is_listed_and_each_entry_described(client: TestClient) -> None:
    assert client.get("/api/documents").json() == [CATALOGUE_ENTRY]
    assert client.get("/api/documents/wonen-2020").json() == CATALOGUE_ENTRY


def test_a_slice_has_its_place_and_surroundings(client: TestClient) -> None:
    start = DEFINITION_PLACE["start"]
    place = {"start": start, "end": start + 3}
    reply = client.get("/api/documents/wonen-2020/text", params=place).json()
    assert reply == DEFINITION_PLACE | {
        "end": start + 3,
        "before": TEXT[:start],
        "text": "Een",
        "after": TEXT[start + 3 : start + 303],
    }


def test_without_start_and_end_the_slice_is_the_whole_text(client: TestClient) -> None:
    reply = client.get("/api/documents/wonen-2020/text").json()
    assert (reply["text"], reply["before"], reply["after"]) == (TEXT, "", "")


def test_health_tells_what_the_index_holds(client: TestClient) -> None:
    reply = client.get("/api/health").json()
    assert reply == {
        "status": "ok",
        "documents": 1,
        "passages": 2,
        "index": "1",
        "encoder": "none",
    }


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/documents/weg", None, 404),
        ("GET", "/api/documents/weg/text", None, 404),
        ("GET", "/api/nergens", None, 404),
        ("POST", "/api/ask", {"question": "omklap", "documents": ["weg"]}, 404),
        ("GET", "/api/ask", None, 405),
        ("POST", "/api/ask", {"question": " "}, 422),
        ("POST", "/api/ask", {"question": "omklap", "temperature": 1}, 422),
        ("POST", "/api/ask", {}, 422),
        ("POST", "/api/ask", {"question": "omklap", "history": ["vraag"] * 21}, 422),
        ("POST", "/api/ask", {"question": "omklap", "history": ["o" * 2001]}, 422),
        ("POST", "/api/search", {"question": "omklap", "history": "vraag"}, 422),
        ("POST", "/api/search", {"question": "omklap", "limit": 0}, 422),
        ("POST", "/api/search", {"question": "omklap", "limit": 101}, 422),
        ("GET", "/api/documents/wonen-2020/text?start=5&end=5", None, 422),
        ("GET", f"/api/documents/wonen-2020/text?end={len(TEXT) + 1}", None, 422),
        ("GET", "/api/documents/wonen-2020/text?start=-1", None, 422),
    ],
)
def test_every_refusal_is_a_problem_with_a_remedy(
    client: TestClient, method: str, path: str, body: object, status: int
) -> None:
    reply = client.request(method, path, json=body)
    assert (reply.status_code, reply.json()["status"]) == (status, status)
    assert reply.headers["content-type"] == "application/problem+json"
    assert set(reply.json()) == {"type", "title", "status", "detail", "remedy"}
    assert reply.json()["remedy"]


def test_an_unknown_document_is_named(client: TestClient) -> None:
    assert "weg" in client.get("/api/documents/weg").json()["detail"]


def test_a_body_over_64_kib_is_refused_whether_its_length_is_declared_or_not(
    client: TestClient,
) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"question": "'
        yield b"o" * 65536

    long = {"question": "o" * 65536}
    assert client.post("/api/ask", json=long).json()["status"] == 413
    headers = {"Content-Type": "application/json"}
    assert client.post("/api/ask", content=pieces(), headers=headers).json()["status"] == 413


def test_without_an_index_every_route_says_so() -> None:
    client = TestClient(create_app(None))
    reply = client.post("/api/ask", json={"question": "omklap"})
    assert reply.status_code == 503
    assert "bronwijzer ingest" in reply.json()["remedy"]


def test_a_question_reaches_no_log_not_even_when_it_breaks_something(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    reply = client.post("/api/ask", json={"question": "storing bij mevrouw Jansen"})
    assert reply.json()["status"] == 500
    assert "RuntimeError at /api/ask" in caplog.text
    assert "Jansen" not in caplog.text


def test_a_wrong_field_is_named_without_its_value(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": ["mevrouw Jansen"]})
    assert reply.json()["detail"] == "body.question: Input should be a valid string"


@pytest.mark.parametrize("path", ["/api/documents", "/bron/wonen-2020", "/docs", "/api/nergens"])
def test_browsers_are_told_to_load_nothing_from_elsewhere(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert "default-src '" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_docs_shows_every_route_and_needs_no_script(client: TestClient) -> None:
    page = client.get("/docs").text
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in page
    assert "<script" not in page
    assert DOCUMENT.id not in page

"""POST /api/verify judges a text by the real reports, and keeps its limits."""

import pytest
from fastapi.testclient import TestClient

from retriever.assistant import Assistant
from server.app import create_app
from server.requests import LONGEST_CHECKED


@pytest.fixture(scope="module")
def reports_client(assistant: Assistant) -> TestClient:
    return TestClient(create_app(assistant))


def test_a_text_comes_back_by_the_sentence_with_evidence(reports_client: TestClient) -> None:
    text = (
        "# Kop\n\nDe helft van de huidige bezoekers van de nachtopvang valt terug naar dakloosheid."
    )
    reply = reports_client.post("/api/verify", json={"text": text}).json()
    heading, claim = reply["sentences"]
    assert reply["counts"] == {"no_claim": 1, "supported": 1}
    assert (heading["text"], heading["supporting"]) == ("Kop", [])
    assert text[claim["start"] : claim["end"]] == claim["text"]
    assert claim["supporting"][0]["document"] == "regionale-koers-2017"
    assert "(2017)" in claim["supporting"][0]["reference"]


def test_only_the_documents_that_were_named_are_compared(reports_client: TestClient) -> None:
    text = "De helft van de huidige bezoekers van de nachtopvang valt terug naar dakloosheid."
    body = {"text": text, "documents": ["weer-thuis-in-de-wijk-2018"]}
    reply = reports_client.post("/api/verify", json=body).json()
    assert {p["document"] for s in reply["sentences"] for p in s["supporting"]} <= {
        "weer-thuis-in-de-wijk-2018"
    }


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": "  "}, 422),
        ({"text": "a" * (LONGEST_CHECKED + 1)}, 422),
        ({"tekst": "Een zin."}, 422),
        ({"text": "Een zin over wonen.", "documents": ["onbekend"]}, 404),
    ],
)
def test_what_cannot_be_checked_is_a_problem_with_a_remedy(
    reports_client: TestClient, body: dict[str, object], status: int
) -> None:
    reply = reports_client.post("/api/verify", json=body)
    assert (reply.status_code, bool(reply.json()["remedy"])) == (status, True)

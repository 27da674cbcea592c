"""Glossary, reading path and first questions over HTTP, of the made report."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.guide import (
    CheckedGuide,
    CheckedQuestion,
    CheckedQuote,
    CheckedStep,
    CheckedTerm,
    CheckedTheme,
)
from server.app import create_app
from tests.server.standin import DEFINITION, DOCUMENT, STORED, TEXT, made_assistant

START = TEXT.index(DEFINITION)
CHECKED = CheckedGuide(
    term_documents=frozenset({DOCUMENT.id}),
    terms=(
        CheckedTerm("omklapwoning", (CheckedQuote(DOCUMENT.id, DEFINITION),), ("omklap",)),
        CheckedTerm("wonen", (CheckedQuote(DOCUMENT.id, "Wonen is de basis."),), kind="use"),
    ),
    path_documents=frozenset({DOCUMENT.id}),
    steps=(CheckedStep(DOCUMENT.id, ("Wonen",), "Begin hier.", "Begin here."),),
    themes=(
        CheckedTheme(
            "Wonen",
            "Housing",
            (
                CheckedQuestion(("newcomer",), "Wat is omklap?", "What is omklap?", (DOCUMENT.id,)),
                CheckedQuestion(("professional",), "Wat helpt?", "What helps?", (DOCUMENT.id,)),
            ),
        ),
    ),
)
PLACE: dict[str, Any] = {"document": DOCUMENT.id, "title": DOCUMENT.title, "year": 2020}
OMKLAP = {
    "term": "omklapwoning",
    "also": ["omklap"],
    "stands_for": "",
    "kind": "definition",
    "checked": True,
    "quotes": [
        PLACE
        | {"section": ["Wonen", "Omklap"], "page": "17", "start": START}
        | {"end": START + len(DEFINITION), "quote": DEFINITION}
    ],
}


@pytest.fixture
def guided() -> TestClient:
    return TestClient(create_app(made_assistant(), CHECKED))


def test_every_term_comes_with_the_quotes_that_explain_it(guided: TestClient) -> None:
    terms = guided.get("/api/glossary").json()
    assert [term["term"] for term in terms] == ["omklapwoning", "wonen"]
    assert terms[0] == OMKLAP
    assert terms[1]["kind"] == "use"


def test_one_term_is_found_by_any_of_its_names(guided: TestClient) -> None:
    assert guided.get("/api/glossary?term=Omklap").json() == [OMKLAP]
    assert guided.get("/api/glossary?term=parkeren").json() == []
    assert guided.get(f"/api/glossary?term={'o' * 81}").status_code == 422


def test_the_reading_path_gives_places_reasons_and_minutes(guided: TestClient) -> None:
    span = {"start": 0, "end": STORED.sections[1].span.end}
    assert guided.get("/api/reading-path").json() == [
        PLACE
        | {"section": ["Wonen"], "page": None, **span, "minutes": 1, "checked": True}
        | {"reason": {"nl": "Begin hier.", "en": "Begin here."}}
    ]


def test_questions_come_for_one_role_or_for_all(guided: TestClient) -> None:
    newcomer = {
        "theme": {"nl": "Wonen", "en": "Housing"},
        "roles": ["newcomer"],
        "question": {"nl": "Wat is omklap?", "en": "What is omklap?"},
        "checked": True,
    }
    assert guided.get("/api/questions?role=newcomer").json() == [newcomer]
    assert len(guided.get("/api/questions").json()) == 2
    assert guided.get("/api/questions?role=koning").status_code == 422


def test_without_a_guide_rules_choose(client: TestClient) -> None:
    [term] = client.get("/api/glossary").json()
    assert (term["term"], term["checked"]) == ("omklapwoning", False)


def test_without_an_index_the_guide_says_so() -> None:
    reply = TestClient(create_app(None)).get("/api/questions")
    assert (reply.status_code, reply.json()["status"]) == (503, 503)

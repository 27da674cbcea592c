"""An answer as a plain page: escaped, private, and asked anew."""

from fastapi.testclient import TestClient

from tests.server.standin import DOCUMENT

OMKLAP = "wat is een omklapwoning?"


def test_an_answer_has_an_address_of_its_own(client: TestClient) -> None:
    page = client.get("/antwoord", params={"vraag": OMKLAP})
    assert page.status_code == 200
    assert "Gevonden in de rapporten" in page.text
    assert "/bron/wonen-2020?start=" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "script-src" not in page.headers["content-security-policy"]


def test_what_a_question_or_document_holds_is_escaped(client: TestClient) -> None:
    attack = "<script>alert(1)</script> omklapwoning"
    page = client.get("/antwoord", params={"vraag": attack, "document": DOCUMENT.id})
    assert "<script>" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<i>wijken</i>" not in page.text


def test_without_a_question_there_is_a_form(client: TestClient) -> None:
    page = client.get("/antwoord", params={"taal": "en"})
    assert page.status_code == 200
    assert '<html lang="en">' in page.text and "Your question" in page.text


def test_what_is_not_found_shows_what_is_nearest(client: TestClient) -> None:
    page = client.get("/antwoord", params={"vraag": "hoe hoog is de Dom?"})
    assert "Niet gevonden in de rapporten" in page.text
    assert "Passages die het dichtst bij de vraag liggen" in page.text


def test_a_document_that_is_not_there_is_told_on_a_page(client: TestClient) -> None:
    page = client.get("/antwoord", params={"vraag": OMKLAP, "document": "weg"})
    assert page.status_code == 404
    assert "Dit document is er niet" in page.text


def test_a_dutch_question_is_answered_on_an_english_page(client: TestClient) -> None:
    page = client.get("/antwoord", params={"vraag": OMKLAP, "taal": "en"}).text
    assert '<html lang="en">' in page and '<article lang="nl">' in page
    assert "Found in the reports" in page
    assert "&amp;taal=en#citaat" in page
    assert (
        "This document is not here"
        in client.get("/antwoord", params={"vraag": OMKLAP, "taal": "en", "document": "weg"}).text
    )

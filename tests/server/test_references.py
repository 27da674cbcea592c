"""References over HTTP: every format, and nothing that is not proven."""

import io
from typing import Any

import docx
import httpx
import pytest
from fastapi.testclient import TestClient

from tests.server.standin import DEFINITION, TEXT

START = TEXT.index(DEFINITION)
CITED: dict[str, Any] = {"document": "wonen-2020", "start": START, "end": START + len(DEFINITION)}


def asked(client: TestClient, **body: object) -> httpx.Response:
    return client.post("/api/references", json=body)


def test_a_citation_of_an_answer_is_sent_back_as_it_came(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "wat is een omklapwoning?"}).json()
    reply = asked(client, citations=answer["citations"][:1])
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert reply.text == (
        f"“{DEFINITION}” (Bouwer & Huis, 2020, p. 17)\n\n"
        "Bronnen\n\n"
        "Bouwer, A. de, & Huis, B. (2020). Wonen & <i>wijken</i>. Uitgeverij Thuis.\n"
    ).replace("(Bouwer", "(De Bouwer")


@pytest.mark.parametrize(
    ("format", "media_type", "suffix"),
    [
        ("markdown", "text/markdown; charset=utf-8", "md"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "ris"),
        ("bibtex", "application/x-bibtex; charset=utf-8", "bib"),
        ("csl-json", "application/vnd.citationstyles.csl+json", "json"),
    ],
)
def test_every_format_is_a_file_of_its_own_type(
    client: TestClient, format: str, media_type: str, suffix: str
) -> None:
    reply = asked(client, citations=[CITED], format=format)
    assert reply.status_code == 200
    assert reply.headers["content-type"] == media_type
    disposition = f'attachment; filename="bronnen.{suffix}"'
    assert reply.headers["content-disposition"] == disposition


def test_a_conversation_becomes_a_word_file(client: TestClient) -> None:
    turns = [
        {"question": "wat is een omklapwoning?", "citations": [CITED]},
        {"question": "hoe hoog is de Dom?"},
    ]
    reply = asked(client, turns=turns, format="docx", language="en", style="vancouver")
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(reply.content)).paragraphs]
    assert texts == [
        "Quotes and sources",
        "wat is een omklapwoning?",
        f"“{DEFINITION}” (1), p. 17",
        "hoe hoog is de Dom?",
        "Nothing was quoted for this question.",
        "References",
        "1. de Bouwer A, Huis B. Wonen & <i>wijken</i>. Uitgeverij Thuis; 2020.",
    ]


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({"citations": [{"document": "weg"}]}, 404, "'weg'"),
        ({"citations": [CITED | {"quote": "Een omklapwoning is een koophuis."}]}, 422, "koophuis"),
        ({"citations": [{"document": "wonen-2020", "quote": "staat er niet"}]}, 422, "staat er"),
        ({"citations": [CITED | {"end": 10_000}]}, 422, "end=10000"),
        ({"citations": [{"document": "wonen-2020", "start": 3}]}, 422, "give both"),
        ({"citations": []}, 422, "nothing to refer to"),
        ({"citations": [CITED], "style": "appa"}, 422, "no style 'appa'; choose"),
        ({"citations": [CITED], "style": "../../apa"}, 422, "no style"),
        ({"citations": [CITED], "format": "pdf"}, 422, "body.format: Input should be 'text'"),
        ({"citations": [CITED], "language": "de"}, 422, "body.language"),
        ({"citations": [CITED] * 201}, 422, "body.citations"),
    ],
)
def test_what_can_t_be_referred_to_is_told(
    client: TestClient, body: dict[str, object], status: int, told: str
) -> None:
    reply = asked(client, **body)
    assert reply.json()["status"] == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert told in reply.json()["detail"]

"""The reading pages show a quote in its surroundings, as text and nothing but text."""

import re

import pytest
from fastapi.testclient import TestClient

from corpus.document import Span
from server.layout import Line, blocks, stretches
from tests.server.standin import DEFINITION, STORED, TEXT, span_of

ITEMS = "• goede afspraken & vertrouwen\n• <script>window.opgelicht = true</script> hulp"


def marks(page: str) -> list[str]:
    return re.findall(r"<mark.*?</mark>", page)


def test_a_citation_opens_its_section_with_the_quote_marked(client: TestClient) -> None:
    span = span_of(DEFINITION)
    page = client.get(f"/bron/wonen-2020?start={span.start}&end={span.end}").text
    escaped = DEFINITION.replace("<b>", "&lt;b&gt;").replace("</b>", "&lt;/b&gt;")
    assert marks(page) == [f'<mark id="citaat">{escaped}</mark>']
    assert "Wonen &amp; &lt;i&gt;wijken&lt;/i&gt;" in page
    assert "A. de Bouwer, B. Huis · Uitgeverij Thuis · 2020" in page
    assert "<dd>Wonen › Omklap</dd>" in page
    assert "<dd>17</dd>" in page
    assert "<h3>Omklap</h3>" in page
    assert "Wonen is de basis." not in page


def test_a_quote_over_list_items_is_marked_in_each_and_anchored_once(client: TestClient) -> None:
    span = span_of(ITEMS)
    page = client.get(f"/bron/wonen-2020?start={span.start}&end={span.end}").text
    assert marks(page) == [
        '<mark id="citaat">goede afspraken &amp; vertrouwen</mark>',
        "<mark>&lt;script&gt;window.opgelicht = true&lt;/script&gt; hulp</mark>",
    ]


def test_the_neighbouring_sections_are_one_step_away(client: TestClient) -> None:
    first, middle, last = (section.span.start for section in STORED.sections)
    page = client.get(f"/bron/wonen-2020?start={middle}").text
    assert re.findall(r'rel="(prev|next)" href="([^"]+)"', page) == [
        ("prev", f"/bron/wonen-2020?start={first}"),
        ("next", f"/bron/wonen-2020?start={last}"),
    ]
    assert f'href="/bron/wonen-2020#s{middle}"' in page


def test_in_english_all_but_the_document_is_english_and_so_are_the_pages_it_leads_to(
    client: TestClient,
) -> None:
    middle = STORED.sections[1].span.start
    page = client.get(f"/bron/wonen-2020?start={middle}&taal=en").text
    assert '<html lang="en">' in page
    assert re.findall(r"<dt>([^<]+)</dt>", page) == ["Section", "Page", "Reference"]
    assert '<h1 lang="nl">Wonen &amp; &lt;i&gt;wijken&lt;/i&gt;' in page
    followed = re.findall(r'href="(/bron/[^"#]+)', page)
    assert [address.endswith("taal=en") for address in followed] == [True, True, True]
    whole = client.get("/bron/wonen-2020?taal=en").text
    assert "<summary>Contents</summary>" in whole


def test_a_place_that_is_not_there_is_told_in_english(client: TestClient) -> None:
    assert "This document is not here" in client.get("/bron/weg?taal=en").text
    assert "This place is not here" in client.get("/bron/wonen-2020?start=veel&taal=en").text


def test_a_page_that_is_not_proven_is_shown_as_unknown(client: TestClient) -> None:
    start = span_of("Wie omklapt").start
    page = client.get(f"/bron/wonen-2020?start={start}&end={start + 3}").text
    assert "onbekend: het bestand geeft hier geen paginanummer" in page


def test_the_whole_document_has_all_text_and_a_list_of_sections(client: TestClient) -> None:
    page = client.get("/bron/wonen-2020").text
    for section in STORED.sections:
        assert f'<a href="#s{section.span.start}">{section.path[-1]}</a>' in page
        assert f'<section id="s{section.span.start}">' in page
    assert "Wonen is de basis." in page
    assert '<p class="noot">1 Zie bijlage 2.</p>' in page


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/bron/weg", 404),
        ("/bron/%3Cscript%3E", 404),
        (f"/bron/wonen-2020?start=0&end={len(TEXT) + 1}", 422),
        ("/bron/wonen-2020?start=veel", 422),
    ],
)
def test_a_place_that_is_not_there_is_told_on_a_page(
    client: TestClient, address: str, status: int
) -> None:
    reply = client.get(address)
    assert (reply.status_code, reply.headers["content-type"]) == (
        status,
        "text/html; charset=utf-8",
    )
    assert "<h1>" in reply.text
    assert "<script" not in reply.text


def test_the_pages_hold_no_script_and_forbid_it(client: TestClient) -> None:
    reply = client.get("/bron/wonen-2020")
    assert "<script" not in reply.text
    assert reply.headers["content-security-policy"].startswith("default-src 'none'")


def test_stretches_together_are_the_whole_text() -> None:
    whole = "".join(TEXT[part.span.start : part.span.end] for part in stretches(STORED))
    assert whole == TEXT


def test_lines_know_what_they_are() -> None:
    note = span_of("1 Zie bijlage 2.")
    heading = span_of("Begeleiding\n")
    assert blocks(STORED, heading) == [[Line("heading", "Begeleiding")]]
    assert blocks(STORED, note, Span(note.start + 2, note.start + 5)) == [
        [Line("note", "1 ", "Zie", " bijlage 2.", first=True)]
    ]

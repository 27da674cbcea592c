"""Web pages: the text with its headings, and nothing that only surrounds it."""

from pathlib import Path

import pytest

from ingest.readers.element import Element
from ingest.readers.html import read_html
from ingest.readers.text import UnreadableFile
from tests.ingest.structured import sections, stored, told

PAGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Thuis | Gemeente</title>
<style>p { color: red }</style><script>var tekst = "<p>Nooit lezen.</p>";</script></head>
<body>
<header><a href="/">Gemeente</a></header>
<nav><ul><li><a href="/wonen">Wonen</a></li><li><a href="/zorg">Zorg</a></li></ul></nav>
<main>
<h1>Beschermd thuis</h1>
<p>De gemeente <strong>zoekt</strong> woningen.<br>De corporatie verhuurt ze.</p>
<ul><li>goede afspraken</li><li>korte lijnen <ul><li>met de wijk</li></ul></li></ul>
<h2>Aantallen</h2>
<table><caption>Woningen per gemeente</caption>
<tr><th>Gemeente</th><th>Woningen</th></tr><tr><td>Houten</td><td>12</td></tr></table>
<div>Losse tekst met een <a href="/x">verwijzing</a>.</div>
<noscript>Zet JavaScript aan.</noscript><p hidden>Verborgen.</p>
</main>
<div class="menu"><a href="1">Nieuws</a> <a href="2">Contact</a> <a href="3">Over</a>
<a href="4">Zoek</a></div>
<footer>Telefoon 030-1234567</footer>
</body></html>"""


def saved(tmp_path: Path, content: str | bytes, name: str = "pagina.html") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def body(*parts: str) -> str:
    return f"<html><body>{''.join(parts)}</body></html>"


def test_a_page_is_its_main_text(tmp_path: Path) -> None:
    assert read_html(saved(tmp_path, PAGE)) == [
        Element("heading", "Beschermd thuis", 1),
        Element("paragraph", "De gemeente zoekt woningen. De corporatie verhuurt ze."),
        Element("item", "goede afspraken"),
        Element("item", "korte lijnen"),
        Element("item", "met de wijk"),
        Element("heading", "Aantallen", 2),
        Element("paragraph", "Woningen per gemeente"),
        Element("row", "Gemeente: Houten; Woningen: 12", original="Houten 12"),
        Element("paragraph", "Losse tekst met een verwijzing."),
    ]


def test_sections_and_paragraph_numbers_are_the_place(tmp_path: Path) -> None:
    text = stored(saved(tmp_path, PAGE))
    assert sections(text) == [("Beschermd thuis",), ("Beschermd thuis", "Aantallen")]
    assert [text.paragraph_label(sentence.span) for sentence in text.sentences] == [
        *("1", "1", "2", "3", "4"),
        *("1", "2", "3"),
    ]
    assert next(told(text)) == ("Beschermd thuis", "sentence", "De gemeente zoekt woningen.")


def test_a_page_without_main_is_read_without_its_menus(tmp_path: Path) -> None:
    links = "".join(f'<a href="{at}">Onderwerp {at}</a> ' for at in range(6))
    items = "".join(f'<li><a href="{at}">Thema {at}</a></li>' for at in range(6))
    menus = f"<div>{links}</div><ul>{items}<li><ul>{items}</ul></li></ul>"
    page = body(menus, "<div><h2>Wonen</h2><p>Men huurt een huis.</p></div>")
    assert read_html(saved(tmp_path, page)) == [
        Element("heading", "Wonen", 2),
        Element("paragraph", "Men huurt een huis."),
    ]


def test_a_heading_within_a_link_is_a_heading(tmp_path: Path) -> None:
    page = body('<a href="/x"><h3>Lees meer</h3></a><p>Tekst.</p>')
    assert read_html(saved(tmp_path, page))[0] == Element("heading", "Lees meer", 3)


def test_a_table_that_lays_out_a_page_is_read_as_what_it_holds(tmp_path: Path) -> None:
    page = body("<table><tr><td><h1>Kop</h1><p>Een zin.</p></td></tr></table>")
    expected = [Element("heading", "Kop", 1), Element("paragraph", "Een zin.")]
    assert read_html(saved(tmp_path, page)) == expected


@pytest.mark.parametrize(
    "content",
    [
        body("<p>Cliënt</p>").encode("utf-8"),
        b'<meta charset="windows-1252"><p>' + "Cliënt".encode("cp1252") + b"</p>",
        body("<p>Cliënt</p>").encode("cp1252"),
        body("<p>Cliënt</p>").encode("utf-16"),
        b'<meta charset="onbekend"><p>' + "Cliënt".encode() + b"</p>",
    ],
)
def test_the_encoding_is_declared_or_seen(tmp_path: Path, content: bytes) -> None:
    assert read_html(saved(tmp_path, content)) == [Element("paragraph", "Cliënt")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"<html><body><script>alles()</script></body></html>", "no text of its own"),
        (bytes(range(32)) * 40, "the file is binary"),
    ],
)
def test_a_page_without_text_is_refused_by_name(
    tmp_path: Path, content: bytes, message: str
) -> None:
    with pytest.raises(UnreadableFile, match=rf"pagina\.html: .*{message}"):
        read_html(saved(tmp_path, content))


def test_what_is_not_well_formed_is_read_as_browsers_do(tmp_path: Path) -> None:
    page = "<h1>Open</h1><p>Een <b>zin.<p>Nog een</b> zin.<li>los &amp; vast"
    assert [one.text for one in read_html(saved(tmp_path, page))] == [
        *("Open", "Een zin.", "Nog een zin.", "los & vast"),
    ]


def test_what_is_left_out_may_hold_more_that_is(tmp_path: Path) -> None:
    inner = "<nav><aside><script>x()</script><nav>Menu</nav></aside></nav>"
    page = body(f"<aside>{inner}<footer>{inner}</footer></aside>", "<p>Tekst.</p>", inner)
    assert read_html(saved(tmp_path, page)) == [Element("paragraph", "Tekst.")]


def test_deep_nesting_does_no_harm(tmp_path: Path) -> None:
    page = body("<div>" * 3000 + "<p>Diep.</p>" + "</div>" * 3000)
    assert read_html(saved(tmp_path, page)) == [Element("paragraph", "Diep.")]

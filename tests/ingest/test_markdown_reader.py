"""Markdown files: headings of both kinds, lists, tables, and no marks in the text."""

from pathlib import Path

import pytest

from ingest.readers.element import Element
from ingest.readers.markdown import read_markdown
from tests.ingest.structured import sections, stored

TEXT = """# Beschermd **thuis**

De gemeente *zoekt* [woningen](https://example.org).
De corporatie verhuurt ze.

- goede afspraken
- korte lijnen

  met de wijk

1. eerst huren

Aantallen
---------

| Gemeente | Woningen |
|---|---|
| Houten | 12 |
| Zeist |  |

> Een citaat van een bewoner.

    geen tekst

![foto](foto.png)
"""
ELEMENTS = [
    Element("heading", "Beschermd thuis", 1),
    Element("paragraph", "De gemeente zoekt woningen. De corporatie verhuurt ze."),
    Element("item", "goede afspraken"),
    Element("item", "korte lijnen"),
    Element("item", "met de wijk"),
    Element("item", "eerst huren"),
    Element("heading", "Aantallen", 2),
    Element("row", "Gemeente: Houten; Woningen: 12", original="Houten 12"),
    Element("row", "Zeist"),
    Element("paragraph", "Een citaat van een bewoner."),
    Element("plain", "geen tekst"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_order_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "memo.md"
    path.write_bytes((TEXT + "\nCliënten – ‘thuis’.\n").encode(encoding))
    assert read_markdown(path) == [*ELEMENTS, Element("paragraph", "Cliënten – ‘thuis’.")]


def test_headings_make_sections(tmp_path: Path) -> None:
    path = tmp_path / "memo.md"
    path.write_text(TEXT, encoding="utf-8")
    assert sections(stored(path)) == [("Beschermd thuis",), ("Beschermd thuis", "Aantallen")]

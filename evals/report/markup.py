"""The few pieces of HTML that every page is made of."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

STYLE = Path(__file__).with_name("style.css")


def document(title: str, body: str) -> str:
    """A whole page; `body` is HTML already."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE.read_text('utf-8')}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def table_of(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="wide">{table}</div>'


def figure_of(chart: str, caption: str) -> str:
    """`chart` is SVG already."""
    return f"<figure>{chart}<figcaption>{escape(caption)}</figcaption></figure>"


def pair(*parts: str) -> str:
    """Side by side where there is room; the parts are HTML already."""
    return f'<div class="pair">{"".join(parts)}</div>'

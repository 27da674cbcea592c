"""HTML pages from the templates in pages/; whatever is filled in is escaped."""

import base64
import hashlib
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.types import Scope

from retriever.question import Language
from server.words import FIRST, said

PAGES = Path(__file__).parent / "pages"
STYLE = (PAGES / "style.css").read_text("utf-8")
STYLE_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
# No script, nothing from elsewhere, and no style but our own.
POLICY = (
    f"default-src 'none'; style-src 'sha256-{STYLE_DIGEST}'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
TEMPLATES = Environment(
    loader=FileSystemLoader(PAGES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def spoken(scope: Scope) -> Language:
    """What a reader asks for with `taal`; Dutch where they don't, whatever their browser speaks."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("taal")
    return "en" if asked == ["en"] else FIRST


def at(language: Language, path: str, **query: object) -> str:
    """The address of a page in the same language."""
    asked = query if language == FIRST else query | {"taal": language}
    return f"{path}?{urlencode(asked)}" if asked else path


def page(
    template: str, status: int = 200, language: Language = FIRST, **values: object
) -> HTMLResponse:
    """The page that `pages/<template>.html` makes of `values`, with its words as `w`."""
    told = {"language": language, "w": said(language), "at": partial(at, language)}
    text = TEMPLATES.get_template(f"{template}.html").render(values, style=STYLE, **told)
    return HTMLResponse(text, status, {"Content-Security-Policy": POLICY})

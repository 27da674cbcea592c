"""HTML pages from the templates in pages/; whatever is filled in is escaped."""

import base64
import hashlib
from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

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


def page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """The page that `pages/<template>.html` makes of `values`."""
    text = TEMPLATES.get_template(f"{template}.html").render(values, style=STYLE)
    return HTMLResponse(text, status, {"Content-Security-Policy": POLICY})

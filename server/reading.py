"""The pages under /bron: a passage in its section, or a whole document. They hold no script, and
neither does /antwoord."""

from bisect import bisect_right
from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from corpus.document import Document, Page, Quote, Span, StoredText
from retriever.check_reply import reference
from retriever.question import Language
from server.api import CurrentAssistant, End, Start, known_document, place
from server.layout import NO_QUOTE, blocks, stretches
from server.pages import page, spoken
from server.reading_answer import routes as answer_routes
from server.sheets import has_sheets, pages_of
from server.words import FIRST

routes = APIRouter(include_in_schema=False)
routes.include_router(answer_routes)


def passage_page(
    document: Document,
    stored: StoredText,
    start: int,
    quote: Span = NO_QUOTE,
    sheets: Sequence[Page] = (),
    language: Language = FIRST,
) -> HTMLResponse:
    """The section in which `start` lies, with `quote` marked; `sheets` can be seen as printed."""
    parts = stretches(stored)
    at = max(0, bisect_right(parts, start, key=lambda part: part.span.start) - 1)
    here = parts[at]
    shown = Span(here.span.start, max(here.span.end, quote.end))
    return page(
        "passage",
        language=language,
        document=document,
        section=here,
        page=stored.page_label(quote or here.span),
        sheets=sheets,
        marked=marked(quote),
        blocks=blocks(stored, shown, quote),
        reference=reference(quoted(stored, quote or here.span), document),
        previous=parts[at - 1] if at else None,
        next=parts[at + 1] if at + 1 < len(parts) else None,
    )


def marked(quote: Span) -> dict[str, int]:
    """What an address says of the quote that is marked."""
    return {"start": quote.start, "end": quote.end} if quote else {}


def quoted(stored: StoredText, span: Span) -> Quote:
    """What stands there, with its section and its page."""
    text = stored.text[span.start : span.end]
    return Quote(stored.document, span, text, stored.section_path(span), stored.page_label(span))


def document_page(
    document: Document, stored: StoredText, language: Language = FIRST
) -> HTMLResponse:
    """The whole text, under a list of its sections."""
    parts = [(part, blocks(stored, part.span)) for part in stretches(stored)]
    return page("document", language=language, document=document, parts=parts)


@routes.get("/bron/{id}")
def read(
    id: str, request: Request, assistant: CurrentAssistant, start: Start = None, end: End = None
) -> HTMLResponse:
    """The place that a citation opens: a quote with `end`, a section without, or the document."""
    document, stored = known_document(assistant, id), assistant.text(id)
    if start is None:
        return document_page(document, stored, spoken(request.scope))
    asked = place(stored, start, end)
    quote = NO_QUOTE if end is None else asked
    can_show = request.app.state.sheets is not None and has_sheets(document)
    sheets = pages_of(stored, quote or Span(start, start + 1)) if can_show else []
    return passage_page(document, stored, start, quote, sheets, spoken(request.scope))

"""A page of a PDF as it was printed, with the quote marked: as a page to read, and as a picture."""

import hashlib
import logging
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from corpus.document import Document, Page, Span, StoredText
from retriever.check_reply import reference
from retriever.question import Language
from server.api import CurrentAssistant, End, Start, known_document, place
from server.layout import NO_QUOTE
from server.pages import page, spoken
from server.reading import marked, quoted
from server.sheets import DRAWING, NoSheet, Sheet, Sheets
from server.tags import etag, has_already

routes = APIRouter(include_in_schema=False)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A page of a document, and the quote that is to be marked on it."""

    sheets: Sheets
    document: Document
    stored: StoredText
    number: int
    quote: Span
    language: Language

    @property
    def tag(self) -> str:
        """Of whatever makes the picture what it is."""
        quoted = self.stored.text[self.quote.start : self.quote.end]
        made_of = f"{DRAWING} {self.document.sha256} {self.number} {self.quote} {quoted}"
        return etag(hashlib.sha256(made_of.encode()).digest())

    def draw(self) -> Sheet:
        """Raises NoSheet."""
        return self.sheets.show(self.document, self.stored, self.number, self.quote)


def asked(
    id: str,
    number: int,
    request: Request,
    assistant: CurrentAssistant,
    start: Start = None,
    end: End = None,
) -> Asked:
    """Raises HTTPException where the server has no files."""
    sheets: Sheets | None = request.app.state.sheets
    if sheets is None:
        raise HTTPException(404, "this server shows no pages")
    document, stored = known_document(assistant, id), assistant.text(id)
    quote = NO_QUOTE if start is None or end is None else place(stored, start, end)
    return Asked(sheets, document, stored, number, quote, spoken(request.scope))


AskedSheet = Annotated[Asked, Depends(asked)]


@routes.get("/bron/{id}/blad/{number:int}.png")
def picture(wanted: AskedSheet, request: Request) -> Response:
    """Drawn when it is first asked for; who has it already gets nothing again."""
    headers = {"ETag": wanted.tag, "Cache-Control": "private, no-cache"}
    if has_already(request, wanted.tag):
        return Response(status_code=304, headers=headers)
    try:
        drawn = wanted.draw()
    except NoSheet as error:
        raise HTTPException(404, str(error)) from error
    return Response(drawn.png, media_type="image/png", headers=headers)


@routes.get("/bron/{id}/blad/{number:int}")
def read(wanted: AskedSheet) -> HTMLResponse:
    """The picture, whether the quote was found on it, and the way back to the text."""
    try:
        drawn = wanted.draw()
    except NoSheet as error:
        log.warning("%s, page %d: %s", wanted.document.id, wanted.number, error)
        return page("problem", 404, wanted.language, problem="sheet")
    return sheet_page(wanted, drawn)


def sheet_page(wanted: Asked, drawn: Sheet) -> HTMLResponse:
    pages = {one.index: one for one in reversed(wanted.stored.pages) if one.index}
    here = pages.get(wanted.number, Page(wanted.number, None, NO_QUOTE))
    return page(
        "sheet",
        language=wanted.language,
        document=wanted.document,
        sheet=drawn,
        here=here,
        last=max(pages, default=0),
        beside=[pages.get(wanted.number + step) for step in (-1, 1)],
        marked=marked(wanted.quote),
        quote=wanted.stored.text[wanted.quote.start : wanted.quote.end],
        reference=reference(quoted(wanted.stored, wanted.quote or here.span), wanted.document),
    )

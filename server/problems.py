"""Every error in one shape: problem details (RFC 9457) with a remedy."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from corpus.index import UnknownDocument
from retriever.question import BadQuestion
from server.pages import page


class NoIndex(RuntimeError):
    """There is no index to answer from yet."""


class BadPlace(ValueError):
    """A start and end that do not lie within the document's text."""


class BodyTooLarge(HTTPException):
    """The request's body is longer than the server reads."""

    def __init__(self, most: int) -> None:
        super().__init__(413, f"De aanvraag is groter dan {most // 1024} KiB.")


class Problem(BaseModel):
    """Problem details as in RFC 9457; `remedy` says what the caller can do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    remedy: str = Field(examples=["GET /api/documents geeft de documenten die er zijn."])


TITLES = {
    404: "Niet gevonden",
    405: "Methode niet toegestaan",
    413: "Aanvraag te groot",
    422: "Aanvraag klopt niet",
    500: "Interne fout",
    503: "Nog geen index",
}
REMEDIES = {
    404: "Zie /docs voor de adressen en GET /api/documents voor de documenten die er zijn.",
    405: "Zie /docs voor de methode bij dit adres.",
    413: "Stel één vraag van hooguit 2.000 tekens.",
    422: "Zie /docs voor de velden en hun grenzen.",
    500: "Probeer het opnieuw; blijft het misgaan, meld dan het tijdstip aan de beheerder.",
    503: "Maak de index met `bronwijzer ingest` en probeer het daarna opnieuw.",
}


def problem(path: str, status: int, detail: str) -> Response:
    """Problem details, or under /bron, where people read, a page that says the same."""
    title, remedy = TITLES.get(status, "Fout"), REMEDIES.get(status, REMEDIES[500])
    if path.startswith("/bron/"):
        return page("problem", status, title=title, detail=detail, remedy=remedy)
    details = Problem(title=title, status=status, detail=detail, remedy=remedy)
    return JSONResponse(details.model_dump(), status, media_type="application/problem+json")


def unreadable(error: RequestValidationError) -> str:
    """Which fields are wrong and why, without the values, for those may hold a question."""
    parts = [
        f"{'.'.join(str(place) for place in one['loc'])}: {one['msg']}" for one in error.errors()
    ]
    return "; ".join(parts)


STATUSES: dict[type[Exception], int] = {
    UnknownDocument: 404,
    BadQuestion: 422,
    BadPlace: 422,
    NoIndex: 503,
}


def tell(request: Request, error: Exception) -> Response:
    """The problem that `error` is to the caller."""
    if isinstance(error, HTTPException):
        return problem(
            request.url.path,
            error.status_code,
            f"{request.method} {request.url.path}: {error.detail}",
        )
    if isinstance(error, RequestValidationError):
        return problem(request.url.path, 422, unreadable(error))
    return problem(request.url.path, STATUSES[type(error)], str(error))


def add_problem_handlers(app: FastAPI) -> None:
    for kind in (HTTPException, RequestValidationError, *STATUSES):
        app.add_exception_handler(kind, tell)

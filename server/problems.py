"""Every error in one shape: problem details (RFC 9457) with a remedy."""

from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from corpus.index import UnknownDocument
from corpus.manifest import IndexDamaged, IndexMissing
from retriever.pasted import BadText
from retriever.question import BadQuestion, Language
from retriever.references.prove import UnprovenQuote
from retriever.references.styles import UnknownStyle
from server.chat_errors import PREFIX, BadChat, UnknownModel, chat_error
from server.database import DataUnusable
from server.feedback import UnknownFeedback
from server.keys import UnknownKey
from server.pages import page, spoken
from server.words import FIRST


class BadPlace(ValueError):
    """A start and end that do not lie within the document's text."""


class BodyTooLarge(HTTPException):
    """The request's body is longer than the server reads."""

    def __init__(self, most: int) -> None:
        super().__init__(413, f"The request holds more than {most // 1024} KiB.")


class Problem(BaseModel):
    """Problem details as in RFC 9457; the remedy is what the caller can do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    remedy: str = Field(examples=["GET /api/documents lists the documents."])


TITLES = {
    400: "Request refused",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    408: "Request too slow",
    409: "In use",
    413: "Request too large",
    415: "Wrong type of content",
    421: "Wrong host",
    429: "Too many requests",
    422: "Request not understood",
    500: "Internal error",
    503: "Not available",
}
REMEDIES = {
    400: "Send a key in the header `Authorization: Bearer KEY`, and nowhere else.",
    401: "Sign in at /sign-in, or send a key in the header `Authorization: Bearer KEY`.",
    403: "Ask the administrator for a key or a role that may do this.",
    408: "Send the whole request within the time that the server waits.",
    409: "Wait until the other change is done, then try again.",
    421: "Use the address that the server was set up with.",
    429: "Wait as many seconds as the header Retry-After says.",
    404: "See /docs for the paths; GET /api/documents lists the documents.",
    405: "See /docs for the method that this path takes.",
    413: "Ask one question of at most 2,000 characters, or check a text of at most 20,000.",
    422: "See /docs for the fields and their limits.",
    500: "Try again; if it keeps failing, tell the administrator at what time it did.",
    503: "Run `bronwijzer ingest`, then start the server again.",
}


def problem(
    path: str,
    status: int,
    detail: str,
    headers: Mapping[str, str] | None = None,
    remedy: str = "",
    language: Language = FIRST,
) -> Response:
    """Problem details; under /bron, where people read, a page; under /v1 OpenAI's shape."""
    remedy = remedy or REMEDIES.get(status, REMEDIES[500])
    if path.startswith(PREFIX):
        return chat_error(status, detail, remedy, headers)
    if path.startswith(("/bron/", "/antwoord")):
        told: Response = page("problem", status, language, problem=status)
        told.headers.update(headers or {})
        return told
    details = Problem(
        title=TITLES.get(status, "Error"),
        status=status,
        detail=detail,
        remedy=remedy,
    )
    kind = "application/problem+json"
    return JSONResponse(details.model_dump(), status, dict(headers or {}), kind)


def unreadable(error: RequestValidationError) -> str:
    """Which fields are wrong and why, without the values, for those may hold a question."""
    parts = [
        f"{'.'.join(str(place) for place in one['loc'])}: {one['msg']}" for one in error.errors()
    ]
    return "; ".join(parts)


STATUSES: dict[type[Exception], int] = {
    UnknownDocument: 404,
    UnknownFeedback: 404,
    UnknownKey: 404,
    BadQuestion: 422,
    BadText: 422,
    BadPlace: 422,
    BadChat: 422,
    UnknownModel: 404,
    UnprovenQuote: 422,
    UnknownStyle: 422,
    IndexMissing: 503,
    IndexDamaged: 503,
    DataUnusable: 503,
}


def tell(request: Request, error: Exception) -> Response:
    """The problem that `error` is to the caller."""
    language = spoken(request.scope)
    if isinstance(error, HTTPException):
        return problem(
            request.url.path,
            error.status_code,
            f"{request.method} {request.url.path}: {error.detail}",
            error.headers,
            language=language,
        )
    if isinstance(error, RequestValidationError):
        return problem(request.url.path, 422, unreadable(error), language=language)
    status = next(status for kind, status in STATUSES.items() if isinstance(error, kind))
    return problem(request.url.path, status, str(error), language=language)


def add_problem_handlers(app: FastAPI) -> None:
    for kind in (HTTPException, RequestValidationError, *STATUSES):
        app.add_exception_handler(kind, tell)

"""The routes under /api."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.applications import Starlette

from corpus.document import Document, Span, StoredText
from corpus.index import UnknownDocument
from corpus.manifest import IndexMissing
from retriever.assistant import Assistant
from retriever.check_reply import VerifyReply, verify_reply
from retriever.following import newest
from retriever.reply import AskReply, SearchReply, ask_reply, search_reply
from server.events import EVENTS, accepts_events, event_reply
from server.measured import Meter
from server.paging import Limit, Offset, tell_pages
from server.problems import BadPlace
from server.requests import AskRequest, DocumentReply, SearchRequest, TextReply, VerifyRequest
from server.tags import TaggedRoute

SURROUNDINGS = 300


def assistant_of(app: Starlette) -> Assistant:
    """Over one generation of the index: the newest.

    Raises IndexMissing where the server was started without one.
    """
    assistant: Assistant | None = app.state.assistant
    if assistant is None:
        raise IndexMissing("no index to answer from; run `bronwijzer ingest`")
    meter: Meter = app.state.meter
    return meter.of(newest(assistant))


def current_assistant(request: Request) -> Assistant:
    """The same for the whole request. Raises IndexMissing."""
    return assistant_of(request.app)


CurrentAssistant = Annotated[Assistant, Depends(current_assistant)]
Start = Annotated[int | None, Query(ge=0, description="First character of the stored text.")]
End = Annotated[int | None, Query(ge=0, description="Character after the last one.")]


def known_document(assistant: Assistant, id: str) -> Document:
    """Raises UnknownDocument."""
    if id not in assistant.documents:
        raise UnknownDocument(f"no document {id!r}; GET /api/documents lists them")
    return assistant.documents[id]


def place(stored: StoredText, start: int | None, end: int | None) -> Span:
    """The span asked for, the whole text by default. Raises BadPlace."""
    span = Span(start or 0, len(stored.text) if end is None else end)
    if not span.start < span.end <= len(stored.text):
        raise BadPlace(
            f"start={span.start}, end={span.end}: {stored.document} has {len(stored.text)} "
            "characters, and start must lie before end"
        )
    return span


def failures(*statuses: int) -> dict[int | str, dict[str, Any]]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": "Problem", "content": content} for status in statuses}


routes = APIRouter(prefix="/api", responses=failures(503))
tagged = APIRouter(prefix="/api", responses=failures(503), route_class=TaggedRoute)


@routes.post(
    "/ask",
    summary="Answer a question",
    response_model=AskReply,
    responses=EVENTS | failures(404, 413, 422),
)
def ask(body: AskRequest, assistant: CurrentAssistant, request: Request) -> AskReply | Response:
    """An answer in which every claim has quotes that stand verbatim in a document.

    Without evidence the outcome is not_found, and nearest holds the closest passages. A follow-up
    ("and in Houten?") takes what it leaves unsaid from history; asked is what was searched.

    With Accept: text/event-stream the answer comes in server-sent events, JSON each: passages
    (what was found), text (once or more, the last in place of those before), citations, verdicts,
    and done, which repeats the whole reply; or, where it fails midway, error with a problem.
    """
    if accepts_events(request):
        events = assistant.stream(body.question, body.documents, body.history)
        return event_reply(events, assistant.documents)
    answer = assistant.ask(body.question, body.documents, body.history)
    return ask_reply(answer, assistant.documents)


@routes.post("/search", summary="Find passages", responses=failures(404, 413, 422))
def search(body: SearchRequest, assistant: CurrentAssistant) -> SearchReply:
    """Passages, best first."""
    found = assistant.search(body.question, body.limit, body.documents, body.history)
    return search_reply(
        body.question,
        found.language,
        found.hits,
        assistant.documents,
        found.elapsed,
        asked=found.asked,
    )


@routes.post("/verify", summary="Check a text", responses=failures(404, 413, 422))
def verify(body: VerifyRequest, assistant: CurrentAssistant) -> VerifyReply:
    """For each sentence of a text whether a document says so, in the same or in other words, says
    otherwise, or says nothing of it, with the passages for and against and their references."""
    return verify_reply(assistant.check(body.text, body.documents), assistant.documents)


@tagged.get("/documents", summary="List the documents", responses=failures(422))
def documents(
    request: Request,
    response: Response,
    assistant: CurrentAssistant,
    offset: Offset = 0,
    limit: Limit = 1000,
) -> list[DocumentReply]:
    """The catalogue, in its own order; the header Link tells where the next ones stand."""
    found = list(assistant.documents.values())
    tell_pages(request, response, offset, limit, len(found))
    return [DocumentReply.of(document) for document in found[offset : offset + limit]]


@tagged.get("/documents/{id}", summary="Describe a document", responses=failures(404))
def document(id: str, assistant: CurrentAssistant) -> DocumentReply:
    """One entry of the catalogue."""
    return DocumentReply.of(known_document(assistant, id))


@tagged.get("/documents/{id}/text", summary="Read a document", responses=failures(404, 422))
def text(id: str, assistant: CurrentAssistant, start: Start = None, end: End = None) -> TextReply:
    """The stored text from start to end, with its section, page and surroundings."""
    document, stored = known_document(assistant, id), assistant.text(id)
    return TextReply.of(document, stored, place(stored, start, end), SURROUNDINGS)


@routes.get("/health", summary="Tell how the server fares")
def health(assistant: CurrentAssistant) -> Mapping[str, Any]:
    """What the index holds."""
    return {"status": "ok", **assistant.health()}

"""An answer as it comes: server-sent events, for clients that accept them."""

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import aclosing
from typing import Any, cast

from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import StreamingResponse

from corpus.document import Document
from corpus.origin import origin
from retriever.answer import Answer
from retriever.events import Event, Found, Stated
from retriever.reply import (
    CitationReply,
    ClaimReply,
    PassageReply,
    ask_reply,
    passage_reply,
)
from server.problems import REMEDIES, TITLES, Problem

EVENT_STREAM = "text/event-stream"
# How the API's description tells of the events.
EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer; in events where the client accepts them.",
        "content": {EVENT_STREAM: {"schema": {"type": "string"}}},
    }
}

log = logging.getLogger(__name__)


class PassagesEvent(BaseModel):
    """Event `passages`, the first: what was found, before anything is said about it."""

    passages: list[PassageReply]


class TextEvent(BaseModel):
    """Event `text`: a part of the answer, as soon as it is proven."""

    text: str = Field(description="Markdown with citation numbers as [1].")
    replace: bool = Field(
        description="True: take the place of all text before it, as the last one does, which is "
        "the whole answer; false: come after it, on a line of its own."
    )


class CitationsEvent(BaseModel):
    """Event `citations`: where the numbers in the text lead."""

    citations: list[CitationReply]


class VerdictsEvent(BaseModel):
    """Event `verdicts`: what was found of each claim; then `done` repeats the whole reply."""

    claims: list[ClaimReply]


def accepts_events(request: Request) -> bool:
    return EVENT_STREAM in request.headers.get("accept", "")


def event_reply(events: Iterator[Event], documents: Mapping[str, Document]) -> StreamingResponse:
    """Waits for the first event, so that what is wrong with the question is told as a problem."""
    first = next(events)
    stream = told(first, events, documents)
    return StreamingResponse(stream, media_type=EVENT_STREAM, headers={"X-Accel-Buffering": "no"})


async def told(
    first: Event, events: Iterator[Event], documents: Mapping[str, Document]
) -> AsyncIterator[str]:
    """Stops the work behind `events` when the client leaves, at the next event."""
    try:
        for line in written(first, documents):
            yield line
        async with aclosing(in_thread(events)) as coming:
            async for event in coming:
                for line in written(event, documents):
                    yield line
    except Exception as error:
        log_failure(error)
        yield server_sent("error", failure())


async def in_thread(events: Iterator[Event]) -> AsyncGenerator[Event, None]:
    """Each next event is waited for in a thread; the iterator is closed whatever happens."""
    end = object()
    try:
        while (event := await run_in_threadpool(next, events, end)) is not end:
            yield cast(Event, event)
    finally:
        getattr(events, "close", lambda: None)()


def written(event: Event, documents: Mapping[str, Document]) -> Iterator[str]:
    if isinstance(event, Found):
        found = [passage_reply(hit, documents) for hit in event.hits]
        yield server_sent("passages", PassagesEvent(passages=found))
    elif isinstance(event, Stated):
        yield server_sent("text", TextEvent(text=statement(event), replace=False))
    else:
        yield from concluded(event, documents)


def concluded(answer: Answer, documents: Mapping[str, Document]) -> Iterator[str]:
    reply = ask_reply(answer, documents)
    yield server_sent("text", TextEvent(text=reply.text, replace=True))
    yield server_sent("citations", CitationsEvent(citations=reply.citations))
    yield server_sent("verdicts", VerdictsEvent(claims=reply.claims))
    yield server_sent("done", reply)


def statement(stated: Stated) -> str:
    numbers = "".join(f"[{citation.number}]" for citation in stated.citations)
    return f"{'- ' if stated.item else ''}{stated.claim.text} {numbers}".strip()


def log_failure(error: Exception) -> None:
    where = origin(error.__traceback__)
    log.error("%s while answering in events\n%s", type(error).__name__, where)


def failure() -> Problem:
    return Problem(
        title=TITLES[500],
        status=500,
        detail="Something went wrong on the server, in the middle of the answer.",
        remedy=REMEDIES[500],
    )


def server_sent(name: str, data: BaseModel) -> str:
    """JSON has no line ends of its own, so that one line holds all."""
    return f"event: {name}\ndata: {data.model_dump_json()}\n\n"

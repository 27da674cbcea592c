"""The routes of feedback: anybody who asks may give it and take it back; admins read it."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from server.api import CurrentAssistant, failures
from server.auth import Admin
from server.feedback import Feedback, FeedbackBox, FeedbackRequest
from server.paging import Limit, Offset, tell_pages

routes = APIRouter(prefix="/api/feedback", responses=failures(404))


class KeptReply(BaseModel):
    kept: bool = Field(description="Whether anything was: only with consent.")
    id: str | None = Field(description="By which it can be taken back; null where nothing is kept.")


def box(request: Request) -> FeedbackBox:
    """Raises HTTPException where the server keeps no data."""
    found: FeedbackBox | None = request.app.state.feedback
    if found is None:
        raise HTTPException(404, "this server keeps no feedback")
    return found


@routes.post("", summary="Judge an answer", responses=failures(422))
def give(body: FeedbackRequest, request: Request, assistant: CurrentAssistant) -> KeptReply:
    """With consent the judgement is kept, with question, answer and what was found, until the
    server's retention time ends or it is taken back. Without, only the thumb is counted."""
    request.app.state.metrics.thumbs.labels(body.thumb).inc()
    if not body.consent:
        return KeptReply(kept=False, id=None)
    return KeptReply(kept=True, id=box(request).keep(body, assistant))


@routes.get("", summary="Read the feedback", dependencies=[Admin], responses=failures(422))
def read(
    request: Request, response: Response, offset: Offset = 0, limit: Limit = 100
) -> list[Feedback]:
    """The oldest first; the header Link tells where the next ones stand."""
    kept = box(request)
    tell_pages(request, response, offset, limit, kept.count())
    return kept.list(offset, limit)


Id = Annotated[str, Field(max_length=64)]


@routes.delete("/{id}", summary="Take feedback back", status_code=204)
def delete(id: Id, request: Request) -> None:
    """Whoever has the id may: it was told to the one who gave the feedback."""
    box(request).delete(id)

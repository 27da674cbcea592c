"""The routes for newcomers: glossary, reading path and questions to begin with."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from corpus.guide import Role
from retriever.guide import Guide, Guides
from retriever.guide_reply import (
    FirstQuestionReply,
    StepReply,
    TermReply,
    question_reply,
    step_reply,
    term_reply,
)
from server.api import CurrentAssistant, failures


def current_guide(request: Request, assistant: CurrentAssistant) -> Guide:
    guides: Guides = request.app.state.guides
    return guides.of(assistant)


CurrentGuide = Annotated[Guide, Depends(current_guide)]

routes = APIRouter(prefix="/api", responses=failures(503))


@routes.get("/glossary", summary="Explain the terms of the documents", responses=failures(422))
def glossary(
    guide: CurrentGuide,
    assistant: CurrentAssistant,
    term: Annotated[
        str | None, Query(max_length=80, description="Only this term, by any of its names.")
    ] = None,
) -> list[TermReply]:
    """Every term with the sentences that define it, by name; empty where no document has it."""
    one = guide.terminology.entry(term) if term else None
    terms = guide.terminology.terms if term is None else [one] if one else []
    return [term_reply(found, assistant.documents) for found in terms]


@routes.get("/reading-path", summary="Tell what to read first")
def reading_path(guide: CurrentGuide, assistant: CurrentAssistant) -> list[StepReply]:
    """Sections in the order of reading, each with a reason and the minutes it takes."""
    return [step_reply(step, assistant.documents[step.document]) for step in guide.reading_path]


@routes.get("/questions", summary="Give questions to begin with", responses=failures(422))
def questions(
    guide: CurrentGuide,
    role: Annotated[Role | None, Query(description="Only those for this role.")] = None,
) -> list[FirstQuestionReply]:
    """By theme, in Dutch and English."""
    return [question_reply(one) for one in guide.questions if role is None or role in one.roles]

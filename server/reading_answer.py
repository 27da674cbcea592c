"""The page /antwoord: an answer without script, at an address that can be kept and sent on."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from corpus.document import Document
from corpus.index import UnknownDocument
from retriever.answer import Answer, Citation
from retriever.prose import blocks
from retriever.question import BadQuestion, Language
from server.api import CurrentAssistant
from server.pages import page
from server.words import FIRST

routes = APIRouter(include_in_schema=False)
# What was asked is nobody else's business: no cache keeps it.
PRIVATE = {"Cache-Control": "no-store"}
Asked = Annotated[str, Query(description="The question; without one, the form alone.")]
Within = Annotated[list[str], Query(max_length=100)]


@routes.get("/antwoord")
def answer_page(
    assistant: CurrentAssistant,
    vraag: Asked = "",
    document: Within = [],  # noqa: B006  # FastAPI copies it
    taal: Language | None = None,
) -> HTMLResponse:
    """The question is asked anew, so that the answer is what the documents say now."""
    if not vraag.strip():
        return _shown(taal or FIRST, vraag, assistant.documents)
    try:
        answer = assistant.ask(vraag, [id for id in document if id])
    except BadQuestion:
        return _shown(taal or FIRST, vraag, assistant.documents, status=422)
    except UnknownDocument:
        return page("problem", 404, taal or FIRST, problem=404)
    return _shown(taal or answer.language, vraag, assistant.documents, answer)


def _shown(
    language: Language,
    question: str,
    documents: Mapping[str, Document],
    answer: Answer | None = None,
    status: int = 200,
) -> HTMLResponse:
    reply = page(
        "answer",
        status,
        language,
        question=question,
        answer=answer,
        blocks=blocks(answer.text) if answer else [],
        cited=_cited(answer),
        documents=documents,
    )
    reply.headers.update(PRIVATE)
    return reply


def _cited(answer: Answer | None) -> Mapping[str, Citation]:
    """By the number that stands in the text."""
    return {str(one.number): one for one in answer.citations} if answer else {}

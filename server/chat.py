"""OpenAI's chat protocol over the assistant: any client that speaks it can ask."""

import re
import time
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from corpus.document import Document
from retriever.answer import Answer, Citation
from retriever.assistant import Assistant
from retriever.events import Event
from retriever.question import LONGEST_QUESTION, Language
from retriever.references.places import Cited
from server.api import CurrentAssistant
from server.chat_errors import BadChat, UnknownModel, chat_failures, error_reply
from server.chat_messages import (
    MODEL,
    Annotation,
    ChatChunk,
    ChatReply,
    ChatRequest,
    Choice,
    ChunkChoice,
    Delta,
    Message,
    ModelReply,
    ModelsReply,
    ReplyMessage,
    UrlCitation,
)
from server.events import EVENT_STREAM, EVENTS, in_thread, log_failure
from server.problems import REMEDIES

# Earlier questions that a follow-up may lean on.
REMEMBERED = 20
SOURCES: dict[Language, str] = {"nl": "Bronnen", "en": "Sources"}
FAILURES = (400, 401, 403, 404, 408, 413, 421, 422, 429, 500, 503)


def text_of(message: Message) -> str:
    """Raises BadChat for pictures and sounds."""
    if not isinstance(message.content, list):
        return message.content or ""
    for part in message.content:
        if part.type != "text":
            raise BadChat(f"a part of type {part.type!r} can't be read; send parts of type text")
    return "\n".join(part.text for part in message.content)


def question_and_history(messages: Sequence[Message]) -> tuple[str, list[str]]:
    """The last message of a user, and those before it that could be asked. Raises BadChat."""
    asked = [text_of(message) for message in messages if message.role == "user"]
    if not asked:
        raise BadChat("there is no message with the role user; send the question as one")
    *earlier, question = asked
    history = [text for text in earlier if text.strip() and len(text) <= LONGEST_QUESTION]
    return question, history[-REMEMBERED:]


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as the protocol tells it. `content` ends in the list of sources."""

    content: str
    annotations: list[Annotation]


def tell(answer: Answer, assistant: Assistant, base: str) -> Told:
    """`base` is the address of the reading pages, without a slash at its end."""
    links = {
        str(one.number): link(one, assistant.documents[one.quote.document], answer.language, base)
        for one in answer.citations
    }
    lines = [f"- [{number}] [{one.title}]({one.url})" for number, one in links.items()]
    sources = [f"**{SOURCES[answer.language]}**\n\n" + "\n".join(lines)] if lines else []
    annotations = [
        Annotation(
            url_citation=links[match[1]].model_copy(
                update={"start_index": match.start(), "end_index": match.end()}
            )
        )
        for match in re.finditer(r"\[(\d+)\]", answer.text)
        if match[1] in links
    ]
    return Told("\n\n".join([answer.text, *sources]), annotations)


def link(citation: Citation, document: Document, language: Language, base: str) -> UrlCitation:
    quote = citation.quote
    place = Cited(document.id, quote).place(language)
    year = f" ({document.year})" if document.year else ""
    where = f", {place.words(language)}" if place else ""
    span = f"start={quote.span.start}&end={quote.span.end}"
    title = re.sub(r"[\[\]]", "", f"{document.title}{year}{where}")
    url = f"{base}/bron/{document.id}?{span}"
    return UrlCitation(start_index=0, end_index=0, title=title, url=url)


def base_url(request: Request) -> str:
    public: str = request.app.state.doorkeeper.options.public_url
    return (public or str(request.base_url)).rstrip("/")


routes = APIRouter(prefix="/v1", responses=chat_failures(*FAILURES))


@routes.post(
    "/chat/completions",
    summary="Answer in OpenAI's protocol",
    response_model=ChatReply,
    responses=EVENTS,
)
def chat(body: ChatRequest, assistant: CurrentAssistant, request: Request) -> ChatReply | Response:
    """The answer of POST /api/ask for clients of OpenAI's chat protocol: point them at this
    server's address with /v1 behind it, and at the model bronwijzer.

    The text has citation numbers as [1], the sources stand at its end, and annotations lead from
    each number to a page that shows the quote. With stream the answer comes in pieces.
    """
    if body.model != MODEL:
        raise UnknownModel(f"no model {body.model!r}; ask for {MODEL!r}")
    question, history = question_and_history(body.messages)
    if body.stream:
        events = assistant.stream(question, history=history)
        # What is wrong with the question comes to light here, before anything is sent.
        next(events)
        pieces = streamed(events, assistant, base_url(request))
        buffering = {"X-Accel-Buffering": "no"}
        return StreamingResponse(pieces, media_type=EVENT_STREAM, headers=buffering)
    told = tell(assistant.ask(question, history=history), assistant, base_url(request))
    message = ReplyMessage(content=told.content, annotations=told.annotations)
    return ChatReply(id=new_id(), created=int(time.time()), choices=[Choice(message=message)])


async def streamed(events: Iterator[Event], assistant: Assistant, base: str) -> AsyncIterator[str]:
    """The role at once; the text when all of it is proven, for what was sent can't be taken
    back."""
    id, created = new_id(), int(time.time())

    def chunk(delta: Delta, is_last: bool = False) -> str:
        choice = ChunkChoice(delta=delta, finish_reason="stop" if is_last else None)
        made = ChatChunk(id=id, created=created, choices=[choice])
        return f"data: {made.model_dump_json()}\n\n"

    yield chunk(Delta(role="assistant", content=""))
    try:
        async with aclosing(in_thread(events)) as coming:
            answers = [event async for event in coming if isinstance(event, Answer)]
        told = tell(answers[-1], assistant, base)
        for piece in told.content.splitlines(keepends=True):
            yield chunk(Delta(content=piece))
        yield chunk(Delta(annotations=told.annotations))
        yield chunk(Delta(), is_last=True)
        yield "data: [DONE]\n\n"
    except Exception as error:
        log_failure(error)
        failed = error_reply(500, "Something went wrong on the server.", REMEDIES[500])
        yield f"data: {failed.model_dump_json()}\n\n"


def new_id() -> str:
    return f"chatcmpl-{uuid.uuid4().hex}"


@routes.get("/models", summary="List the models of OpenAI's protocol")
def models() -> ModelsReply:
    """There is one."""
    return ModelsReply(data=[ModelReply()])


@routes.get("/models/{id}", summary="Describe a model of OpenAI's protocol")
def model(id: str) -> ModelReply:
    """As the list has it."""
    if id != MODEL:
        raise UnknownModel(f"no model {id!r}; ask for {MODEL!r}")
    return ModelReply()

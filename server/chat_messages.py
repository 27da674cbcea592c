"""What OpenAI's chat protocol sends and expects, as far as Bronwijzer uses it."""

from typing import Literal

from pydantic import BaseModel, Field

MODEL = "bronwijzer"
# 20 November 2026, of the first version; the protocol wants a date.
CREATED = 1_795_132_800

EXAMPLE_MESSAGES = [[{"role": "user", "content": "wat is een omklapwoning?"}]]


class Part(BaseModel):
    """A part of a message; only parts of type text are read."""

    type: str = Field(max_length=40, examples=["text"])
    text: str = ""


class Message(BaseModel):
    """A message of the conversation so far."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None


class ChatRequest(BaseModel):
    """A conversation that ends in a question. What steers a language model elsewhere, such as
    temperature or tools, is passed over."""

    model: str = Field(
        max_length=200, description=f"{MODEL}; GET /v1/models lists it.", examples=[MODEL]
    )
    messages: list[Message] = Field(
        min_length=1,
        max_length=500,
        description="The last message of a user is the question, those before it say what it is "
        "about; messages of system, developer and assistant change nothing.",
        examples=EXAMPLE_MESSAGES,
    )
    stream: bool | None = Field(
        default=False, description="True: server-sent events with pieces of the answer."
    )


class UrlCitation(BaseModel):
    """Where a citation number of the text leads."""

    start_index: int = Field(description="First character of the number, as [1], in the content.")
    end_index: int = Field(description="Character after it.")
    title: str = Field(description="The document, and where in it.")
    url: str = Field(description="A page that shows the quote in its section.")


class Annotation(BaseModel):
    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class ReplyMessage(BaseModel):
    role: Literal["assistant"] = "assistant"
    content: str = Field(description="Markdown; numbers as [1] lead to the sources at the end.")
    refusal: str | None = None
    annotations: list[Annotation]


class Choice(BaseModel):
    index: int = 0
    message: ReplyMessage
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class ChatReply(BaseModel):
    """A chat completion. Tokens are not counted, so there is no usage."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int = Field(description="Seconds since 1970.")
    model: str = MODEL
    choices: list[Choice]


class Delta(BaseModel):
    """What a piece of a streamed answer adds."""

    role: Literal["assistant"] | None = None
    content: str | None = None
    annotations: list[Annotation] | None = None


class ChunkChoice(BaseModel):
    index: int = 0
    delta: Delta
    logprobs: None = None
    finish_reason: Literal["stop"] | None = None


class ChatChunk(BaseModel):
    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str = MODEL
    choices: list[ChunkChoice]


class ModelReply(BaseModel):
    """A model that can be asked."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = CREATED
    owned_by: str = MODEL


class ModelsReply(BaseModel):
    object: Literal["list"] = "list"
    data: list[ModelReply]

"""What the API accepts and sends beside questions and answers (those are in retriever.reply)."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from corpus.document import Document, Span, StoredText
from retriever.question import LONGEST_QUESTION
from retriever.reply import PlaceReply

EXAMPLE_DOCUMENT = "bouwen-aan-een-thuis-2021"
# Characters of a text: checking takes up to half a second a sentence.
LONGEST_CHECKED = 20_000


class AskRequest(BaseModel):
    """A question, the documents to look in, and the questions before it."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(
        max_length=LONGEST_QUESTION,
        description="One question in Dutch or English, 2,000 characters at most.",
        examples=["wat is een omklapwoning?"],
    )
    documents: list[str] = Field(
        default=[],
        max_length=100,
        description="Ids of the documents to look in; empty means all.",
        examples=[[EXAMPLE_DOCUMENT]],
    )
    history: list[Annotated[str, Field(max_length=LONGEST_QUESTION)]] = Field(
        default=[],
        max_length=20,
        description="Earlier questions of the conversation as they were typed, oldest first.",
        examples=[["wie betaalt de begeleiding?"]],
    )


class SearchRequest(AskRequest):
    limit: int = Field(default=20, ge=1, le=100, description="Most passages to send back.")


class VerifyRequest(BaseModel):
    """A text to be checked against the documents."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(
        max_length=LONGEST_CHECKED,
        description="Plain text or Markdown; headings, questions and intentions are passed over.",
        examples=["De inzet van ervaringsdeskundigen biedt meerwaarde. Het kost niets extra."],
    )
    documents: list[str] = Field(
        default=[],
        max_length=100,
        description="Ids of the documents to compare with; empty means all.",
        examples=[[EXAMPLE_DOCUMENT]],
    )


class DocumentReply(BaseModel):
    """An entry of the catalogue. What the document does not prove is empty or null."""

    id: str = Field(examples=[EXAMPLE_DOCUMENT])
    title: str
    authors: list[str]
    publisher: str
    year: int | None
    language: str
    rights: str
    sha256: str = Field(description="Digest of the original file.")

    @classmethod
    def of(cls, document: Document) -> Self:
        return cls(
            id=document.id,
            title=document.title,
            authors=list(document.authors),
            publisher=document.publisher,
            year=document.year,
            language=document.language,
            rights=document.rights,
            sha256=document.sha256,
        )


def place_reply(document: Document, stored: StoredText, span: Span) -> PlaceReply:
    """Where a stretch of the stored text stands; its section is the one in which it starts."""
    return PlaceReply(
        document=document.id,
        title=document.title,
        year=document.year,
        section=list(stored.section_path(span)),
        page=stored.page_label(span),
        start=span.start,
        end=span.end,
    )


class TextReply(PlaceReply):
    """A slice of a stored text, between what stands before and after it."""

    before: str
    text: str
    after: str

    @classmethod
    def of(cls, document: Document, stored: StoredText, span: Span, around: int) -> Self:
        """`around` is the number of characters to show on either side."""
        return cls(
            **place_reply(document, stored, span).model_dump(),
            before=stored.text[max(0, span.start - around) : span.start],
            text=stored.text[span.start : span.end],
            after=stored.text[span.end : span.end + around],
        )

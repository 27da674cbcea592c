"""What the tools of the Model Context Protocol give beside the replies of the API."""

import re
from collections.abc import Sequence

from pydantic import BaseModel, Field

from corpus.document import Span
from retriever.assistant import Assistant
from retriever.check_reply import CheckedReply
from retriever.reply import PlaceReply
from server.api import known_document, place
from server.requests import place_reply

READ_BY_DEFAULT, MOST_READ, MOST_PLACES = 4_000, 20_000, 20


class ReadReply(PlaceReply):
    """A stretch of a document; section is the one in which it starts."""

    text: str
    length: int = Field(description="Characters of the whole document.")
    next: int | None = Field(description="Where to read on; null at the end.")


class VerifyQuoteReply(BaseModel):
    """`places` are all that were found, twenty at most."""

    verbatim: bool = Field(description="Letter by letter, white space apart.")
    places: list[PlaceReply]
    sentences: list[CheckedReply] = Field(
        default=[], description="Of a quote that is not verbatim: what is said for and against it."
    )


def read_reply(id: str, start: int, end: int | None, assistant: Assistant) -> ReadReply:
    """Raises UnknownDocument and BadPlace."""
    document, stored = known_document(assistant, id), assistant.text(id)
    until = start + READ_BY_DEFAULT if end is None else min(end, start + MOST_READ)
    span = place(stored, start, min(until, len(stored.text)))
    return ReadReply(
        **place_reply(document, stored, span).model_dump(),
        text=stored.text[span.start : span.end],
        length=len(stored.text),
        next=span.end if span.end < len(stored.text) else None,
    )


def places_of(quote: str, documents: Sequence[str], assistant: Assistant) -> list[PlaceReply]:
    """Raises UnknownDocument."""
    wanted = re.compile(r"\s+".join(re.escape(word) for word in quote.split()) or r"(?!)")
    found: list[PlaceReply] = []
    for id in documents or assistant.documents:
        document, stored = known_document(assistant, id), assistant.text(id)
        matches = wanted.finditer(stored.text)
        found += [place_reply(document, stored, Span(*match.span())) for match in matches]
    return found[:MOST_PLACES]

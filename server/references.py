"""The route that makes references: for one citation, an answer, or a conversation."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from retriever.question import LONGEST_QUESTION, Language
from retriever.references.prove import Texts, UnprovenQuote, Wanted, prove
from retriever.references.report import Turn
from retriever.references.write import KINDS, Format, write_references
from server.api import CurrentAssistant, failures
from server.requests import EXAMPLE_DOCUMENT

MOST_CITED = 200


class CitedRequest(BaseModel):
    """A document, or a place in it. A citation of an answer can be sent as it came: its other
    fields are passed over, and looked up anew."""

    model_config = ConfigDict(extra="ignore")

    document: str = Field(description="Id of the document.", examples=[EXAMPLE_DOCUMENT])
    start: int | None = Field(
        default=None,
        ge=0,
        description="First character of the quote in the stored text; null cites the document as "
        "a whole, or finds the only place where the quote stands.",
    )
    end: int | None = Field(default=None, ge=0, description="Character after the last one.")
    quote: str = Field(
        default="",
        max_length=20_000,
        description="What is said to stand there: it must, letter by letter. Empty takes what "
        "does.",
    )


Citations = Annotated[list[CitedRequest], Field(max_length=MOST_CITED)]


class TurnRequest(BaseModel):
    """A question of a conversation, with what its answer cites."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(
        default="",
        max_length=LONGEST_QUESTION,
        description="Stands above the quotes.",
        examples=["wat is een omklapwoning?"],
    )
    citations: Citations = Field(default=[], description="In the order of the answer.")


class ReferencesRequest(BaseModel):
    """What to refer to, and how: citations alone, or by question in turns."""

    model_config = ConfigDict(extra="forbid")

    citations: Citations = Field(
        default=[],
        description="For one citation or one answer.",
        examples=[[{"document": EXAMPLE_DOCUMENT}]],
    )
    turns: list[TurnRequest] = Field(
        default=[], max_length=MOST_CITED, description="For a conversation, oldest first."
    )
    style: str = Field(
        default="apa",
        max_length=200,
        description="apa (7th edition), chicago, vancouver, or the id of any style of "
        "citationstyles.org; text, markdown and docx heed it.",
        examples=["apa"],
    )
    format: Format = Field(
        default="text",
        description="text, markdown or docx for reading, with the quotes and a reference list; "
        "ris, bibtex or csl-json for reference managers.",
        examples=["text"],
    )
    language: Language = Field(
        default="nl", description="Language of what stands around titles and quotes."
    )


def described() -> dict[int | str, dict[str, Any]]:
    kinds: dict[str, Any] = {kind.media_type.partition(";")[0]: {} for kind in KINDS.values()}
    return {200: {"description": "A file, in the format that was asked for.", "content": kinds}}


def proven_turns(body: ReferencesRequest, texts: Texts) -> list[Turn]:
    """Raises UnknownDocument and UnprovenQuote."""
    sent = [*body.turns, TurnRequest(citations=body.citations)]
    turns = [
        Turn(
            tuple(
                prove(Wanted(one.document, one.start, one.end, one.quote), texts)
                for one in turn.citations
            ),
            turn.question,
        )
        for turn in sent
    ]
    if not any(turn.cited for turn in turns):
        raise UnprovenQuote("nothing to refer to; send at least one of citations, or of a turn")
    return turns


routes = APIRouter(prefix="/api", responses=failures(503))


@routes.post(
    "/references",
    summary="Make references",
    response_class=Response,
    responses=described() | failures(404, 413, 422),
)
def references(body: ReferencesRequest, assistant: CurrentAssistant) -> Response:
    """A reference list in any citation style, the quotes with their page or section above it, or a
    file for a reference manager or Word.

    Only what is proven is cited: a quote that does not stand verbatim at its place is refused, and
    so is a place that a footnote mark or a page interrupts in the original. What a document does
    not say of itself is left out, and an unknown year is "z.d." or "n.d.".
    """
    turns = proven_turns(body, assistant)
    made = write_references(turns, assistant.documents, body.style, body.format, body.language)
    attachment = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Response(made.content, media_type=made.media_type, headers=attachment)

"""The JSON in which commands, HTTP and page pass on hits and answers (design, section 7)."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, Field

from corpus.document import Document, Quote
from retriever.answer import Answer, Outcome, Verdict
from retriever.hit import Hit, Part, Way
from retriever.lexical import WORDS

ASKED = "The question that was searched: with what a follow-up takes from the history."


class PlaceReply(BaseModel):
    """Where a text stands: offsets count characters of the document's stored text."""

    document: str = Field(examples=["bouwen-aan-een-thuis-2021"])
    title: str
    year: int | None
    section: list[str]
    page: str | None = Field(description="Printed page or range; null where it is not proven.")
    start: int
    end: int


class MatchReply(BaseModel):
    asked: str = Field(description="A word of the question.")
    found: str = Field(description="The word of the passage that it matches.")
    way: Way = Field(description="The same word or stem, a part of a compound, runs of letters.")


class WhyReply(BaseModel):
    retriever: str = Field(examples=["dense", "lexical", "late"])
    rank: int = Field(description="From 1, among what this retriever found.")
    score: float = Field(description="In the retriever's own unit.")
    terms: list[MatchReply] = Field(description="By which words; only of the word search.")


class PassageReply(PlaceReply):
    id: str
    text: str
    score: float
    why: list[WhyReply] = Field(description="Which retrievers found it.")


class SearchReply(BaseModel):
    id: str | None = Field(default=None, description="Repeated from a batch line.")
    question: str
    asked: str = Field(description=ASKED)
    language: str = Field(description="Language of the question: nl or en.")
    passages: list[PassageReply]
    elapsed_ms: float


class ClaimReply(BaseModel):
    text: str
    verdict: Verdict
    citations: list[int]


class CitationReply(PlaceReply):
    number: int
    quote: str


class AskReply(BaseModel):
    id: str | None = Field(default=None, description="Repeated from a batch line.")
    question: str
    asked: str = Field(description=ASKED)
    language: str = Field(description="Language of the question: nl or en.")
    outcome: Outcome
    text: str = Field(description="The answer in Markdown, with citation numbers as [1].")
    claims: list[ClaimReply]
    citations: list[CitationReply]
    nearest: list[PassageReply] = Field(description="The passages read, best first.")
    confidence: float | None = Field(
        default=None, description="Chance that the documents hold the answer; null if not weighed."
    )
    elapsed_ms: float
    note: str = Field(default="", description="What a language model did, or why it did not.")
    removed: int = Field(default=0, description="Statements of the model that no quote proves.")


def passage_reply(hit: Hit, documents: Mapping[str, Document]) -> PassageReply:
    document = documents[hit.passage.document]
    return PassageReply(
        id=hit.id,
        document=document.id,
        title=document.title,
        year=document.year,
        section=list(hit.passage.section),
        page=hit.passage.page,
        start=hit.span.start,
        end=hit.span.end,
        text=hit.text,
        score=round(hit.score, 4),
        why=[why_reply(name, part, hit) for name, part in hit.parts.items()],
    )


def why_reply(retriever: str, part: Part, hit: Hit) -> WhyReply:
    matches = hit.matches if retriever == WORDS else ()
    return WhyReply(
        retriever=retriever,
        rank=part.rank,
        score=round(part.score, 4),
        terms=[MatchReply(asked=m.asked, found=m.found, way=m.way) for m in matches],
    )


def citation_reply(number: int, quote: Quote, document: Document) -> CitationReply:
    return CitationReply(
        number=number,
        document=document.id,
        title=document.title,
        year=document.year,
        section=list(quote.section),
        page=quote.page,
        quote=quote.text,
        start=quote.span.start,
        end=quote.span.end,
    )


def search_reply(
    question: str,
    language: str,
    hits: Sequence[Hit],
    documents: Mapping[str, Document],
    elapsed: float,
    id: str | None = None,
    asked: str = "",
) -> SearchReply:
    """`elapsed` in seconds; `asked` where it is another question than was typed."""
    return SearchReply(
        id=id,
        question=question,
        asked=asked or question,
        language=language,
        passages=[passage_reply(hit, documents) for hit in hits],
        elapsed_ms=round(elapsed * 1000, 1),
    )


def ask_reply(answer: Answer, documents: Mapping[str, Document], id: str | None = None) -> AskReply:
    return AskReply(
        id=id,
        question=answer.question,
        asked=answer.asked or answer.question,
        language=answer.language,
        outcome=answer.outcome,
        text=answer.text,
        claims=[
            ClaimReply(text=claim.text, verdict=claim.verdict, citations=answer.numbers(claim))
            for claim in answer.claims
        ],
        citations=[
            citation_reply(citation.number, citation.quote, documents[citation.quote.document])
            for citation in answer.citations
        ],
        nearest=[passage_reply(hit, documents) for hit in answer.hits],
        confidence=None if answer.probability is None else round(answer.probability, 3),
        elapsed_ms=round(answer.elapsed * 1000, 1),
        note=answer.note,
        removed=answer.removed,
    )

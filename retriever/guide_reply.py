"""The JSON in which commands and HTTP pass on glossary, reading path and first questions."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from corpus.document import Document, Quote, Span
from corpus.guide import Role, TermKind
from retriever.guide import FirstQuestion
from retriever.question import Language
from retriever.reading_path import Step
from retriever.reply import PlaceReply
from retriever.terminology import Term


class QuoteReply(PlaceReply):
    quote: str


class TermReply(BaseModel):
    """A term, with its best quote first."""

    term: str = Field(examples=["omklapwoning"])
    also: list[str] = Field(description="Other names of the same.")
    stands_for: str = Field(description="What an abbreviation stands for; empty for other terms.")
    kind: TermKind = Field(
        description="definition: the quote defines the term. abbreviation: it says what the term "
        "stands for. use: no document defines the term, and the quote explains it most."
    )
    checked: bool = Field(description="Whether a person chose the quotes; else rules did.")
    quotes: list[QuoteReply]


class BothLanguages(BaseModel):
    nl: str
    en: str


class StepReply(PlaceReply):
    """A section to read, with all that stands under it."""

    minutes: int = Field(description="Estimated from its words, at 238 a minute.")
    reason: BothLanguages
    checked: bool = Field(description="Whether a person chose the section; else rules did.")


class FirstQuestionReply(BaseModel):
    theme: BothLanguages
    roles: list[Role]
    question: BothLanguages
    checked: bool = Field(description="Whether a person chose the question; else rules made it.")


def term_reply(term: Term, documents: Mapping[str, Document]) -> TermReply:
    return TermReply(
        term=term.name,
        also=list(term.also),
        stands_for=term.stands_for,
        kind=term.kind,
        checked=term.checked,
        quotes=[_quote_reply(quote, documents[quote.document]) for quote in term.quotes],
    )


def step_reply(step: Step, document: Document) -> StepReply:
    return StepReply(
        **_place(document, step.section, None, step.span),
        minutes=step.minutes,
        reason=_both(step.reason),
        checked=step.checked,
    )


def question_reply(found: FirstQuestion) -> FirstQuestionReply:
    return FirstQuestionReply(
        theme=_both(found.theme),
        roles=list(found.roles),
        question=_both(found.question),
        checked=found.checked,
    )


def _both(texts: Mapping[Language, str]) -> BothLanguages:
    return BothLanguages(nl=texts["nl"], en=texts["en"])


def _quote_reply(quote: Quote, document: Document) -> QuoteReply:
    return QuoteReply(**_place(document, quote.section, quote.page, quote.span), quote=quote.text)


def _place(
    document: Document, section: tuple[str, ...], page: str | None, span: Span
) -> dict[str, Any]:
    return {
        "document": document.id,
        "title": document.title,
        "year": document.year,
        "section": list(section),
        "page": page,
        "start": span.start,
        "end": span.end,
    }

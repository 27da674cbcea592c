"""The assistant over the five reports, measured once, and the ways in which it can be spoilt."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from corpus.document import Document, Page, Quote, Span, StoredText
from corpus.encoder import Encoder, Encoding, Role
from corpus.index import PassageIndex
from corpus.units import Components
from evals.follow_ups import Search
from retriever.answer import Answer, Citation, Claim
from retriever.assistant import Assistant

OTHER: dict[Role, Role] = {"query": "passage", "passage": "query"}
Alter = Callable[[Answer], Answer]


class RememberingEncoder:
    """Encodes nothing twice, so that a spoilt run costs only what it spoils."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.digest, self.dimension = encoder.name, encoder.digest, encoder.dimension
        self.question_digest = encoder.question_digest
        self._encode, self._ask = cache(encoder.encode), cache(encoder.encode_questions)

    def encode(self, texts: Sequence[str], role: Role, _progress: object = None) -> list[Encoding]:
        return self._encode(tuple(texts), role)

    def encode_questions(self, questions: tuple[str, ...]) -> tuple[Encoding, ...]:
        return self._ask(questions)


class SwappedPrefixes(RememberingEncoder):
    """Encodes questions as passages."""

    def encode(self, texts: Sequence[str], role: Role, _progress: object = None) -> list[Encoding]:
        return super().encode(texts, OTHER[role])

    def encode_questions(self, questions: tuple[str, ...]) -> tuple[Encoding, ...]:
        return tuple(self.encode(questions, "query"))


class NoDirection(RememberingEncoder):
    """Gives every question a vector that is as near to one text as to another."""

    def encode_questions(self, questions: tuple[str, ...]) -> tuple[Encoding, ...]:
        found = super().encode_questions(questions)
        return tuple(replace(one, vector=np.zeros_like(one.vector)) for one in found)


# Assistants that miss a part.


def without_words(index: PassageIndex, encoder: Encoder) -> Assistant:
    return Assistant(_spoil(index, terms=_spoil(index.terms, search=_find_nothing)), encoder)


def without_meaning(index: PassageIndex, encoder: Encoder) -> Assistant:
    spoilt = _spoil(index, vectors=_spoil(index.vectors, search=_find_nothing))
    return Assistant(spoilt, NoDirection(encoder))


def with_swapped_prefixes(index: PassageIndex, encoder: Encoder) -> Assistant:
    return Assistant(index, SwappedPrefixes(encoder))


def without_late_interaction(index: PassageIndex, encoder: Encoder) -> Assistant:
    nothing = Components(np.zeros_like(index.components.basis))
    return Assistant(_spoil(index, components=nothing), encoder)


def _spoil(whole: Any, **parts: object) -> Any:  # noqa: ANN401
    """A copy in which some parts are others."""
    spoilt = copy(whole)
    for name, part in parts.items():
        setattr(spoilt, name, part)
    return spoilt


def _find_nothing(*_question: object) -> list[tuple[str, float]]:
    return []


# Answers and texts that are not what they were.


@dataclass(frozen=True)
class Altered:
    """Another assistant's answers, altered, over texts that may be others than it read."""

    ask_first: Callable[[str], Answer]
    search: Search
    documents: Mapping[str, Document]
    texts: Mapping[str, StoredText]
    alter: Alter = lambda answer: answer

    def ask(self, question: str) -> Answer:
        return self.alter(self.ask_first(question))

    def text(self, document: str) -> StoredText:
        return self.texts[document]


def with_quotes(answer: Answer, change: Callable[[Quote], Quote]) -> Answer:
    return replace(
        answer,
        claims=tuple(
            replace(claim, quotes=tuple(change(quote) for quote in claim.quotes))
            for claim in answer.claims
        ),
        citations=tuple(
            replace(citation, quote=change(citation.quote)) for citation in answer.citations
        ),
    )


def refuse(answer: Answer) -> Answer:
    return replace(answer, outcome="not_found", claims=(), citations=())


def never_refuse(answer: Answer) -> Answer:
    """What was refused is answered with the nearest passage."""
    if answer.outcome not in ("not_found", "refused") or not answer.hits:
        return answer
    hit = answer.hits[0]
    passage = hit.passage
    quote = Quote(passage.document, hit.span, hit.text, passage.section, passage.page)
    return replace(
        answer,
        outcome="answered",
        text=f"{hit.text} [1]",
        claims=(Claim(hit.text, (quote,), "verbatim"),),
        citations=(Citation(1, quote),),
    )


def moved(span: Span) -> Span:
    return Span(span.start + 1, span.end + 1)


def next_pages(stored: StoredText) -> StoredText:
    """Every printed page is called by the number after its own."""
    return replace(stored, pages=tuple(_next_page(page) for page in stored.pages))


def _next_page(page: Page) -> Page:
    if page.label is None:
        return page
    numbers = [str(int(number) + 1) for number in page.label.split("-")]
    return replace(page, label="-".join(numbers))

"""Finds what is to be cited, and refuses what does not stand where it is said to stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from corpus.document import Document, Quote, Span, StoredText
from corpus.index import UnknownDocument
from retriever.references.places import Cited

SHOWN = 60


class Texts(Protocol):
    """Where documents and their stored texts come from: an assistant, or an index."""

    @property
    def documents(self) -> Mapping[str, Document]: ...

    def text(self, document: str) -> StoredText: ...


class UnprovenQuote(ValueError):
    """A quote does not stand verbatim at its place, or its place is not in the document."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a caller asks to cite: a document, a place in it by offsets into its stored text, a
    quote, or a quote at a place."""

    document: str
    start: int | None = None
    end: int | None = None
    quote: str = ""


def read_wanted(text: str) -> Wanted:
    """ "DOCUMENT" or "DOCUMENT:START-END". Raises UnprovenQuote."""
    document, colon, place = text.partition(":")
    found = re.fullmatch(r"(\d+)-(\d+)", place)
    if colon and not found:
        raise UnprovenQuote(f"{text!r} is neither DOCUMENT nor DOCUMENT:START-END; correct it")
    return Wanted(document, int(found[1]), int(found[2])) if found else Wanted(document)


def prove(wanted: Wanted, texts: Texts) -> Cited:
    """Raises UnknownDocument and UnprovenQuote."""
    if wanted.document not in texts.documents:
        raise UnknownDocument(
            f"no document {wanted.document!r}; GET /api/documents or `bronwijzer documents list` "
            "gives the ids"
        )
    if wanted.start is None and wanted.end is None and not wanted.quote:
        return Cited(wanted.document)
    stored = texts.text(wanted.document)
    span = _trimmed(_span(wanted, stored), stored)
    _check_quote(wanted, span, stored)
    quote = Quote(
        document=stored.document,
        span=span,
        text=stored.text[span.start : span.end],
        section=stored.section_path(span),
        page=stored.page_label(span),
    )
    return Cited(wanted.document, quote, stored.paragraph_label(span))


def _span(wanted: Wanted, stored: StoredText) -> Span:
    """Where the caller says that it stands, or else where its only occurrence does."""
    if wanted.start is None and wanted.end is None:
        return _only_occurrence(wanted, stored)
    end = wanted.end
    if end is None and wanted.start is not None and wanted.quote:
        end = wanted.start + len(wanted.quote)
    if wanted.start is None or end is None:
        raise UnprovenQuote(f"{wanted.document}: start and end belong together; give both")
    span = Span(wanted.start, end)
    if not 0 <= span.start < span.end <= len(stored.text):
        raise UnprovenQuote(
            f"start={span.start}, end={span.end}: {stored.document} has {len(stored.text)} "
            "characters, and start must lie before end"
        )
    return span


def _only_occurrence(wanted: Wanted, stored: StoredText) -> Span:
    start = stored.text.find(wanted.quote)
    if start < 0 or not wanted.quote.strip():
        raise UnprovenQuote(
            f"“{wanted.quote[:SHOWN]}” does not stand verbatim in {wanted.document}; take the "
            "quote from an answer or from GET /api/documents/{id}/text"
        )
    if stored.text.find(wanted.quote, start + 1) >= 0:
        raise UnprovenQuote(
            f"“{wanted.quote[:SHOWN]}” stands more than once in {wanted.document}; give start "
            "and end too"
        )
    return Span(start, start + len(wanted.quote))


def _trimmed(span: Span, stored: StoredText) -> Span:
    text = stored.text[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip())
    trimmed = Span(start, span.start + len(text.rstrip()))
    if trimmed.end <= trimmed.start:
        raise UnprovenQuote(
            f"{stored.document}:{span.start}-{span.end} holds white space only; choose a place "
            "with text"
        )
    return trimmed


def _check_quote(wanted: Wanted, span: Span, stored: StoredText) -> None:
    found = stored.text[span.start : span.end]
    if wanted.quote and wanted.quote.strip() != found:
        raise UnprovenQuote(
            f"“{wanted.quote[:SHOWN]}” does not stand at {stored.document}:{span.start}-"
            f"{span.end}, where the document says “{found[:SHOWN]}”; correct the quote or its place"
        )
    if any(not one.exact and one.span.overlap(span) for one in stored.sentences):
        raise UnprovenQuote(
            f"{stored.document}:{span.start}-{span.end} takes in a sentence that a page, a "
            "footnote mark or a contact detail interrupts in the original, so it can't be quoted; "
            "cite another sentence, or the document without a place"
        )

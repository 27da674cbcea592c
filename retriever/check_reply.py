"""The JSON of a checked text, with a reference ready to paste beside every passage."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, Field

from corpus.document import Document, Quote
from retriever.check import CheckedSentence, Finding
from retriever.reply import PlaceReply


class EvidenceReply(PlaceReply):
    quote: str
    reference: str = Field(
        description="Ready to paste, after the APA's style.",
        examples=["Platform31. (2018). Weer thuis in de wijk. In: Inleiding, p. 17."],
    )


class CheckedReply(BaseModel):
    """A sentence of the text. `start` and `end` count its characters."""

    text: str
    start: int
    end: int
    finding: Finding = Field(
        description="verbatim: stands so in a document; supported: a document says it in other "
        "words; contradicted: a document says otherwise; not_found: no document says it or "
        "the opposite; no_claim: a heading, a question or an intention."
    )
    supporting: list[EvidenceReply]
    against: list[EvidenceReply]
    reasons: list[str] = Field(description="In Dutch, what differs from the passages against it.")


class VerifyReply(BaseModel):
    sentences: list[CheckedReply]
    counts: dict[Finding, int]


def verify_reply(
    checked: Sequence[CheckedSentence], documents: Mapping[str, Document]
) -> VerifyReply:
    findings = [sentence.finding for sentence in checked]
    return VerifyReply(
        sentences=[_sentence(sentence, documents) for sentence in checked],
        counts={finding: findings.count(finding) for finding in dict.fromkeys(findings)},
    )


def reference(quote: Quote, document: Document) -> str:
    """Authors, year, title, nearest heading and page; what is not proven is left out."""
    makers = "; ".join(document.authors) or document.publisher
    year = f"({document.year or 'z.d.'})."
    heading = quote.section[-1] if quote.section else ""
    page = f"p. {quote.page}" if quote.page else ""
    place = ", ".join(part for part in (heading, page) if part)
    maker = f"{makers.rstrip('.')}." if makers else ""
    title = f"{document.title.rstrip('.')}."
    lead = (maker, year, title) if maker else (title, year)
    return " ".join(part for part in (*lead, f"In: {place}." if place else "") if part)


def _sentence(sentence: CheckedSentence, documents: Mapping[str, Document]) -> CheckedReply:
    return CheckedReply(
        text=sentence.text,
        start=sentence.span.start,
        end=sentence.span.end,
        finding=sentence.finding,
        supporting=[_evidence(quote, documents[quote.document]) for quote in sentence.supporting],
        against=[_evidence(quote, documents[quote.document]) for quote in sentence.against],
        reasons=list(sentence.reasons),
    )


def _evidence(quote: Quote, document: Document) -> EvidenceReply:
    return EvidenceReply(
        document=document.id,
        title=document.title,
        year=document.year,
        section=list(quote.section),
        page=quote.page,
        start=quote.span.start,
        end=quote.span.end,
        quote=quote.text,
        reference=reference(quote, document),
    )

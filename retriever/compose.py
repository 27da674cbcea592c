"""The text of an answer: a counted lead line, and quotes under the headings of their sources."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from corpus.document import Document, Quote
from retriever.abstain import Evidence
from retriever.answer import Citation
from retriever.phrases import phrase
from retriever.question import Language


def compose_quotes(
    citations: Sequence[Citation],
    documents: Mapping[str, Document],
    language: Language,
    certain: bool,
) -> str:
    """Markdown: what is not a quote is a count, a title, a heading or a citation number."""
    blocks = [_lead(citations, language, certain)]
    for (id, section), group in groupby(
        citations, key=lambda citation: (citation.quote.document, citation.quote.section)
    ):
        lines = [f"- “{citation.quote.text}” [{citation.number}]" for citation in group]
        blocks.append("\n".join([f"**{source_line(documents[id], section)}**", *lines]))
    return "\n\n".join(blocks)


def source_line(document: Document, section: Sequence[str]) -> str:
    """Short title, year and nearest heading: where the quotes below it stand."""
    year = f" ({document.year})" if document.year else ""
    heading = f": {section[-1]}" if section else ""
    return f"{document.title.partition(':')[0].partition(',')[0]}{year}{heading}"


def compose_not_found(evidence: Evidence, reports: int, language: Language) -> str:
    if evidence.vague:
        return phrase("vague", language)
    text = phrase("not found", language, count=str(reports))
    if not evidence.unknown:
        return text
    words = ", ".join(f"“{word}”" for word in evidence.unknown)
    return f"{text} {phrase('unknown words', language, words=words)}"


def number_quotes(quotes: Sequence[Quote]) -> tuple[Citation, ...]:
    return tuple(Citation(number, quote) for number, quote in enumerate(quotes, 1))


def _lead(citations: Sequence[Citation], language: Language, certain: bool) -> str:
    if not certain:
        return phrase("uncertain", language)
    count = len({citation.quote.document for citation in citations})
    if count == 1:
        return phrase("one report", language)
    return phrase("more reports", language, count=str(count))

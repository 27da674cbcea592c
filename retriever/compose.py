"""The text of an answer: a counted lead line, and quotes under the headings of their sources."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from corpus.document import Document, Quote
from retriever.abstain import Evidence
from retriever.answer import Citation
from retriever.events import Stated
from retriever.mention import Mentions
from retriever.phrases import phrase
from retriever.question import Language


def compose_quotes(
    citations: Sequence[Citation],
    documents: Mapping[str, Document],
    language: Language,
    certain: bool,
    more: bool = False,
    unknown: Sequence[str] = (),
) -> str:
    """Markdown: what is not a quote is a count, a title, a heading or a citation number. `more`:
    it goes on after another answer. `unknown` words of the question are named at the end."""
    lead = _lead(citations, language, certain, more)
    end = [phrase("unknown words", language, words=_listed(unknown, language))] if unknown else []
    return "\n\n".join([lead, *_quote_blocks(citations, documents), *end])


def compose_places(
    citations: Sequence[Citation], documents: Mapping[str, Document], language: Language
) -> str:
    """Markdown: where the quotes stand, a line for each place. Only a proven page is named."""
    proven = any(citation.quote.page for citation in citations)
    lines = []
    for (id, section, page), group in groupby(
        citations, key=lambda one: (one.quote.document, one.quote.section, one.quote.page)
    ):
        numbers = " ".join(f"[{citation.number}]" for citation in group)
        found = phrase("page", language, page=page) if page else phrase("no page", language)
        lines.append(f"- {source_line(documents[id], section)}, {found} {numbers}")
    return "\n\n".join([phrase("places" if proven else "no places", language), "\n".join(lines)])


def compose_mentions(
    mentions: Mentions,
    citations: Sequence[Citation],
    documents: Mapping[str, Document],
    language: Language,
) -> str:
    """Markdown: in how many reports, how many sentences of each with some of them, and the reports
    that do not mention it."""
    name = _mentioned(len(mentions.found), mentions.searched)
    lead = phrase(
        name,
        language,
        count=str(len(mentions.found)),
        searched=str(mentions.searched),
        words=_listed(mentions.names, language),
    )
    numbers = {citation.quote: citation.number for citation in citations}
    blocks = []
    for mention in mentions.found:
        count = phrase(_plural(mention.count), language, count=str(mention.count))
        lines = [f"- “{quote.text}” [{numbers[quote]}]" for quote in mention.quotes]
        line = f"**{source_line(documents[mention.document], ())}**: {count}"
        blocks.append("\n".join([line, *lines]))
    absent = ", ".join(source_line(documents[id], ()) for id in mentions.absent)
    end = [phrase("absent", language, reports=absent)] if absent and mentions.found else []
    end += [] if mentions.complete else [phrase("incomplete", language)]
    return "\n\n".join([lead, *blocks, *end])


def _mentioned(found: int, searched: int) -> str:
    if searched == 1:
        return "mentioned here" if found else "not mentioned here"
    return {0: "mentioned nowhere", 1: "mentioned in one"}.get(found, "mentioned in")


def _plural(count: int) -> str:
    return "one sentence" if count == 1 else "sentences"


def compose_written(
    stated: Sequence[Stated],
    citations: Sequence[Citation],
    documents: Mapping[str, Document],
    lead: str,
    note: str,
    end: str,
) -> str:
    """Markdown: a model's statements with their numbers, a note, the quotes beneath them,
    and what is said of the whole before and after."""
    written = ""
    for one in stated:
        numbers = "".join(f"[{citation.number}]" for citation in one.citations)
        before = "\n- " if one.item else " " if written.rpartition("\n")[2][:2] != "- " else "\n\n"
        written += f"{before}{one.claim.text} {numbers}"
    blocks = [lead, written.strip(), note, *_quote_blocks(citations, documents), end]
    return "\n\n".join(block for block in blocks if block)


def _quote_blocks(
    citations: Sequence[Citation], documents: Mapping[str, Document]
) -> Iterator[str]:
    for (id, section), group in groupby(
        citations, key=lambda citation: (citation.quote.document, citation.quote.section)
    ):
        lines = [f"- “{citation.quote.text}” [{citation.number}]" for citation in group]
        yield "\n".join([f"**{source_line(documents[id], section)}**", *lines])


def source_line(document: Document, section: Sequence[str]) -> str:
    """Short title, year and nearest heading: where the quotes below it stand."""
    year = f" ({document.year})" if document.year else ""
    heading = f": {section[-1]}" if section else ""
    return f"{document.title.partition(':')[0].partition(',')[0]}{year}{heading}"


def compose_not_found(evidence: Evidence, reports: int, language: Language) -> str:
    if evidence.vague:
        return phrase("vague", language)
    missing = {
        "unknown words": evidence.unknown,
        "names apart": evidence.apart,
        "unsupported words": evidence.unsupported,
    }
    named = [
        phrase(name, language, words=_listed(words, language))
        for name, words in missing.items()
        if words
    ]
    return " ".join([phrase("not found", language, count=str(reports)), *named])


def _listed(words: Sequence[str], language: Language) -> str:
    *most, last = [f"“{word}”" for word in words]
    return f"{', '.join(most)} {phrase('and', language)} {last}" if most else last


def number_quotes(quotes: Sequence[Quote]) -> tuple[Citation, ...]:
    return tuple(Citation(number, quote) for number, quote in enumerate(quotes, 1))


def _lead(citations: Sequence[Citation], language: Language, certain: bool, more: bool) -> str:
    if not certain:
        return phrase("uncertain", language)
    if more:
        return phrase("more", language)
    count = len({citation.quote.document for citation in citations})
    if count == 1:
        return phrase("one report", language)
    return phrase("more reports", language, count=str(count))

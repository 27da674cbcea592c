"""Do quotes and citations lead where they say? Shares of an answer's citations; None without."""

import re
from collections.abc import Mapping, Sequence

from corpus.document import Quote, StoredText
from evals.anchors import Anchor
from evals.places import Place
from retriever.answer import Answer

Texts = Mapping[str, StoredText]
_NUMBER = re.compile(r"\[(\d+)\]")


def share(verdicts: Sequence[bool | None]) -> float | None:
    """Share of the verdicts that are true; None is not counted."""
    known = [verdict for verdict in verdicts if verdict is not None]
    return sum(known) / len(known) if known else None


def is_verbatim(quote: Quote, texts: Texts) -> bool:
    """`document.text[start:end] == quote`, to the letter."""
    stored = texts.get(quote.document)
    return stored is not None and stored.text[quote.span.start : quote.span.end] == quote.text


def is_whole(quote: Quote, texts: Texts) -> bool:
    """Whether the quote begins where a sentence begins and ends where one ends."""
    stored = texts.get(quote.document)
    sentences = [sentence.span for sentence in stored.sentences] if stored else []
    starts, ends = {span.start for span in sentences}, {span.end for span in sentences}
    return quote.span.start in starts and quote.span.end in ends


def resolve(answer: Answer) -> list[bool]:
    """For every citation number in the text, whether it leads to a quote that a claim rests on; and
    for every citation, whether the text mentions it."""
    rested_on = {quote for claim in answer.claims for quote in claim.quotes}
    led = {
        citation.number: citation.quote in rested_on and bool(citation.quote.text)
        for citation in answer.citations
    }
    mentioned = {int(number) for number in _NUMBER.findall(answer.text)}
    unknown = [False for number in mentioned if number not in led]
    return unknown + [led[number] and number in mentioned for number in led]


def section_right(quote: Quote, texts: Texts) -> bool | None:
    """Whether the section shown is the one in which the quote starts; None if none is shown."""
    stored = texts.get(quote.document)
    if stored is None or not quote.section:
        return None
    return stored.section_path(quote.span) == quote.section


def page_right(shown: str | None, place: Place, anchors: Sequence[Anchor]) -> bool | None:
    """Whether the page shown takes in the page that was proven by hand; None where none is shown,
    where none was proven, or where the proof is a range and the page shown is finer."""
    proven = next((anchor.page for anchor in anchors if anchor.holds(place)), None)
    if shown is None or proven is None:
        return None
    pages, true = _pages(shown), _pages(proven)
    if pages >= true:
        return True
    return None if pages & true else False


def page_labels_right(texts: Texts, anchors: Sequence[Anchor]) -> float | None:
    """Share right of the pages that the corpus shows for the sentences on hand-proven pages."""
    return share(
        [
            page_right(texts[id].page_label(sentence.span), Place(id, sentence.span), anchors)
            for id in sorted({anchor.place.document for anchor in anchors})
            for sentence in texts[id].sentences
        ]
    )


def _pages(label: str) -> frozenset[str]:
    first, _, last = label.partition("-")
    if not (first.isdecimal() and last.isdecimal()):
        return frozenset({label})
    return frozenset(str(number) for number in range(int(first), int(last) + 1))

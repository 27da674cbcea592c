"""Only what stands in a document, letter by letter, is cited, and with the place it proves."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from corpus.document import Document, Section, Sentence, Span, StoredText
from corpus.index import UnknownDocument
from retriever.references.places import Place
from retriever.references.prove import UnprovenQuote, Wanted, prove, read_wanted
from tests.server.standin import DEFINITION, DOCUMENT, HELD, STORED, TEXT, quote

START, END = TEXT.index(DEFINITION), TEXT.index(DEFINITION) + len(DEFINITION)


@dataclass(frozen=True)
class Shelf:
    """One document with its text."""

    stored: StoredText = STORED
    documents: Mapping[str, Document] = field(default_factory=lambda: {DOCUMENT.id: DOCUMENT})

    def text(self, document: str) -> StoredText:
        assert document == self.stored.document
        return self.stored


def wanted(start: int | None = None, end: int | None = None, quote: str = "") -> Wanted:
    return Wanted(DOCUMENT.id, start, end, quote)


@pytest.mark.parametrize(
    "one",
    [
        wanted(START, END, DEFINITION),
        wanted(START, END),
        wanted(START, quote=DEFINITION),
        wanted(quote=DEFINITION),
        wanted(START - 2, END + 2),
    ],
)
def test_a_quote_is_found_by_its_place_or_its_words(one: Wanted) -> None:
    assert prove(one, Shelf()).quote == quote(DEFINITION)


def test_a_document_is_cited_without_a_place() -> None:
    found = prove(wanted(), Shelf())
    assert (found.document, found.quote, found.place("nl")) == (DOCUMENT.id, None, None)


def test_the_place_is_the_page_or_where_none_is_proven_the_section() -> None:
    assert prove(wanted(START, END), Shelf()).place("nl") == Place("page", "17")
    assert prove(wanted(quote=HELD), Shelf()).place("nl") == Place("section", "“Begeleiding”")


def test_where_paragraphs_are_marked_they_are_counted() -> None:
    unpaged = replace(STORED, pages=(), paragraphs=(Span(START, END),))
    place = prove(wanted(START, END), Shelf(unpaged)).place("nl")
    assert place == Place("section", "“Omklap” in “Wonen”, alinea 1")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("5 Wat werkt?", "Inleiding"), Place("chapter", "5, “Inleiding”")),
        (("5 Wat werkt?",), Place("chapter", "5, “Wat werkt?”")),
        (("Visie", "2.4 Zorg", "Time out"), Place("section", "2.4, “Time out”")),
        (("Visie", "1. Opgave"), Place("section", "“1. Opgave” in “Visie”")),
        ((), None),
    ],
)
def test_a_section_is_told_by_its_nearest_number(path: tuple[str, ...], place: Place) -> None:
    stored = replace(STORED, pages=(), sections=(Section(path, Span(0, len(TEXT))),))
    assert prove(wanted(START, END), Shelf(stored)).place("nl") == place


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (wanted(START, END, "Een omklapwoning is te koop."), "where the document says"),
        (wanted(quote="staat er niet"), "does not stand verbatim"),
        (wanted(quote="Wonen"), "more than once"),
        (wanted(quote="   "), "does not stand verbatim"),
        (wanted(START), "give both"),
        (wanted(end=END), "give both"),
        (wanted(END, START), "start must lie before end"),
        (wanted(START, len(TEXT) + 1), f"has {len(TEXT)} characters"),
        (wanted(5, 7), "white space only"),
    ],
)
def test_what_is_not_proven_is_refused_with_a_remedy(one: Wanted, told: str) -> None:
    with pytest.raises(UnprovenQuote, match=told):
        prove(one, Shelf())


def test_a_sentence_that_the_original_interrupts_is_not_quoted() -> None:
    broken = replace(STORED, sentences=(Sentence(Span(START, END), exact=False),))
    with pytest.raises(UnprovenQuote, match="interrupts in the original"):
        prove(wanted(START, START + 10), Shelf(broken))
    assert prove(wanted(quote=HELD), Shelf(broken)).quote == quote(HELD)


def test_an_unknown_document_is_named() -> None:
    with pytest.raises(UnknownDocument, match="no document 'weg'"):
        prove(Wanted("weg"), Shelf())


def test_a_place_is_read_from_the_command_line() -> None:
    assert read_wanted("wonen-2020:3-18") == Wanted("wonen-2020", 3, 18)
    assert read_wanted("wonen-2020") == Wanted("wonen-2020")
    for mistake in ("wonen-2020:3", "wonen-2020:", "wonen-2020:a-b", "wonen-2020:3-"):
        with pytest.raises(UnprovenQuote, match="DOCUMENT:START-END"):
            read_wanted(mistake)

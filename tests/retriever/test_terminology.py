"""The glossary: every quote stands in its report, and people find a term by what they call it."""

from functools import cache

import pytest

from corpus.document import Document
from corpus.guide import CheckedGuide, CheckedQuote, CheckedTerm, read_guide
from retriever.terminology import Term, Terminology, name_key
from tests.ingest.reports import REPORTS, ROOT, stored_text
from tests.retriever.made_text import made_text

DOCUMENTS = {id: Document(id, id, f"{id}.txt", "") for id in REPORTS}
CHECKED = read_guide(ROOT / "corpus")
NEW = made_text(
    ("Wonen", "Een woonhub is een gebouw waarin mensen wonen.", "Wij bieden zorg in natura (ZIN)."),
)
NEW_DOCUMENT = {NEW.document: Document(NEW.document, "Nieuw", "nieuw.txt", "")}


@cache
def reports() -> Terminology:
    return Terminology(DOCUMENTS, stored_text, CHECKED)


@cache
def by_rules() -> Terminology:
    return Terminology(DOCUMENTS, stored_text, CheckedGuide())


@pytest.mark.parametrize("term", CHECKED.terms, ids=lambda term: term.name)
def test_every_checked_quote_is_whole_exact_sentences_of_its_report(term: CheckedTerm) -> None:
    for quote in term.quotes:
        stored = stored_text(quote.document)
        start = stored.text.index(quote.text)
        within = [
            s for s in stored.sentences if s.span.start in range(start, start + len(quote.text))
        ]
        assert (within[0].span.start, within[-1].span.end) == (start, start + len(quote.text))
        assert all(sentence.exact for sentence in within)


def test_no_two_terms_share_a_name() -> None:
    names = [name_key(name) for term in CHECKED.terms for name in {term.name, *term.also}]
    assert len(names) == len(set(names))


def test_every_checked_term_is_in_the_glossary_with_all_its_quotes() -> None:
    found = {term.name: [quote.text for quote in term.quotes] for term in reports().terms}
    assert found == {term.name: [quote.text for quote in term.quotes] for term in CHECKED.terms}
    assert all(term.checked for term in reports().terms)


@pytest.mark.parametrize(
    ("asked", "term"),
    [
        ("omklap", "omklapwoning"),
        ("een omklapwoning", "omklapwoning"),
        ("Contingentwoningen", "contingentwoning"),
        ("individuele plaatsing en steun", "IPS"),
        ("WLZ", "Wlz"),
        ("experts by experience", "ervaringsdeskundige"),
        ("sheltered housing", "beschermd wonen"),
        ("buurtteams", "wijkteam"),
    ],
)
def test_a_term_is_found_by_what_people_call_it(asked: str, term: str) -> None:
    found = reports().entry(asked)
    assert found is not None
    assert found.name == term


def test_definitions_come_best_first_and_are_never_a_mere_use() -> None:
    found = reports().definitions_of("Omklap")
    assert found[0].text.startswith("Omklappen houdt in dat mensen die beschermd wonen,")
    assert found[0].section[-1] == "Gemengd Wonen Zeist in een notendop"
    assert reports().definitions_of("kwartiermaker") == ()
    assert reports().definitions_of("quantumcomputer") == ()
    assert reports().definitions_of("?!") == ()


def test_a_new_document_has_its_terms_by_rules_beside_the_checked_ones() -> None:
    quote = CheckedQuote("weg-2001", "Staat nergens.")
    checked = CheckedGuide(terms=(CheckedTerm("verdwenen", (quote,)),))
    found = Terminology(NEW_DOCUMENT, {NEW.document: NEW}.__getitem__, checked).terms
    assert [(term.name, term.kind, term.stands_for, term.checked) for term in found] == [
        ("woonhub", "definition", "", False),
        ("ZIN", "abbreviation", "zorg in natura", False),
    ]


def test_what_a_new_document_says_of_a_checked_term_comes_after_the_checked_quotes() -> None:
    first = CheckedTerm(
        "woonvorm", (CheckedQuote(NEW.document, NEW.text[7:].split("\n")[0]),), ("woonhub",)
    )
    terms = Terminology(NEW_DOCUMENT, {NEW.document: NEW}.__getitem__, CheckedGuide(terms=(first,)))
    found = terms.entry("woonhub")
    assert isinstance(found, Term)
    assert (found.name, found.quotes[1].text) == (
        "woonvorm",
        "Een woonhub is een gebouw waarin mensen wonen.",
    )


def test_the_rules_agree_with_the_people_who_checked() -> None:
    """Of 75 defined terms the rules find 48, and of 31 abbreviations all."""
    shares = []
    for kind in ("definition", "abbreviation"):
        asked = [term for term in CHECKED.terms if term.kind == kind]
        found = [t for t in asked if any(by_rules().entry(name) for name in (t.name, *t.also))]
        shares.append(len(found) / len(asked))
    assert shares[0] >= 0.64
    assert shares[1] == 1.0

"""Quotes and citations, right and wrong."""

from dataclasses import replace

from corpus.document import Quote, Span, StoredText
from evals.anchors import Anchor
from evals.metrics.citations import (
    is_verbatim,
    is_whole,
    page_labels_right,
    page_right,
    resolve,
    section_right,
    share,
)
from evals.places import Place
from retriever.answer import Answer, Citation, Claim
from tests.evals.miniature import CARE, HOUSING, REPORTS, store

FIRST = REPORTS[HOUSING][0]
SPAN = Span(0, len(FIRST))
QUOTE = Quote(HOUSING, SPAN, FIRST, ("Deel 1",), "3")
OTHER = Quote(CARE, Span(0, len(REPORTS[CARE][0])), REPORTS[CARE][0], ("Deel 1",), "3")


def answer(text: str, *citations: Citation) -> Answer:
    claims = (Claim(QUOTE.text, (QUOTE,), "verbatim"),)
    return Answer("?", "nl", "answered", text, claims, citations, (), 0.0)


def test_a_quote_shifted_by_one_character_is_not_verbatim(texts: dict[str, StoredText]) -> None:
    assert is_verbatim(QUOTE, texts)
    assert not is_verbatim(replace(QUOTE, span=Span(1, SPAN.end + 1)), texts)
    assert not is_verbatim(replace(QUOTE, document="weg"), texts)


def test_a_quote_is_whole_if_it_begins_and_ends_with_a_sentence(
    texts: dict[str, StoredText],
) -> None:
    second = texts[HOUSING].sentences[1].span
    assert is_whole(QUOTE, texts)
    assert is_whole(replace(QUOTE, span=Span(0, second.end)), texts)
    assert not is_whole(replace(QUOTE, span=Span(1, SPAN.end)), texts)
    assert not is_whole(replace(QUOTE, span=Span(0, SPAN.end + 1)), texts)
    assert not is_whole(replace(QUOTE, document="weg"), texts)


def test_a_citation_resolves_if_text_number_and_quote_belong_together() -> None:
    cited = Citation(1, QUOTE)
    assert resolve(answer("Zo is het [1].", cited)) == [True]
    assert resolve(answer("Zo is het [1] [2].", cited)) == [False, True]
    assert resolve(answer("Zo is het.", cited)) == [False]
    # Nothing is claimed on the strength of the second quote.
    assert resolve(answer("Zo [1] is het [2].", cited, Citation(2, OTHER))) == [True, False]


def test_sections_are_those_of_the_stored_text(texts: dict[str, StoredText]) -> None:
    assert section_right(QUOTE, texts) is True
    assert section_right(replace(QUOTE, section=("Deel 2",)), texts) is False
    assert section_right(replace(QUOTE, section=()), texts) is None


def test_a_page_is_right_if_it_takes_in_the_proven_one() -> None:
    place = Place(HOUSING, SPAN)
    one, range_ = [Anchor(place, "12")], [Anchor(place, "11-13")]
    assert page_right("12", place, one) is True
    assert page_right("11-13", place, one) is True
    assert page_right("13", place, one) is False
    assert page_right("12", place, range_) is None
    assert page_right("14", place, range_) is False
    assert page_right("iv", place, [Anchor(place, "iv")]) is True
    assert page_right(None, place, one) is None
    assert page_right("12", Place(CARE, SPAN), one) is None


def test_page_labels_shifted_by_one_are_seen(texts: dict[str, StoredText]) -> None:
    anchors = [Anchor(Place(HOUSING, SPAN), "3")]
    assert page_labels_right(texts, anchors) == 1.0
    shifted = {**texts, HOUSING: store(HOUSING, REPORTS[HOUSING], first_page=4)}
    assert page_labels_right(shifted, anchors) == 0.0


def test_a_share_leaves_out_what_is_unknown() -> None:
    assert share([True, None, False]) == 0.5
    assert share([None]) is None

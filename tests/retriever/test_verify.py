"""A quote that differs from the stored text by one letter never reaches a reader."""

import dataclasses

import pytest

from corpus.document import Quote, Span
from corpus.index import PassageIndex, UnknownDocument
from retriever.verify import FalseQuote, check_quotes

KOERS = "regionale-koers-2017"


@pytest.fixture
def quote(report_index: PassageIndex) -> Quote:
    stored = report_index.text(KOERS)
    sentence = stored.sentences[40]
    text = stored.text[sentence.span.start : sentence.span.end]
    return Quote(KOERS, sentence.span, text, stored.section_path(sentence.span), None)


def test_a_true_quote_passes(quote: Quote, report_index: PassageIndex) -> None:
    check_quotes([quote], report_index)


def test_a_quote_shifted_by_one_character_is_named_with_what_is_stored(
    quote: Quote, report_index: PassageIndex
) -> None:
    shifted = dataclasses.replace(quote, span=Span(quote.span.start + 1, quote.span.end + 1))
    with pytest.raises(FalseQuote) as raised:
        check_quotes([quote, shifted], report_index)
    stored = report_index.text(KOERS).text[shifted.span.start : shifted.span.end]
    assert str(raised.value) == (
        f"{KOERS}, {shifted.span.start}-{shifted.span.end}: {quote.text!r} is quoted, "
        f"{stored!r} is stored; run `bronwijzer ingest --rebuild`"
    )


@pytest.mark.parametrize("change", [str.upper, lambda text: text[:-1], lambda text: text + " "])
def test_another_letter_more_or_less_is_a_false_quote(
    change: object, quote: Quote, report_index: PassageIndex
) -> None:
    assert callable(change)
    with pytest.raises(FalseQuote):
        check_quotes([dataclasses.replace(quote, text=change(quote.text))], report_index)


def test_a_quote_from_a_document_that_is_not_there_is_refused(
    quote: Quote, report_index: PassageIndex
) -> None:
    with pytest.raises(UnknownDocument):
        check_quotes([dataclasses.replace(quote, document="koers")], report_index)

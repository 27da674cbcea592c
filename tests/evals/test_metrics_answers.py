"""Completeness of answers, by hand."""

from itertools import accumulate

import pytest

from corpus.document import Section, Sentence, Span, StoredText
from evals.metrics.answers import (
    evidence_f1,
    nugget_recall,
    on_topic,
    quoted_sentences,
    redundant_pairs,
    vital_recall,
)
from evals.places import Fact, Place

# Six sentences of ten characters; the first four in one section, the last two in another.
ENDS = list(accumulate([10] * 6))
SPANS = [Span(end - 10, end) for end in ENDS]
TEXTS = {
    "a": StoredText(
        "a",
        "abcdefghi." * 6,
        (Section(("Een",), Span(0, 40)), Section(("Twee",), Span(40, 60))),
        tuple(Sentence(span) for span in SPANS),
    )
}


def sentence(number: int) -> Place:
    return Place("a", SPANS[number])


def fact(*numbers: int, vital: bool = True) -> Fact:
    return Fact("feit", vital, tuple(sentence(number) for number in numbers))


def test_nugget_recall_is_strict_and_takes_any_alternative() -> None:
    facts = [fact(0), fact(5, 1), fact(2, vital=False), fact(3)]
    quoted = [sentence(0), sentence(1), Place("a", Span(30, 37))]
    # Found: the first, the second by its alternative; 7 of 10 characters are no quote.
    assert nugget_recall(facts, quoted) == 2 / 4
    assert vital_recall(facts, quoted) == 2 / 3
    assert nugget_recall([], quoted) is None
    assert nugget_recall(facts, []) == 0.0


def test_a_sentence_counts_as_quoted_from_half_of_it() -> None:
    quoted = [Place("a", Span(0, 15)), Place("a", Span(36, 40))]
    assert quoted_sentences(quoted, TEXTS) == [sentence(0), sentence(1)]


def test_evidence_f1_strict_and_lenient() -> None:
    facts = [fact(1), fact(5)]
    quoted = [sentence(0), sentence(1), sentence(4)]
    # Strict: one of three sentences is evidence, one of two facts is found: 2(1/3)(1/2)/(5/6).
    assert evidence_f1(facts, quoted, TEXTS) == pytest.approx(0.4)
    # Lenient: 0 stands beside 1, and 4 beside 5: three of three; 2(1)(1/2)/(3/2).
    assert evidence_f1(facts, quoted, TEXTS, lenient=True) == pytest.approx(2 / 3)
    assert evidence_f1([], quoted, TEXTS) is None
    assert evidence_f1(facts, [], TEXTS) == 0.0


def test_on_topic_is_the_share_from_sections_with_evidence() -> None:
    assert on_topic([fact(0)], [sentence(1), sentence(2), sentence(4)], TEXTS) == 2 / 3
    assert on_topic([fact(0)], [], TEXTS) is None


def test_redundant_pairs_are_near_copies() -> None:
    claims = [
        "De gemeente betaalt de begeleiding van de bewoner.",
        "De gemeente betaalt de begeleiding van bewoners.",
        "De corporatie verhuurt de woning.",
    ]
    assert redundant_pairs(claims) == 1
    assert redundant_pairs([]) == 0

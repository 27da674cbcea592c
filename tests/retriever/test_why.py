"""A hit says by which words it was found, and in which form they stand in it."""

import pytest

from corpus.analysis import Analyzer
from corpus.document import Passage, Span
from retriever.hit import Hit, Match, Part
from retriever.reply import why_reply
from retriever.why import explain

TEXT = "Gemeenten zoeken woningen. Een omklapcontract geeft de huurder rust."
ANALYZER = Analyzer(["omklap", "contract", "woning"])
WINDOW = Span(0, TEXT.index(" Een"))
PASSAGE = Passage("a:0", "a", TEXT, Span(0, len(TEXT)), ("Zorg thuis",), None, (), (WINDOW,))


def matches(question: str, span: Span = PASSAGE.span) -> list[Match]:
    (hit,) = explain(question, [Hit(PASSAGE, span, 1.0)], ANALYZER)
    return list(hit.matches)


@pytest.mark.parametrize(
    ("question", "match"),
    [
        ("Welke woningen zijn er?", Match("woningen", "woningen", "stem")),
        ("Wat doet de gemeente?", Match("gemeente", "gemeenten", "stem")),
        ("Wat is omklap?", Match("omklap", "omklapcontract", "part")),
        ("Wat is een omklapcontrakt?", Match("omklapcontrakt", "omklapcontract", "grams")),
        ("What is a turnover contract?", Match("contract", "omklapcontract", "part")),
    ],
)
def test_a_word_is_matched_by_its_stem_as_a_part_or_by_its_letters(
    question: str, match: Match
) -> None:
    assert match in matches(question)


def test_a_word_that_stands_nowhere_and_a_function_word_match_nothing() -> None:
    assert matches("Wat is het weer?") == []


def test_the_words_of_the_hit_come_before_those_around_it() -> None:
    assert matches("Helpt rust bij zorg in een woning?", WINDOW) == [
        Match("rust", "rust", "stem"),
        Match("zorg", "zorg", "stem"),
        Match("woning", "woningen", "stem"),
    ]


def test_the_reply_gives_the_words_to_the_word_search_alone() -> None:
    (hit,) = explain("woningen", [Hit(PASSAGE, WINDOW, 1.0)], ANALYZER)
    dense, lexical = (why_reply(name, Part(2, 0.51234), hit) for name in ("dense", "lexical"))
    assert dense.model_dump() == {"retriever": "dense", "rank": 2, "score": 0.5123, "terms": []}
    found = {"asked": "woningen", "found": "woningen", "way": "stem"}
    assert lexical.terms[0].model_dump() == found

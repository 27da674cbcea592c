"""Recall at N characters, by hand."""

from corpus.document import Span
from evals.metrics.recall import coverage, rank_found, read_characters, recall_at, recall_in_text
from evals.places import Fact, Place


def place(start: int, end: int, document: str = "a") -> Place:
    return Place(document, Span(start, end))


def fact(*places: Place) -> Fact:
    return Fact("een feit", True, places)


def test_coverage_counts_a_character_that_is_read_twice_once() -> None:
    # Of 100..200, the first reads 100..150 and the second 140..180: 80 of 100.
    assert coverage(place(100, 200), [place(50, 150), place(140, 180)]) == 0.8


def test_another_document_covers_nothing() -> None:
    assert coverage(place(0, 10), [place(0, 10, "b")]) == 0.0


def test_the_last_stretch_is_cut_at_the_character_where_reading_stops() -> None:
    ranking = [place(0, 60), place(500, 600), place(900, 950)]
    assert read_characters(ranking, 100) == [place(0, 60), place(500, 540)]


def test_recall_counts_facts_with_one_alternative_read_for_eighty_percent() -> None:
    facts = [
        fact(place(0, 100)),  # read 0..100: found
        fact(place(520, 620)),  # read 520..600, 80 of 100: found
        fact(place(521, 621)),  # read 521..600, 79 of 100: not found
        fact(place(5000, 5100), place(10, 20)),  # by its second alternative: found
    ]
    assert recall_at(facts, [place(0, 100), place(500, 600)], 200) == 3 / 4


def test_a_quote_over_two_stretches_is_found_by_both_together() -> None:
    split = fact(place(90, 110))
    # 10 of 20 after the first, 20 of 20 after the second.
    assert rank_found(split, [place(0, 100), place(100, 200)]) == 2
    assert rank_found(split, [place(0, 100)]) is None


def test_a_question_without_facts_has_no_recall() -> None:
    assert recall_at([], [place(0, 10)], 100) is None
    assert recall_in_text([], ["tekst"], 100) is None


def test_recall_in_text_wants_the_whole_quote_but_forgives_breaks_and_hyphens() -> None:
    facts = [
        Fact("1", True, (), ("De gemeente is samen verantwoordelijk.",)),
        Fact("2", True, (), ("De huur gaat over.", "Het contract wordt omgeklapt.")),
        Fact("3", True, (), ("Dit staat er te laat.",)),
    ]
    ranking = ["De gemeen-\nte is  samen verantwoordelijk.", "Het contract wordt omgeklapt."]
    assert recall_in_text(facts, [*ranking, "Dit staat er te laat."], 75) == 2 / 3

"""Who asks what a term means is first given the sentences that define it."""

import pytest

from corpus.document import Quote, Span
from retriever.assistant import Assistant
from retriever.define import asked_terms, by_turns, definitions_first, that_fit


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Wat is een omklapwoning?", "een omklapwoning"),
        ("wat betekent mobility mentoring", "mobility mentoring"),
        ("Ik ben nieuw hier. Wat is eigenlijk Housing First?", "Housing First"),
        ("wat houdt de METT precies in?", None),
        ("Wat houdt beschermd thuis in?", "beschermd thuis"),
        ("Waar staat METT voor?", "METT"),
        ("What does METT stand for?", "METT"),
        ("what is meant by omklap?", "omklap"),
        ("What are experts by experience?", "experts by experience"),
        ("Wat helpt om een omklap te laten slagen?", None),
        ("Waarom is een omklapwoning handig?", None),
    ],
)
def test_the_term_of_a_question_for_a_meaning(question: str, term: str | None) -> None:
    if term is not None:
        assert asked_terms(question) == (term,)
    else:
        assert not {*asked_terms(question)} & {"omklap", "een omklap", "METT", "de METT"}


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("Wat is het verschil tussen beschermd wonen en beschermd thuis?", 2),
        ("Waarin verschilt beschermd thuis precies van beschermd wonen?", 2),
        ("beschermd wonen of beschermd thuis, wat is het verschil?", 2),
        ("What is the difference between beschermd wonen and beschermd thuis?", 2),
        ("How does beschermd thuis differ from beschermd wonen?", 2),
        ("Wat verschilt er tussen de jaren?", 0),
    ],
)
def test_the_two_terms_of_a_question_for_a_difference(question: str, terms: int) -> None:
    named = {"beschermd wonen", "beschermd thuis"}
    assert len({*asked_terms(question)} & named) == terms


@pytest.mark.parametrize("question", ["Wat is het verschil tussen Housing First en een pitstop?"])
def test_what_is_compared_is_defined_first(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome == "answered"
    first = [citation.quote.text for citation in answer.citations[:2]]
    assert sum("Housing First" in text for text in first) == 1
    assert len(answer.text) <= 1800


def test_definitions_of_two_terms_take_turns() -> None:
    one, other = [quote(0, 9, "1"), quote(20, 30, "1")], [quote(50, 60, "2")]
    assert by_turns([one, other]) == [one[0], other[0], one[1]]
    assert by_turns([one, []]) == by_turns([]) == []


@pytest.mark.parametrize("question", ["wat is een omklapwoning?", "What is omklap?"])
def test_a_definition_that_a_person_checked_comes_first(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.outcome == "answered"
    assert answer.citations[0].quote.text.startswith("Omklappen houdt in dat mensen")
    quotes = [(c.quote.document, c.quote.section) for c in answer.citations]
    assert quotes == sorted(quotes, key=quotes.index)
    assert len(answer.text) <= 1800


def test_a_definition_from_another_document_than_was_asked_for_is_left_out(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("wat is een omklapwoning?", ["weer-thuis-in-de-wijk-2018"])
    assert {c.quote.document for c in answer.citations} <= {"weer-thuis-in-de-wijk-2018"}


def quote(start: int, end: int, section: str) -> Quote:
    return Quote("a", Span(start, end), "x" * (end - start), (section,), None)


def test_other_quotes_follow_under_their_section_and_nothing_is_said_twice() -> None:
    defined = [quote(0, 10, "1"), quote(500, 520, "2")]
    others = [quote(490, 515, "2"), quote(30, 40, "1"), quote(600, 610, "3")]
    found = definitions_first(defined, others)
    assert [(q.span.start, q.section[0]) for q in found] == [
        (0, "1"),
        (30, "1"),
        (500, "2"),
        (600, "3"),
    ]


def test_definitions_leave_room_for_the_rest() -> None:
    defined = [quote(0, 500, "1"), quote(600, 1100, "2"), quote(1200, 1300, "3")]
    assert [q.span.start for q in that_fit(defined)] == [0, 1200]

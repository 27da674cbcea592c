"""Sentences are chosen whole, apart, within the room, and with what they lean on."""

import pytest

from corpus.document import Passage, Sentence, Span
from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.assistant import Assistant
from retriever.extract import (
    DANGLING,
    FURTHEST_BELOW,
    HITS_READ,
    MOST_SENTENCES,
    ROOM,
    choose,
    every_place_first,
    extract,
)
from retriever.sentences import Candidate

QUESTIONS = (
    "what helps omklap succeed?",
    "wat is een omklapwoning?",
    "Welke aanbevelingen worden gedaan aan gemeenten?",
    "Welke doelen heeft Thuis in je Wijk?",
    "Wat zijn de uitgangspunten van de regionale koers?",
    "Which points matter for housing?",
    "Wat is nodig voor goede nazorg?",
    "What do residents say about privacy?",
)


def candidate(text: str, score: float, start: int = 0) -> Candidate:
    span = Span(start, start + len(text))
    sentence = Sentence(span)
    passage = Passage("p", "koers", text, span, (), None, (sentence,), (span,))
    return Candidate(passage, sentence, text, score)


def chosen(*candidates: Candidate) -> list[str]:
    return [found.text for found in choose(candidates)]


def test_the_best_sentence_is_chosen_however_low_it_scores() -> None:
    assert chosen(candidate("De gemeente betaalt de huur.", -99.0)) == [
        "De gemeente betaalt de huur."
    ]


def test_nothing_is_chosen_from_nothing() -> None:
    assert chosen() == []


def test_a_near_copy_is_not_said_twice() -> None:
    first = "Omklappen houdt in dat cliënten dezelfde woning kunnen huren."
    copy = "Omklappen houdt in dat de cliënten dezelfde woning kunnen huren"
    other = "De corporatie sluit een huurovereenkomst."
    assert chosen(candidate(first, 3.0), candidate(copy, 2.9), candidate(other, 2.8)) == [
        first,
        other,
    ]


def test_a_sentence_far_below_the_best_one_ends_the_answer() -> None:
    best, far = candidate("Eerste zin.", 5.0), candidate("Tweede.", 5.0 - FURTHEST_BELOW - 0.1)
    assert chosen(best, far) == ["Eerste zin."]


def test_a_sentence_too_long_for_the_room_left_makes_way_for_a_shorter_one() -> None:
    long, longer = "a" * (ROOM * 2 // 3), "b" * (ROOM * 2 // 3)
    texts = chosen(candidate(long, 3.0), candidate(longer, 2.9), candidate("c" * 10, 2.8))
    assert texts == [long, "c" * 10]


def test_an_answer_has_at_most_so_many_sentences_in_so_much_room() -> None:
    many = [candidate(chr(97 + i) * 20, 3.0 - i / 100) for i in range(MOST_SENTENCES + 5)]
    assert len(choose(many)) == MOST_SENTENCES
    wide = [candidate(chr(97 + i) * 400, 3.0 - i / 100) for i in range(MOST_SENTENCES)]
    assert sum(len(found.text) for found in choose(wide)) <= ROOM


@pytest.mark.parametrize("question", QUESTIONS)
def test_quotes_are_whole_exact_sentences_with_what_they_lean_on(
    question: str, assistant: Assistant, report_index: PassageIndex, encoder: Encoder
) -> None:
    hits = assistant.search(question, HITS_READ).hits
    quotes = extract(question, hits, report_index, encoder)
    quoted = {(quote.document, quote.span) for quote in quotes}
    assert quoted
    assert len(quoted) == len(quotes)
    for document, span in quoted:
        passage, sentence = find_sentence(report_index, document, span)
        assert sentence.exact
        before = leans_on(passage, sentence)
        assert before is None or (document, before.span) in quoted or led(passage, before, quoted)


def find_sentence(index: PassageIndex, document: str, span: Span) -> tuple[Passage, Sentence]:
    [found] = [
        (passage, sentence)
        for passage in index.stored(document).passages
        for sentence in passage.sentences
        if sentence.span == span
    ]
    return found


def leans_on(passage: Passage, sentence: Sentence) -> Sentence | None:
    """The sentence before a list, or before a dangling opening, that may be quoted."""
    before = [s for s in passage.sentences if s.span < sentence.span]
    if sentence.kind == "item":
        before = [s for s in before if s.kind == "sentence"]
        needed = bool(before) and passage.cut(before[-1].span).endswith(":")
    else:
        needed = DANGLING.match(passage.cut(sentence.span)) is not None
        needed = needed and bool(before) and before[-1].kind == "sentence"
    return before[-1] if needed and before[-1].exact else None


def led(passage: Passage, before: Sentence, quoted: set[tuple[str, Span]]) -> bool:
    """Whether `before` was not chosen itself but only leads on: one step back is enough."""
    following = [s for s in passage.sentences if s.span > before.span][:2]
    return len(following) == 2 and (passage.document, following[1].span) in quoted


def test_an_item_of_a_list_brings_the_sentence_that_introduces_it(
    assistant: Assistant, report_index: PassageIndex, encoder: Encoder
) -> None:
    question = "Wat is van belang volgens de quickscan bij de bouwsteen Wonen?"
    hits = assistant.search(question, HITS_READ).hits
    quotes = [quote.text for quote in extract(question, hits, report_index, encoder)]
    opening = (
        "De quickscan laat zien dat bij de bouwsteen Wonen de volgende punten van belang zijn:"
    )
    assert opening in quotes
    assert len(quotes) > quotes.index(opening) + 1


def test_a_sentence_that_points_back_brings_the_one_before_it(
    assistant: Assistant, report_index: PassageIndex, encoder: Encoder
) -> None:
    question = "wat is een omklapconstructie?"
    hits = assistant.search(question, HITS_READ).hits
    quotes = [quote.text for quote in extract(question, hits, report_index, encoder)]
    at = quotes.index("Dit wordt een 'omklapconstructie' genoemd.")
    assert quotes[at - 1].startswith("Bij een geslaagd traject kan vervolgens een zelfstandige")


def test_no_hits_give_no_quotes(report_index: PassageIndex, encoder: Encoder) -> None:
    assert extract("wat is een omklapwoning?", [], report_index, encoder) == []


def test_every_place_of_the_word_that_a_question_turns_on_goes_before_the_second_of_one(
    report_index: PassageIndex,
) -> None:
    one, other = report_index.stored("quick-scan-t0-2020").passages[10:12]
    offered = [
        Candidate(one, one.sentences[0], "a", 3.0),
        Candidate(one, one.sentences[-1], "b", 2.5),
        Candidate(other, other.sentences[0], "c", 2.0, beside=True),
        Candidate(other, other.sentences[-1], "d", 1.0),
        Candidate(other, other.sentences[-1], "e", -9.0),
    ]
    same = one.section == other.section
    found = [candidate.text for candidate in every_place_first(offered)]
    assert found == (["a", "b", "c", "d", "e"] if same else ["a", "d", "b", "c", "e"])

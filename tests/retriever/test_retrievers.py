"""Every retriever fits the same seam; each finds what it is for."""

from collections.abc import Sequence

import numpy as np
import pytest

from corpus.index import UnknownDocument
from retriever.assistant import Assistant
from retriever.candidates import standardise
from retriever.hit import Hit

NAMES = ("dense", "lexical", "hybrid", "ranked")
TEXT_WITHOUT_WORDS = "zzqxv"


def retrieve(assistant: Assistant, name: str, question: str, k: int, *ids: str) -> list[Hit]:
    return assistant.retrievers[name].retrieve(question, k, ids)


def said(hits: Sequence[Hit]) -> str:
    return " ".join(hit.passage.text for hit in hits)


def test_these_are_all_the_retrievers(assistant: Assistant) -> None:
    assert tuple(assistant.retrievers) == NAMES


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("k", [0, 1, 7, 80])
def test_at_most_k_hits_come_best_first_and_none_twice(
    assistant: Assistant, name: str, k: int
) -> None:
    hits = retrieve(assistant, name, "Wat is beschermd wonen?", k)
    assert len(hits) == k
    assert len({hit.id for hit in hits}) == k


@pytest.mark.parametrize("name", NAMES)
def test_the_scores_fall_among_those_that_were_ranked_together(
    assistant: Assistant, name: str
) -> None:
    scores = [hit.score for hit in retrieve(assistant, name, "Wat is beschermd wonen?", 60)]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("name", NAMES)
def test_only_the_documents_that_were_asked_for_are_searched(
    assistant: Assistant, name: str
) -> None:
    asked = ("regionale-koers-2017", "weer-thuis-in-de-wijk-2018")
    hits = retrieve(assistant, name, "Wat is beschermd wonen?", 30, *asked)
    assert {hit.passage.document for hit in hits} == set(asked)


def test_a_document_that_is_not_there_is_named_with_those_that_are(assistant: Assistant) -> None:
    with pytest.raises(UnknownDocument) as raised:
        assistant.search("Wat is beschermd wonen?", documents=["koers"])
    assert str(raised.value).startswith("no document 'koers' in the index; it holds ")
    assert all(id in str(raised.value) for id in assistant.documents)


@pytest.mark.parametrize("name", NAMES)
def test_a_hit_lies_within_its_passage_and_both_are_stored_text(
    assistant: Assistant, name: str
) -> None:
    for hit in retrieve(assistant, name, "Hoe werkt Housing First?", 20):
        stored = assistant.text(hit.passage.document).text
        assert hit.passage.span.contains(hit.span)
        assert hit.text == stored[hit.span.start : hit.span.end]


@pytest.mark.parametrize("name", ["dense", "lexical"])
def test_a_hit_names_its_retriever_with_rank_and_score(assistant: Assistant, name: str) -> None:
    hits = retrieve(assistant, name, "Hoe werkt Housing First?", 20)
    assert [hit.parts[name].rank for hit in hits] == list(range(1, 21))
    assert [hit.parts[name].score for hit in hits] == [hit.score for hit in hits]


def test_a_reranked_hit_names_all_that_found_it(assistant: Assistant) -> None:
    hits = retrieve(assistant, "ranked", "Hoe werkt Housing First?", 60)
    ranks = [hit.parts["late"].rank for hit in hits]
    assert len(set(ranks)) == len(hits) == 60
    assert all({"dense", "lexical"} & set(hit.parts) for hit in hits)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_question_gets_the_same_hits(assistant: Assistant, name: str) -> None:
    first, second = (retrieve(assistant, name, "what helps omklap succeed?", 20) for _ in range(2))
    assert first == second


def test_words_that_stand_nowhere_find_nothing_by_words(assistant: Assistant) -> None:
    assert retrieve(assistant, "lexical", TEXT_WITHOUT_WORDS, 5) == []


def test_a_question_of_function_words_finds_nothing_by_words(assistant: Assistant) -> None:
    assert retrieve(assistant, "lexical", "wat is het?", 5) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("word", ["omklapwoning", "omklapcontract", "omgeklapt"])
def test_omklap_finds_its_compounds_and_forms(assistant: Assistant, name: str, word: str) -> None:
    assert word in said(retrieve(assistant, name, "omklap", 30))


@pytest.mark.parametrize("name", ["lexical", "hybrid", "ranked"])
@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("wat is een omklapcontrakt?", "omklapcontract"),
        ("Hoe werken ervaringsdeskundingen mee?", "ervaringsdeskundige"),
        ("Wat doet Pitstopp in Woerden?", "Pitstop"),
    ],
)
def test_a_question_with_a_typing_error_still_finds(
    assistant: Assistant, name: str, question: str, word: str
) -> None:
    assert word in said(retrieve(assistant, name, question, 5))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What share still lives in the home after two years of Housing First?", "80 tot 90%"),
        ("Who lives in Pitstop?", "hoofdbewoner"),
        ("What is a contract that turns over to the tenant?", "omklapcontract"),
    ],
)
def test_an_english_question_finds_a_dutch_passage(
    assistant: Assistant, question: str, words: str
) -> None:
    assert words in said(retrieve(assistant, "ranked", question, 10))


def test_hybrid_finds_what_only_words_and_what_only_meaning_finds(assistant: Assistant) -> None:
    hits = retrieve(assistant, "hybrid", "Welke rol speelt Fermwerk?", 200)
    found_by = {tuple(sorted(hit.parts)) for hit in hits}
    assert found_by == {("dense",), ("lexical",), ("dense", "lexical")}


def test_standardised_scores_have_mean_zero_and_deviation_one() -> None:
    # 2 and 6 lie two either side of their mean 4, and their deviation is 2.
    assert standardise(np.asarray([2.0, 6.0])).tolist() == [-1.0, 1.0]


def test_equal_scores_are_standardised_to_zero() -> None:
    assert standardise(np.asarray([3.0, 3.0, 3.0])).tolist() == [0.0, 0.0, 0.0]

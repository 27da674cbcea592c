"""How sure an answer is, as the evals read it."""

from dataclasses import replace

from corpus.document import StoredText
from evals.answering import confidence
from retriever.answer import Answer
from retriever.hit import Part
from tests.evals.miniature import retriever_of


def answer(texts: dict[str, StoredText]) -> Answer:
    """Shows two passages, to which late interaction gave .5 and .7."""
    hits = retriever_of(texts).retrieve("de gemeente en de bewoner", 2)
    shown = [
        replace(hit, parts={"late": Part(rank, score)})
        for rank, (hit, score) in enumerate(zip(hits, (0.5, 0.7), strict=True), 1)
    ]
    return Answer("?", "nl", "answered", "", (), (), tuple(shown), 0.0)


def test_an_answer_is_as_sure_as_it_says(texts: dict[str, StoredText]) -> None:
    assert confidence(replace(answer(texts), probability=0.4)) == 0.4
    assert confidence(replace(answer(texts), probability=0.0)) == 0.0


def test_where_nothing_was_weighed_the_passages_shown_say_it(texts: dict[str, StoredText]) -> None:
    assert confidence(answer(texts)) == 0.6
    assert confidence(replace(answer(texts), hits=())) == 0.0


def test_a_refusal_is_no_answer_whatever_was_found(texts: dict[str, StoredText]) -> None:
    assert confidence(replace(answer(texts), outcome="refused", probability=0.9)) == 0.0

"""Rank metrics against arithmetic, and against another library."""

import math

import numpy as np
import pytest
from ir_measures import RR, R, nDCG
from sklearn.metrics import label_ranking_average_precision_score, ndcg_score, recall_score

from corpus.document import Span
from evals.metrics.ranking import passage_grades, rank_scores
from evals.places import Fact, Place


def place(start: int, end: int) -> Place:
    return Place("a", Span(start, end))


def test_grades_follow_the_passage_that_holds_most_of_a_quote() -> None:
    passages = {"p1": place(0, 100), "p2": place(100, 200)}
    facts = [
        Fact("vital", True, (place(90, 130),)),  # 10 characters in p1, 30 in p2
        Fact("extra", False, (place(10, 20), place(150, 160))),
        Fact("elsewhere", False, (place(300, 320),)),
    ]
    assert passage_grades(facts, passages) == {"p2": 2, "p1": 1, "missed a 300-320": 1}


def test_rank_scores_by_hand() -> None:
    scores = rank_scores({"q": {"a": 2, "b": 1}}, {"q": ["x", "b", "a"]})["q"]
    # Gains 0, 1, 2 at ranks 1, 2, 3 over the ideal 2, 1.
    gained = 1 / math.log2(3) + 2 / math.log2(4)
    assert scores == {
        "ndcg_10": pytest.approx(gained / (2 + 1 / math.log2(3))),
        "recall_10": 1.0,
        "mrr": 1 / 2,
        # Three came back; the gold knows two of them.
        "judged_10": pytest.approx(2 / 3),
    }


def test_a_question_without_grades_is_not_scored_and_one_without_hits_has_zero() -> None:
    scores = rank_scores({"far": {}, "q": {"a": 2}}, {"far": ["x"], "q": []})
    assert set(scores["far"].values()) == {None}
    assert set(scores["q"].values()) == {0.0}


def test_a_passage_that_comes_twice_counts_at_its_first_rank() -> None:
    scores = rank_scores({"q": {"a": 2, "b": 2}}, {"q": ["a", "a", "b"]})["q"]
    assert scores["ndcg_10"] == 1.0


def test_ndcg_agrees_with_scikit_learn() -> None:
    random = np.random.default_rng(3)
    for _ in range(20):
        grades = random.integers(0, 3, 12)
        if not grades.any():
            continue
        ids = [f"d{i}" for i in range(12)]
        judged = {id: int(grade) for id, grade in zip(ids, grades, strict=True) if grade}
        ours = rank_scores({"q": judged}, {"q": ids})["q"]["ndcg_10"]
        theirs = ndcg_score([grades], [np.arange(12, 0, -1)], k=10)
        assert ours == pytest.approx(theirs)


def test_recall_and_reciprocal_rank_agree_with_scikit_learn() -> None:
    random = np.random.default_rng(5)
    for _ in range(20):
        relevant = random.random(30) < 0.2
        if not relevant.any():
            continue
        ids = [f"d{i}" for i in range(30)]
        judged = {id: 2 for id, is_relevant in zip(ids, relevant, strict=True) if is_relevant}
        ours = rank_scores({"q": judged}, {"q": ids})["q"]
        first_ten = np.arange(30) < 10
        assert ours["recall_10"] == pytest.approx(recall_score(relevant, first_ten))
        # With one relevant label, the mean precision of its ranks is the reciprocal rank.
        first = np.arange(30) == relevant.argmax()
        reciprocal = label_ranking_average_precision_score([first], [np.arange(30, 0, -1)])
        assert ours["mrr"] == pytest.approx(reciprocal)


def test_scores_agree_with_ir_measures_on_whole_runs() -> None:
    random = np.random.default_rng(7)
    ids = [f"d{i:02}" for i in range(40)]
    grades = {
        f"q{n}": {id: int(g) for id, g in zip(ids, random.integers(0, 3, 40), strict=True) if g}
        for n in range(8)
    }
    rankings = {question: list(random.permutation(ids)) for question in grades}
    run = {q: {id: 1 / rank for rank, id in enumerate(r, 1)} for q, r in rankings.items()}
    ours = rank_scores(grades, rankings)
    for measure, name in ((nDCG @ 10, "ndcg_10"), (R @ 10, "recall_10"), (RR, "mrr")):
        theirs = {found.query_id: found.value for found in measure.iter_calc(grades, run)}
        assert {q: scores[name] for q, scores in ours.items()} == pytest.approx(theirs)

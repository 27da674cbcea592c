"""Refusal and intervals, by hand and beside scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import f1_score, roc_auc_score

from evals.metrics.bootstrap import interval, lower_bound
from evals.metrics.refusal import auroc, macro_f1, net_score, risk_coverage


def test_macro_f1_by_hand() -> None:
    answered = [True, True, True, False, False]
    answerable = [True, True, False, True, False]
    # Answering: 2 right of 3 said and 3 true, 2·2/6. Refusing: 1 of 2 and 2, 2·1/4.
    assert macro_f1(answered, answerable) == pytest.approx((2 / 3 + 1 / 2) / 2)
    assert macro_f1([True], [True]) is None


def test_auroc_by_hand() -> None:
    # Pairs (.9,.5) won, (.9,.9) tied, (.4,.5) lost, (.4,.9) lost: 1.5 of 4.
    assert auroc([0.9, 0.4, 0.5, 0.9], [True, True, False, False]) == 1.5 / 4
    assert auroc([0.9], [True]) is None


def test_both_agree_with_scikit_learn() -> None:
    random = np.random.default_rng(1)
    answerable = random.random(60) < 0.6
    answered = random.random(60) < 0.5
    confidences = np.round(random.random(60), 1)
    assert macro_f1(list(answered), list(answerable)) == pytest.approx(
        f1_score(answerable, answered, average="macro")
    )
    assert auroc(list(confidences), list(answerable)) == pytest.approx(
        roc_auc_score(answerable, confidences)
    )


@pytest.mark.parametrize(
    ("answered", "answerable", "recall", "score"),
    [
        (True, True, 0.5, 1),
        (True, True, 0.4, -1),
        (False, True, None, 0),
        (True, False, None, -1),
        (False, False, None, 0),
    ],
)
def test_net_score(answered: bool, answerable: bool, recall: float | None, score: int) -> None:
    assert net_score(answered, answerable, recall) == score


def test_risk_coverage_takes_the_most_confident_first() -> None:
    points = risk_coverage([0.2, 0.9, 0.5, 0.1], [True, True, False, False])
    assert points == [(0.25, 0.0), (0.5, 0.5), (0.75, 1 / 3), (1.0, 0.5)]


def test_an_interval_draws_whole_documents() -> None:
    # Two documents, all 1 or all 0: a draw gives 0, 1/2 or 1, so the interval is everything.
    assert interval([1, 1, 1, 0, 0, 0], list("aaabbb")) == (0.0, 1.0)
    # Spread evenly over the documents, every draw gives the same.
    assert interval([1, 0, 1, 0], list("aabb")) == (0.5, 0.5)
    assert interval([], []) is None


def test_a_lower_bound_is_the_same_in_two_runs_and_below_the_mean() -> None:
    differences = [0.1, -0.2, 0.0, 0.3, 0.05, -0.1]
    first = lower_bound(differences, list("aabbcc"))
    assert first == lower_bound(differences, list("aabbcc"))
    assert first is not None and -0.05 <= first < np.mean(differences)
    assert lower_bound([], []) is None

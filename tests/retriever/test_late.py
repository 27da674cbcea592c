"""Late interaction on vectors small enough to follow by hand."""

import numpy as np
import pytest

from retriever.late import max_sim


def rows(*values: tuple[float, float]) -> np.ndarray:
    return np.asarray(values, np.float32)


def stored(*values: tuple[int, int]) -> np.ndarray:
    return np.asarray(values, np.int8)


def test_each_token_of_the_question_counts_its_nearest_in_the_text() -> None:
    # (1, 0) finds itself, 1.0; (0, 1) finds at best .6: mean .8. As stored, one is 127.
    question = rows((1.0, 0.0), (0.0, 1.0))
    text = stored((127, 0), (102, 76))
    assert max_sim(question, text) == pytest.approx((1 + 76 / 127) / 2)


def test_more_text_never_lowers_the_score() -> None:
    question, text = rows((0.6, 0.8)), stored((127, 0))
    assert max_sim(question, stored((127, 0), (-127, 0))) == max_sim(question, text)
    assert max_sim(question, stored((127, 0), (76, 102))) > max_sim(question, text)


def test_the_order_of_tokens_does_not_count() -> None:
    question = rows((1.0, 0.0), (0.6, 0.8))
    assert max_sim(question, stored((127, 0), (0, 127))) == pytest.approx(
        max_sim(question[::-1], stored((0, 127), (127, 0)))
    )


def test_nothing_is_like_nothing() -> None:
    nothing, something = np.zeros((0, 2), np.float32), rows((1.0, 0.0))
    assert max_sim(something, np.zeros((0, 2), np.int8)) == 0.0
    assert max_sim(nothing, stored((127, 0))) == 0.0

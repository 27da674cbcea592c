"""What speaks for or against a unit whatever is asked."""

import numpy as np
import pytest

from corpus.document import Passage, Span
from corpus.priors import Background, unit_priors
from corpus.units import Unit


def unit(text: str) -> Unit:
    span = Span(0, len(text))
    return Unit(Passage("p", "koers", text, span, (), None, (), (span,)), span)


def test_a_unit_near_to_many_is_denser_than_one_apart() -> None:
    crowd = np.tile([1.0, 0.0], (99, 1))
    background = Background.spread(np.concatenate([crowd, [[0.0, 1.0]]]).astype(np.float32))
    near, apart = background.density(np.asarray([[1.0, 0.0], [0.0, 1.0]], np.float32))
    # Two of a hundred are near: the crowd has two at cosine 1, the other only itself.
    assert (near, apart) == (1.0, 0.5)


def test_a_background_is_spread_over_what_it_is_taken_from() -> None:
    windows = np.arange(5000, dtype=np.float32).reshape(-1, 1)
    spread = Background.spread(windows).vectors[:, 0]
    assert (len(spread), spread[0], spread[-1]) == (1000, 0, 4999)
    assert np.diff(spread).max() <= 6


def test_questions_capitals_and_line_ends_are_counted() -> None:
    background = Background(np.ones((1, 1), np.float32))
    units = [unit("Wie bent u? En nu?"), unit("Jan Piet\nde Vries")]
    priors = unit_priors(units, np.ones((2, 1), np.float32), background)
    # Jan, Piet and Vries of four words; one line end in seventeen characters.
    assert priors[:, 1:] == pytest.approx(np.asarray([[2, 0.4, 0], [0, 0.75, 100 / 17]]))

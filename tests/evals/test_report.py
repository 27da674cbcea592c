"""How figures and pictures are written."""

import pytest

from evals.report import charts
from evals.report.wording import delta, figure, interval, value
from evals.summary import Mean


@pytest.mark.parametrize(
    ("number", "text"),
    [(None, ""), (0.5, ".500"), (1.0, "1.000"), (-0.25, "−.250"), (1426.4, "1,426"), (0.0, ".000")],
)
def test_figures(number: float | None, text: str) -> None:
    assert figure(number) == text


def test_changes_carry_their_sign() -> None:
    assert [delta(d) for d in (0.02, -0.02, 0.0001, None)] == ["+.020", "−.020", "=", ""]


def test_a_mean_is_written_with_its_interval() -> None:
    assert interval(Mean(0.5, 0.4, 0.625, 10)) == ".500 [.400 to .625]"
    assert (interval(None), value(None)) == ("", "")


def test_the_scatter_has_a_dot_for_each_pair_of_scores() -> None:
    picture = charts.scatter([(0.5, 1.0), (0.5, 1.0), (1.0, 0.0), (0.5, 0.5)], "recall")
    assert "<title>2 questions: 0.50 → 1.00</title>" in picture
    dots = [picture.count(f'class="{style}"') for style in ("win", "loss", "tie")]
    assert dots == [1, 1, 1]


def test_the_curve_ends_at_full_coverage() -> None:
    picture = charts.curve([(0.5, 0.0), (1.0, 0.2)], "risk")
    # From the middle of the axis to its right end, where the risk is at its highest.
    assert 'points="280.0,256.0 516.0,44.0"' in picture


def test_text_in_pictures_is_escaped() -> None:
    assert "a &lt; b" in charts.ladder({"a < b": None}, "x")

"""Weights of the ranking are what the evidence of the dev split asks for."""

import numpy as np
import pytest

from corpus.document import Span
from evals.fit_ranking import Case, fit, holds
from evals.places import Fact, Place


def case(seed: int) -> Case:
    """Ten candidates; the one with the highest first feature is evidence, the second is noise."""
    features = np.random.default_rng(seed).normal(size=(10, 2))
    evidence = np.zeros(10, bool)
    evidence[features[:, 0].argmax()] = True
    return Case(features, evidence)


def test_what_tells_gets_weight_and_what_does_not_gets_none() -> None:
    telling, noise = fit([case(seed) for seed in range(200)])
    assert telling > 1.5
    assert abs(noise) < 0.2


def test_a_feature_on_another_scale_gets_another_weight_and_says_the_same() -> None:
    cases = [case(seed) for seed in range(20)]
    scaled = [Case(one.features * [10.0, 1.0], one.evidence) for one in cases]
    assert fit(scaled) == pytest.approx(fit(cases) / [10.0, 1.0], rel=1e-3)


def test_questions_without_evidence_say_nothing() -> None:
    cases = [case(seed) for seed in range(20)]
    blind = Case(np.ones((3, 2)), np.zeros(3, bool))
    assert fit([*cases, blind]) == pytest.approx(fit(cases))


@pytest.mark.parametrize(
    ("span", "found"),
    [(Span(0, 100), True), (Span(90, 160), True), (Span(90, 130), False), (Span(140, 150), True)],
)
def test_a_stretch_holds_evidence_by_half_of_the_quote_or_when_it_lies_within(
    span: Span, found: bool
) -> None:
    quotes = (Place("koers", Span(40, 80)), Place("koers", Span(120, 200)))
    facts = [Fact("feit", True, (quotes[0],)), Fact("feit", True, (quotes[1],))]
    assert holds(Place("koers", span), facts) == found

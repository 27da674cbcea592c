"""The refusal is fitted on proven questions, and its limits hold on questions it has not seen."""

import json
from pathlib import Path

import numpy as np
import pytest

from corpus.encoder import SentenceEncoder
from corpus.index import PassageIndex
from evals.calibrate import (
    ANSWER_SIGNS,
    DOMAIN_SIGNS,
    CalibrationQuestion,
    Example,
    calibrate,
    cross_fitted,
    describe,
    limit_above,
    limit_below,
    read_calibration_questions,
)
from evals.gold import BadGold, Language, read_questions
from evals.logistic import fit_logistic
from evals.metrics.refusal import auroc
from retriever.calibration import BadCalibration, calibration_path, read_calibration

EVALS = Path(__file__).parents[2] / "evals"


@pytest.fixture(scope="module")
def made() -> list[CalibrationQuestion]:
    return read_calibration_questions(EVALS / "calibration.jsonl")


def example(number: int, answerable: bool) -> Example:
    """Answerable ones have the higher signs and another vector, with some noise."""
    noise = np.random.default_rng(number).normal(size=8)
    names = {*DOMAIN_SIGNS, *ANSWER_SIGNS}
    numbers = {name: float(answerable + noise[0]) for name in sorted(names)}
    category = None if answerable else "far" if number % 4 == 0 else "near"
    vector = noise * 0.1 + answerable * 0.2
    language: Language = "nl" if number % 2 else "en"
    return Example(f"vraag {number}", language, category, str(number), numbers, vector)


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return [example(number, number % 3 > 0) for number in range(120)]


def test_every_answerable_calibration_question_is_proven_by_a_quote_of_the_reports(
    made: list[CalibrationQuestion], report_index: PassageIndex
) -> None:
    proofs = [question.evidence for question in made if question.evidence]
    missing = [e for e in proofs if e.quote not in report_index.text(e.document).text]
    assert missing == []


def test_the_calibration_set_has_enough_of_each_sort(made: list[CalibrationQuestion]) -> None:
    answerable = [question for question in made if question.category is None]
    near = [question for question in made if question.category in ("near", "false_premise")]
    assert (len(answerable) >= 100, len(near) >= 150) == (True, True)
    assert len({question.id for question in made}) == len(made)


def test_no_calibration_question_is_a_gold_question(made: list[CalibrationQuestion]) -> None:
    gold = {question.question.casefold() for question in read_questions(EVALS / "questions.jsonl")}
    assert [question.id for question in made if question.question.casefold() in gold] == []


def test_a_calibration_question_without_category_needs_evidence(tmp_path: Path) -> None:
    path = tmp_path / "calibration.jsonl"
    path.write_text('{"id": "1", "question": "Wat is omklap?", "language": "nl"}')
    with pytest.raises(BadGold, match="give a category, or the evidence of the answer"):
        read_calibration_questions(path)


def test_a_limit_keeps_its_share_below_or_above_it() -> None:
    chances = [number / 100 for number in range(1, 100)]
    assert limit_below(chances, 0.05) == 0.05
    assert limit_above(chances, 0.05) == 0.95
    assert limit_below(chances[:10], 0.05) == 0.0


def test_logistic_regression_finds_the_weights_that_made_the_answers() -> None:
    generator = np.random.default_rng(1)
    signs = generator.normal(size=(4000, 2))
    chance = 1 / (1 + np.exp(-(2 * signs[:, 0] - signs[:, 1])))
    truth = generator.random(4000) < chance
    fitted = fit_logistic(signs, np.zeros((4000, 0)), truth, 1.0, 0.01, ("one", "other")).folded()
    assert fitted.signs["one"] == pytest.approx(2, abs=0.25)
    assert fitted.signs["other"] == pytest.approx(-1, abs=0.2)


def test_a_fitted_calibration_refuses_no_more_than_it_promises(
    examples: list[Example], report_index: PassageIndex, encoder: SentenceEncoder
) -> None:
    calibration = calibrate(examples, report_index, encoder)
    told = describe(examples, calibration)
    assert told["answerable questions refused"] <= 0.06
    assert auroc(
        [c.both for c in cross_fitted(examples)], [e.answerable for e in examples]
    ) == pytest.approx(told["area under the curve"])
    assert calibration.suits(encoder)
    assert calibration.fingerprint == report_index.manifest.fingerprint


def test_the_shipped_calibration_suits_the_shipped_questions_and_signs() -> None:
    shipped = read_calibration(calibration_path())
    assert (set(shipped.domain.signs), set(shipped.answer.signs)) == (
        set(DOMAIN_SIGNS),
        set(ANSWER_SIGNS),
    )
    for limits in shipped.limits.values():
        assert 0 < limits.not_found_below <= limits.uncertain_below < 1


def test_a_damaged_calibration_is_named_with_its_remedy(tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    path.write_text(json.dumps({"fingerprint": "x"}))
    with pytest.raises(BadCalibration, match="run `bronwijzer calibrate`"):
        read_calibration(path)

"""Fits the calibrated refusal on questions of which it is known whether the documents answer."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, model_validator

from corpus.encoder import Encoder
from corpus.index import PassageIndex
from evals.gold import (
    Category,
    Evidence,
    Language,
    Question,
    read_questions,
    read_rows,
    read_training_questions,
)
from evals.logistic import Fitted, fit_logistic
from evals.metrics.refusal import auroc, macro_f1
from retriever.calibration import Calibration, Limits, write_calibration
from retriever.hit import Retriever
from retriever.question import language_of
from retriever.signs import read_signs

# What tells a question of another field, and what tells one that only seems answered.
DOMAIN_SIGNS = ("whole", "centre", "matched", "unknown", "one sentence", "english")
ANSWER_SIGNS = (
    "asked",
    "least asked",
    "asked held",
    "asked here",
    "suited",
    "together",
    "names",
    "unknown names",
    "unknown",
    "one sentence",
    "number",
    "whole",
    "centre",
    "matched",
    "best",
    "lead",
    "english",
)
# Found by cross-validation on the calibration and the dev questions; half and double change the
# area under the curve by less than .01. A unit vector's components are small beside signs of
# standard deviation 1: SIGN_SCALE brings the two to one scale.
PENALTY, SIGN_SCALE = 0.02, 0.05
FOLDS = 8
LANGUAGES: tuple[Language, ...] = ("nl", "en")
# Hostile and vague questions are ruled out before anything is weighed.
RULED_OUT = ("hostile", "vague")
# Shares that the limits promise: answerable questions that are taken for another field's, those
# that are refused, and unanswerable ones that are answered without reservation. The promise holds
# for questions like those here.
OUTSIDE_WRONGLY, REFUSED_WRONGLY, ANSWERED_WRONGLY = 0.02, 0.06, 0.1
HITS_READ = 60
# Of the training questions of the adapter, which all have an answer, one in so many is read too.
TRAINING_STEP = 4


class CalibrationQuestion(BaseModel):
    """`category` says why the documents do not answer; else `evidence` is where they do. `parallel`
    asks the same in the other language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    language: Language
    category: Category | None = None
    evidence: Evidence | None = None
    parallel: str | None = None

    @model_validator(mode="after")
    def _is_proven_or_unanswerable(self) -> "CalibrationQuestion":
        if (self.category is None) == (self.evidence is None):
            raise ValueError("give a category, or the evidence of the answer")
        return self


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its signs; questions of one `group` ask the same in other words."""

    question: str
    language: Language
    category: Category | None
    group: str
    numbers: dict[str, float]
    vector: np.ndarray

    @property
    def answerable(self) -> bool:
        return self.category is None


@dataclass(frozen=True, slots=True)
class Chance:
    """That a question is about the field, and that the documents answer it if it is."""

    inside: float
    answered: float

    @property
    def both(self) -> float:
        return self.inside * self.answered


def read_calibration_questions(path: Path) -> list[CalibrationQuestion]:
    """Raises BadGold."""
    return read_rows(path, CalibrationQuestion)


def answered_questions(path: Path) -> list[CalibrationQuestion]:
    """Training questions with the first of their evidence. Raises BadGold."""
    rows = read_training_questions(path)[::TRAINING_STEP]
    return [
        CalibrationQuestion(
            id=row.id, question=row.question, language=row.language, evidence=row.evidence[0]
        )
        for row in rows
    ]


def read_examples(
    gold: Sequence[Question],
    made: Sequence[CalibrationQuestion],
    retriever: Retriever,
    index: PassageIndex,
    encoder: Encoder,
) -> list[Example]:
    """Examples of the questions that are weighed: hostile and vague ones are told apart before."""
    examples = []
    tuning: list[Question | CalibrationQuestion] = [q for q in gold if q.split == "dev"]
    for asked in [*tuning, *made]:
        if asked.category in RULED_OUT:
            continue
        hits = retriever.retrieve(asked.question, HITS_READ)
        language = language_of(asked.question)
        signs = read_signs(asked.question, language, hits, index, encoder)
        group = min(asked.id, asked.parallel or asked.id)
        numbers = dict(signs.numbers)
        examples.append(
            Example(asked.question, language, asked.category, group, numbers, signs.vector)
        )
    return examples


def calibrate(
    examples: Sequence[Example],
    index: PassageIndex,
    encoder: Encoder,
    more: Sequence[Example] = (),
) -> Calibration:
    """Limits come from questions that the weights were not fitted on (cross-conformal, Vovk 2015);
    the weights that are kept are fitted on all, and on `more`, which set no limits."""
    chances = cross_fitted(examples, more)
    domain, answer = fit([*examples, *more])
    return Calibration(
        fingerprint=index.manifest.fingerprint,
        encoder=encoder.question_digest,
        questions=questions_digest([*examples, *more]),
        domain=domain.folded(),
        answer=answer.folded(),
        limits={language: _limits(chances, examples, language) for language in LANGUAGES},
    )


def _limits(chances: Sequence[Chance], examples: Sequence[Example], language: Language) -> Limits:
    asked = [(c, e) for c, e in zip(chances, examples, strict=True) if e.language == language]
    answerable = [c for c, e in asked if e.answerable]
    not_found = limit_below([c.both for c in answerable], REFUSED_WRONGLY)
    uncertain = limit_above([c.both for c, e in asked if not e.answerable], ANSWERED_WRONGLY)
    return Limits(
        outside_below=round(limit_below([c.inside for c in answerable], OUTSIDE_WRONGLY), 4),
        not_found_below=round(not_found, 4),
        uncertain_below=round(max(not_found, uncertain), 4),
    )


def fit(examples: Sequence[Example]) -> tuple[Fitted, Fitted]:
    """Is a question about the field; and, if it is, is it answered?"""
    inside = [e for e in examples if e.category != "far"]
    domain = _fit(examples, DOMAIN_SIGNS, [e.category != "far" for e in examples])
    return domain, _fit(inside, ANSWER_SIGNS, [e.answerable for e in inside])


def _fit(examples: Sequence[Example], names: Sequence[str], truth: Sequence[bool]) -> Fitted:
    signs = np.asarray([[e.numbers[name] for name in names] for e in examples])
    vectors = np.asarray([e.vector for e in examples], float)
    return fit_logistic(signs, vectors, np.asarray(truth), SIGN_SCALE, PENALTY, names)


def cross_fitted(
    examples: Sequence[Example], more: Sequence[Example] = (), folds: int = FOLDS
) -> list[Chance]:
    """For each example the chances by weights that were fitted on `more` and without its group."""
    groups = sorted({e.group for e in examples})
    order = np.random.default_rng(0).permutation(len(groups))
    fold = {groups[at]: int(place) % folds for place, at in enumerate(order)}
    chances = [Chance(0.0, 0.0)] * len(examples)
    for held in range(folds):
        domain, answer = (
            f.folded() for f in fit([*(e for e in examples if fold[e.group] != held), *more])
        )
        for i, e in enumerate(examples):
            if fold[e.group] == held:
                inside = domain.probability(e.numbers, e.vector)
                chances[i] = Chance(inside, answer.probability(e.numbers, e.vector))
    return chances


def limit_below(chances: Sequence[float], share: float) -> float:
    """Of new draws, at most `share` fall below it (split conformal, Vovk et al. 2005)."""
    ordered = sorted(chances)
    rank = int(share * (len(ordered) + 1))
    return ordered[rank - 1] if rank else 0.0


def limit_above(chances: Sequence[float], share: float) -> float:
    """Of new draws, at most `share` reach it."""
    return 1 - limit_below([1 - chance for chance in chances], share)


def describe(
    examples: Sequence[Example], calibration: Calibration, more: Sequence[Example] = ()
) -> dict[str, float]:
    """What cross-fitting promises, by name."""
    chances = cross_fitted(examples, more)
    answerable = [e.answerable for e in examples]
    said = [
        _is_said(chance, calibration.limits[example.language])
        for chance, example in zip(chances, examples, strict=True)
    ]
    found = {
        "area under the curve": auroc([chance.both for chance in chances], answerable) or 0.0,
        "macro-F1": macro_f1(said, answerable) or 0.0,
        "answerable questions refused": _share(
            [not s for s, e in zip(said, examples, strict=True) if e.answerable]
        ),
    }
    for category in sorted({e.category for e in examples if e.category}):
        of = [s for s, e in zip(said, examples, strict=True) if e.category == category]
        found[f"answered: {category}"] = _share(of)
    return found


def _is_said(chance: Chance, limits: Limits) -> bool:
    return chance.inside >= limits.outside_below and chance.both >= limits.not_found_below


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def questions_digest(examples: Sequence[Example]) -> str:
    rows = sorted(f"{e.category}\t{e.question}" for e in examples)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def run_calibration(
    retriever: Retriever, index: PassageIndex, encoder: Encoder, folder: Path, path: Path
) -> tuple[Calibration, dict[str, float]]:
    """Fits, writes to `path`, and tells what cross-fitting promises. Raises BadGold."""
    gold = read_questions(folder / "questions.jsonl")
    made = read_calibration_questions(folder / "calibration.jsonl")
    examples = read_examples(gold, made, retriever, index, encoder)
    answered = answered_questions(folder / "training.jsonl")
    more = read_examples([], answered, retriever, index, encoder)
    calibration = calibrate(examples, index, encoder, more)
    write_calibration(calibration, path)
    return calibration, describe(examples, calibration, more)

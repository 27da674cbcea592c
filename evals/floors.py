"""What one run must reach by itself: floors, ceilings, contributions and must-pass questions."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.comparison import paired
from evals.follow_ups import lost
from evals.metrics.refusal import ANSWERING
from evals.result import Result, Scores
from evals.summary import answer_scores, mean, refusal, retrieval_scores

Floors = Mapping[str, float]
GAINED = "recall_6000"


class BadGate(ValueError):
    """The gate's own file can't be used; the message names it and the field."""


class Gate(BaseModel):
    """`contribute`: retrievers that must have a part in the order of what the headline retriever
    finds; `better`: what must find more than each of the retrievers that it puts together; `most`:
    ceilings of refusal figures; `follow_ups`: what a follow-up may lose on its stand-alone form;
    `must_pass`: ids of questions that may never fail."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    headline: str
    contribute: tuple[str, ...] = ()
    must_pass: tuple[str, ...] = ()
    answers: Floors = {}
    refusal: Floors = {}
    most: Floors = {}
    checks: Floors = {}
    claims: Floors = {}
    retrieval: Mapping[str, Floors] = {}
    better: Mapping[str, tuple[str, ...]] = {}
    follow_ups: Floors = {}


@dataclass(frozen=True, slots=True)
class Failure:
    check: str
    message: str


def read_gate(path: Path) -> Gate:
    """Raises BadGate."""
    try:
        return Gate.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise BadGate(f"{path} can't be used: {error}") from error


def judge(result: Result, gate: Gate) -> list[Failure]:
    """What fails without looking at a baseline: floors, contributions, must-pass questions."""
    return [
        *_retrieval_floors(result, gate),
        *_contributions(result, gate),
        *_gains(result, gate),
        *_answer_floors(result, gate),
        *_refusal_bounds(result, gate),
        *_check_floors(result, gate),
        *_follow_up_losses(result, gate),
        *_claim_floors(result, gate),
        *_must_pass(result, gate),
    ]


def _retrieval_floors(result: Result, gate: Gate) -> list[Failure]:
    return [
        failure
        for retriever, floors in gate.retrieval.items()
        for failure in _below(
            retriever,
            _means(result, retrieval_scores(result, retriever), floors)
            if retriever in result.retrieval
            else {},
            floors,
        )
    ]


def _means(result: Result, scores: Mapping[str, Scores], floors: Floors) -> dict[str, float | None]:
    means = {metric: mean(scores, scores, metric, result.cases) for metric in floors}
    return {metric: found.value if found else None for metric, found in means.items()}


def _below(what: str, values: Mapping[str, float | None], floors: Floors) -> list[Failure]:
    failures = []
    for metric, floor in floors.items():
        value = values.get(metric)
        if value is None:
            message = f"{what}: {metric} was not measured; its floor is {floor:.3f}"
            failures.append(Failure(f"floor {what} {metric}", message))
        elif value < floor:
            message = f"{what}: {metric} is {value:.3f}, below its floor of {floor:.3f}"
            failures.append(Failure(f"floor {what} {metric}", message))
    return failures


def _contributions(result: Result, gate: Gate) -> list[Failure]:
    scores = result.retrieval.get(gate.headline, {}).values()
    heard = {part for score in scores for part in score.parts}
    return [
        Failure(
            f"part {part}",
            f"{part} has no part in the order of what {gate.headline} finds: it is switched off",
        )
        for part in gate.contribute
        if part not in heard
    ]


def _gains(result: Result, gate: Gate) -> list[Failure]:
    return [
        Failure(
            f"gain {whole} {part}",
            f"{whole} finds no more than {part} alone ({GAINED} changes by {gain:+.3f}): what it "
            "adds is of no use",
        )
        for whole, parts in gate.better.items()
        for part in parts
        if (gain := _gain(result, part, whole)) is not None and gain <= 0
    ]


def _gain(result: Result, part: str, whole: str) -> float | None:
    if not {part, whole} <= result.retrieval.keys():
        return None
    alone, together = (retrieval_scores(result, name) for name in (part, whole))
    found = paired(alone, together, GAINED, result.cases)
    return found.difference if found else None


def _answer_floors(result: Result, gate: Gate) -> list[Failure]:
    return _below("answers", _means(result, answer_scores(result), gate.answers), gate.answers)


def _refusal_bounds(result: Result, gate: Gate) -> list[Failure]:
    figures = refusal(result, result.cases)
    above = [
        Failure(
            f"ceiling {name}", f"refusal: {name} is {value:.3f}, above its ceiling of {most:.3f}"
        )
        for name, most in gate.most.items()
        if (value := figures.get(name)) is not None and value > most
    ]
    return _below("refusal", figures, gate.refusal) + above


def _check_floors(result: Result, gate: Gate) -> list[Failure]:
    return _below("corpus", result.checks, gate.checks)


def _claim_floors(result: Result, gate: Gate) -> list[Failure]:
    """A run without a verifier has no say in them."""
    return _below("claims", result.claims, gate.claims) if result.claims else []


def _follow_up_losses(result: Result, gate: Gate) -> list[Failure]:
    return [
        Failure(
            f"follow-ups {metric}",
            f"follow-ups: {metric} is {-found.value:.3f} below that of their stand-alone forms; "
            f"{most:.3f} is allowed",
        )
        for metric, most in gate.follow_ups.items()
        if (found := lost(result, metric)) is not None and found.value < -most
    ]


def _must_pass(result: Result, gate: Gate) -> list[Failure]:
    return [
        Failure(f"must pass {id}", f"{id} must pass and {why}: {result.cases[id].question}")
        if id in result.cases
        else Failure(f"must pass {id}", f"{id} must pass and is not in the gold")
        for id in gate.must_pass
        if (why := _why_failed(result, gate, id))
    ]


def _why_failed(result: Result, gate: Gate, id: str) -> str:
    if id not in result.cases:
        return "unknown"
    answered = result.answers[id].outcome in ANSWERING
    if not result.cases[id].answerable:
        return "was answered" if answered else ""
    found = result.retrieval[gate.headline][id].scores["recall_6000"] if answered else 0.0
    return "" if found else "was refused" if not answered else "none of its facts was found"

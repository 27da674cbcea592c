"""The fitted weights that turn signs into a chance, and the limits of the three zones."""

import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.encoder import Encoder
from corpus.manifest import Manifest
from retriever.question import Language

NAME = "calibration.json"


class BadCalibration(Exception):
    """The stored calibration can't be used; `bronwijzer calibrate` makes it anew."""


class Logistic(BaseModel):
    """Logistic regression: a weight for each sign by its name, and for the question's vector."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bias: float
    signs: dict[str, float]
    vector: tuple[float, ...] = ()

    def probability(self, numbers: Mapping[str, float], vector: np.ndarray) -> float:
        total = self.bias + sum(weight * numbers[name] for name, weight in self.signs.items())
        if self.vector:
            total += float(np.asarray(self.vector, np.float32) @ vector)
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


class Limits(BaseModel):
    """Below `not_found_below` nothing is answered, below `uncertain_below` with a reservation; nor
    is what lies outside the field: `outside_below`, of the chance that it lies within."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    outside_below: float
    not_found_below: float
    uncertain_below: float


class Calibration(BaseModel):
    """`domain`: is the question about the documents' field? `answer`: if it is, do they answer it?
    `limits` by the language of the question: the same chance means less in the one than the other.

    `fingerprint` is that of the index that it was fitted on, `questions` the digest of the
    questions, `encoder` that of how questions are encoded: other vectors mean something else.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    fingerprint: str
    encoder: str
    questions: str
    domain: Logistic
    answer: Logistic
    limits: dict[Language, Limits]

    def probability(self, numbers: Mapping[str, float], vector: np.ndarray) -> float:
        """Chance that the documents hold the answer."""
        return self.domain.probability(numbers, vector) * self.answer.probability(numbers, vector)

    def is_outside(
        self, numbers: Mapping[str, float], vector: np.ndarray, language: Language
    ) -> bool:
        """Whether the question is about another field than the documents."""
        return self.domain.probability(numbers, vector) < self.limits[language].outside_below

    def suits(self, encoder: Encoder) -> bool:
        return self.encoder == encoder.question_digest


@lru_cache(maxsize=1)
def stored_calibration() -> Calibration:
    """Raises BadCalibration."""
    return read_calibration(calibration_path())


def calibration_path() -> Path:
    return Path(str(files("retriever"))) / NAME


def read_calibration(path: Path) -> Calibration:
    """Raises BadCalibration."""
    try:
        return Calibration.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        cause = str(error).partition("\n")[0]
        raise BadCalibration(
            f"{path} can't be used ({cause}); run `bronwijzer calibrate`"
        ) from error


def write_calibration(calibration: Calibration, path: Path) -> None:
    path.write_text(calibration.model_dump_json(indent=1) + "\n", encoding="utf-8")
    stored_calibration.cache_clear()


def staleness(manifest: Manifest, encoder: Encoder) -> str:
    """What is to be done about the stored calibration, or ""."""
    calibration = stored_calibration()
    if not calibration.suits(encoder):
        return "fitted with another encoder and not used; run `bronwijzer calibrate`"
    if calibration.fingerprint != manifest.fingerprint:
        return "fitted on other documents; run `bronwijzer calibrate`"
    return ""

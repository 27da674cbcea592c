"""The seam that a language model fits: it is given a prompt and writes, or fails for a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

# Why a model's answer is not used; each has its sentence in retriever.phrases.
Failure = Literal["down", "slow", "silent", "loops", "rubbish", "long", "unproven", "no answer"]


class ModelUnavailable(Exception):
    """The settings name a model that can't be had; the message says what to install or change."""


class ModelFailed(Exception):
    """The model gave nothing that can be used; `failure` says why, the message gives the cause."""

    def __init__(self, failure: Failure, cause: str) -> None:
        super().__init__(cause)
        self.failure: Failure = failure


@dataclass(frozen=True, slots=True)
class Prompt:
    """Instructions, which are ours alone, and data: texts of readers and reports."""

    instructions: str
    data: str


class Writer(Protocol):
    """`name` is the model's; `room` the characters of the reports that it is shown at most, and
    `seconds` what an answer may take."""

    @property
    def name(self) -> str: ...

    @property
    def room(self) -> int: ...

    @property
    def seconds(self) -> float: ...

    def write(self, prompt: Prompt, seconds: float) -> Iterator[str]:
        """What the model writes within `seconds`, in pieces as they come; raises ModelFailed, at
        any piece."""
        ...

"""The gold questions and dialogues: read and checked once, where they enter."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

Language = Literal["nl", "en"]
Split = Literal["dev", "test"]
Category = Literal["near", "false_premise", "far", "hostile", "vague"]
Kind = Literal[
    "number",
    "definition",
    "list",
    "why",
    "how",
    "comparison",
    "lesson",
    "several",
    "follow-up",
    "unanswerable",
]
Row = TypeVar("Row", bound=BaseModel)

# How far a reader reads in what was found, and so many hits of the finest stretches (about 300
# characters) fill the longest reading.
CHARACTERS = (3_000, 6_000, 12_000)
DEPTH = 60


class BadGold(ValueError):
    """A line of a gold file can't be used; the message names file, line and field."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(_Strict):
    """A verbatim quote that proves a fact on its own."""

    document: str
    quote: str = Field(min_length=8)


class Nugget(_Strict):
    """One fact of a full answer; `quotes` are alternatives, `vital` facts may not be missing."""

    text: str
    vital: bool
    quotes: tuple[Evidence, ...] = Field(min_length=1)


class TrainingQuestion(_Strict):
    """A question with the sentences that answer it, to learn from; of those that are `doubtful`
    nothing is to be learnt."""

    id: str
    question: str
    language: Language
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    doubtful: tuple[Evidence, ...] = ()


class Question(_Strict):
    """No nuggets means that the documents do not answer it; then `category` says of which sort."""

    id: str
    question: str = Field(min_length=1)
    language: Language
    kind: Kind
    split: Split
    parallel: str | None = None
    category: Category | None = None
    answer: str
    nuggets: tuple[Nugget, ...]

    @property
    def answerable(self) -> bool:
        return bool(self.nuggets)

    @model_validator(mode="after")
    def _kind_and_nuggets_agree(self) -> Self:
        if self.answerable == (self.kind == "unanswerable"):
            raise ValueError(f"kind {self.kind!r} with {len(self.nuggets)} nuggets")
        if self.answerable == (self.category is not None):
            raise ValueError("category belongs to unanswerable questions, and to all of them")
        return self


def read_training_questions(path: Path) -> list[TrainingQuestion]:
    """Raises BadGold."""
    return read_rows(path, TrainingQuestion)


def read_questions(path: Path) -> list[Question]:
    """Raises BadGold for an unusable line, a double id, or a `parallel` that leads nowhere."""
    questions = read_rows(path, Question)
    ids = {question.id for question in questions}
    if len(ids) < len(questions):
        raise BadGold(f"{path}: an id occurs twice; give every question its own")
    for question in questions:
        if question.parallel is not None and question.parallel not in ids:
            raise BadGold(f"{path}, {question.id}: parallel {question.parallel!r} is no question")
    return questions


def read_rows(path: Path, model: type[Row]) -> list[Row]:
    """One `model` a line; empty lines are skipped."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise BadGold(f"{path}: {error.strerror}; the gold belongs in the repository") from error
    return [_row(path, i, line, model) for i, line in enumerate(lines, 1) if line.strip()]


def _row(path: Path, number: int, line: str, model: type[Row]) -> Row:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the line"
        raise BadGold(f"{path}, line {number}, {place}: {first['msg']}") from error


def gold_digest(questions: Sequence[Question]) -> str:
    """Changes with every word of the gold, not with the order of the lines."""
    rows = sorted(question.model_dump_json() for question in questions)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


class Turn(_Strict):
    """`standalone` asks the same without what went before; None for a first turn. A `meta` turn is
    about the answer itself ("shorter", "which page?"); `language` is set where a turn changes it.
    """

    question: str
    standalone: str | None
    answer: str
    nuggets: tuple[Nugget, ...]
    meta: bool = False
    language: Language | None = None


class Dialogue(_Strict):
    id: str
    language: Language
    split: Split
    turns: tuple[Turn, ...] = Field(min_length=2, max_length=4)


def read_dialogues(path: Path) -> list[Dialogue]:
    """Raises BadGold for an unusable line."""
    return read_rows(path, Dialogue)


def standalone_questions(dialogues: Sequence[Dialogue]) -> list[Question]:
    """Every turn as the question that it stands for, so that it is measured like the others."""
    return [
        _standalone(dialogue, number)
        for dialogue in dialogues
        for number, turn in enumerate(dialogue.turns, 1)
        if turn.nuggets and not turn.meta
    ]


def _standalone(dialogue: Dialogue, number: int) -> Question:
    turn = dialogue.turns[number - 1]
    return Question(
        id=f"{dialogue.id}.{number}",
        question=turn.standalone or turn.question,
        language=turn.language or dialogue.language,
        kind="follow-up" if number > 1 else "several",
        split=dialogue.split,
        answer=turn.answer,
        nuggets=turn.nuggets,
    )


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A later turn as it was asked, after the questions before it (oldest first), and `alone`."""

    asked: str
    history: tuple[str, ...]
    alone: Question


def follow_ups(dialogues: Sequence[Dialogue]) -> list[FollowUp]:
    """The turns after the first that ask for facts."""
    return [
        FollowUp(
            turn.question,
            tuple(earlier.question for earlier in dialogue.turns[:number]),
            _standalone(dialogue, number + 1),
        )
        for dialogue in dialogues
        for number, turn in enumerate(dialogue.turns)
        if number and turn.nuggets and not turn.meta
    ]

"""What one run found, question by question: read, written and compared as JSON."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.gold import Category, Kind, Language, Split
from retriever.answer import Outcome

Scores = Mapping[str, float | None]


class UnreadableResult(Exception):
    """A result file is missing, empty, or of another shape; the message names it and why."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Case(_Strict):
    """A question as the slices need it. `cluster` is the document that most of its evidence is in,
    `several` where there is no such document, and the question itself where it has no evidence."""

    question: str
    language: Language
    kind: Kind
    split: Split
    category: Category | None
    parallel: str | None
    documents: tuple[str, ...]
    cluster: str
    facts: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        return bool(self.documents)


class QuestionScore(_Strict):
    """`found`: per fact the rank at which it is read, None if it never is. `passages`: the first
    ten stretches by their labels, and `parts` the retrievers that tell them apart."""

    id: str
    scores: Scores
    found: tuple[int | None, ...]
    passages: tuple[str, ...]
    parts: tuple[str, ...] = ()


class AnswerScore(_Strict):
    id: str
    outcome: Outcome
    confidence: float
    text: str
    quotes: tuple[str, ...]
    scores: Scores
    found: tuple[bool, ...]


class Stamp(_Strict):
    """What makes two runs comparable. `versions`: of the packages and of the metric code."""

    commit: str
    settings: str
    corpus: str
    documents: Mapping[str, str]
    gold: str
    versions: Mapping[str, str]


class Result(_Strict):
    """`elapsed` in seconds, by measured thing and question; apart, since it alone may differ
    between two runs of one commit. `checks`: shares that hold for the corpus as a whole;
    `claims`: made claims that the verifier judges rightly, and the share it accepts by kind;
    `turns`: follow-ups of the dialogues, and `follow_ups` their scores by the way of asking."""

    stamp: Stamp
    questions: int
    cases: Mapping[str, Case]
    retrieval: Mapping[str, Mapping[str, QuestionScore]]
    answers: Mapping[str, AnswerScore]
    neighbours: Mapping[str, Mapping[str, Scores]] = {}
    checks: Mapping[str, float | None] = {}
    claims: Mapping[str, float | None] = {}
    claims_by_kind: Mapping[str, Mapping[str, float | None]] = {}
    elapsed: Mapping[str, Mapping[str, float]] = {}
    turns: Mapping[str, Case] = {}
    follow_ups: Mapping[str, Mapping[str, QuestionScore]] = {}


def read_result(path: Path) -> Result:
    """Raises UnreadableResult."""
    try:
        result = Result.model_validate_json(path.read_text("utf-8"))
    except OSError as error:
        raise UnreadableResult(f"{path}: {error.strerror}; write it with eval --accept") from error
    except ValidationError as error:
        raise UnreadableResult(
            f"{path} can't be read ({error.error_count()} errors, first: "
            f"{error.errors()[0]['msg']}); write a new one with eval --accept"
        ) from error
    if not result.questions:
        raise UnreadableResult(f"{path} holds no question; write a new one with eval --accept")
    return result


def write_result(result: Result, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(result.model_dump_json(indent=0) + "\n", "utf-8")


def slim(result: Result, headline: str) -> Result:
    """What a baseline needs: no times, no dialogues, and the passages of the headline alone."""
    retrieval = {
        name: {
            id: score
            if name == headline
            else score.model_copy(update={"passages": (), "parts": ()})
            for id, score in scores.items()
        }
        for name, scores in result.retrieval.items()
    }
    left_out: dict[str, object] = {"elapsed": {}, "turns": {}, "follow_ups": {}}
    return result.model_copy(update={"retrieval": retrieval, **left_out})

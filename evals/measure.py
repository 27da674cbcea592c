"""One run over everything: every retriever, the answers, the neighbours, and what they ran on."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from rich.console import Console

from corpus.document import Document, Passage, StoredText
from corpus.encoder import Encoder
from evals.anchors import read_anchors
from evals.answering import evaluate_answers
from evals.claims import read_claims
from evals.follow_ups import Search, Ways, evaluate_follow_ups
from evals.gold import (
    Question,
    Split,
    follow_ups,
    gold_digest,
    read_dialogues,
    read_questions,
)
from evals.judging import Judge, judge_claims
from evals.metrics.citations import page_labels_right
from evals.metrics.claims import by_kind, claim_scores
from evals.neighbours import build_neighbours, evaluate_neighbour
from evals.places import LocatedQuestion, locate_gold
from evals.result import Case, QuestionScore, Result, Scores, Stamp
from evals.run import describe, score_rankings, timed_hits
from retriever.answer import Answer
from retriever.hit import Retriever

# To be raised with every change of a metric's definition: scores before and after don't compare.
METRICS_VERSION = "1"
PACKAGES = ("ir-measures", "numpy", "sentence-transformers", "simplemma", "PyStemmer", "tantivy")
Texts = Mapping[str, StoredText]


class Assistant(Protocol):
    """As much of an assistant as evals ask of it."""

    @property
    def documents(self) -> Mapping[str, Document]: ...

    def ask(self, question: str) -> Answer: ...

    @property
    def search(self) -> Search: ...

    def text(self, document: str) -> StoredText: ...


@dataclass(frozen=True, slots=True)
class Options:
    """`gold` holds questions.jsonl, dialogues.jsonl, pages.jsonl, gate.toml and baseline.json;
    reports go to `output`. `reports`: the raw files by id, to build the neighbours from; none
    leaves them out. `since`: an older result to explain the differences with. `judge` judges the
    made claims of claims.jsonl; without it they are left out."""

    gold: Path
    output: Path
    commit: str
    settings: str
    passages: Sequence[Passage] = ()
    reports: Mapping[str, str] = field(default_factory=dict)
    split: Split | None = None
    gate: bool = False
    accept: bool = False
    since: Path | None = None
    judge: Judge | None = None

    @property
    def baseline(self) -> Path:
        return self.gold / "baseline.json"


@dataclass(frozen=True, slots=True)
class Run:
    """A result with the gold and the texts that it was measured on."""

    result: Result
    asked: Sequence[LocatedQuestion]
    texts: Texts


def measure(
    assistant: Assistant,
    retrievers: Mapping[str, Retriever],
    encoder: Encoder,
    options: Options,
    console: Console,
) -> Run:
    """Everything that there is to know about this state. Raises BadGold, StaleGold, StaleAnchor."""
    questions = read_questions(options.gold / "questions.jsonl")
    texts = {id: assistant.text(id) for id in assistant.documents}
    asked = [q for q in locate_gold(questions, texts) if options.split in (None, q.gold.split)]
    anchors = read_anchors(options.gold / "pages.jsonl", texts)
    retrieval, searched = _retrieve(retrievers, asked, options.passages, console)
    with console.status(f"answers: {len(asked)} questions"):
        answers, answered = evaluate_answers(assistant.ask, asked, texts, anchors)
    turns, ways = _follow_ups(assistant, texts, options, console)
    neighbours, neighbours_searched = _neighbours(asked, encoder, options.reports, console)
    claims, claims_by_kind = _judge(options, texts, console)
    result = Result(
        stamp=stamp(questions, texts, encoder, options),
        questions=len(asked),
        cases={question.gold.id: describe(question) for question in asked},
        retrieval=retrieval,
        answers=answers,
        neighbours=neighbours,
        checks={"page_labels": page_labels_right(texts, anchors)},
        claims=claims,
        claims_by_kind=claims_by_kind,
        elapsed={**searched, "answer": answered, **neighbours_searched},
        turns=turns,
        follow_ups=ways,
    )
    return Run(result, asked, texts)


def _retrieve(
    retrievers: Mapping[str, Retriever],
    asked: Sequence[LocatedQuestion],
    passages: Sequence[Passage],
    console: Console,
) -> tuple[dict[str, dict[str, QuestionScore]], dict[str, dict[str, float]]]:
    answerable = [question for question in asked if question.facts]
    found, elapsed = {}, {}
    for name, retriever in retrievers.items():
        with console.status(f"{name}: {len(answerable)} questions"):
            hits, elapsed[name] = timed_hits(retriever, [q.gold for q in answerable])
            scores = score_rankings(answerable, hits, passages)
            found[name] = {score.id: score for score in scores}
    return found, elapsed


def _judge(options: Options, texts: Texts, console: Console) -> tuple[Scores, Mapping[str, Scores]]:
    if options.judge is None:
        return {}, {}
    claims = read_claims(options.gold / "claims.jsonl")
    with console.status(f"verifier: {len(claims)} claims"):
        verdicts = judge_claims(claims, options.judge, texts)
    return claim_scores(claims, verdicts), by_kind(claims, verdicts)


def _follow_ups(
    assistant: Assistant, texts: Texts, options: Options, console: Console
) -> tuple[dict[str, Case], Ways]:
    dialogues = read_dialogues(options.gold / "dialogues.jsonl")
    later = follow_ups([d for d in dialogues if options.split in (None, d.split)])
    with console.status(f"follow-ups: {len(later)} turns"):
        return evaluate_follow_ups(assistant.search, later, texts, options.passages)


def _neighbours(
    asked: Sequence[LocatedQuestion],
    encoder: Encoder,
    reports: Mapping[str, str],
    console: Console,
) -> tuple[dict[str, dict[str, Scores]], dict[str, dict[str, float]]]:
    answerable = [question for question in asked if question.facts]
    found, elapsed = {}, {}
    with console.status("LangChain's pipelines"):
        for neighbour in build_neighbours(reports, encoder) if reports else ():
            scores = evaluate_neighbour(neighbour, answerable)
            found[neighbour.name], elapsed[neighbour.name] = scores
    return found, elapsed


def stamp(questions: Sequence[Question], texts: Texts, encoder: Encoder, options: Options) -> Stamp:
    documents = {
        id: hashlib.sha256(texts[id].text.encode()).hexdigest()[:16] for id in sorted(texts)
    }
    return Stamp(
        commit=options.commit,
        settings=options.settings,
        corpus=hashlib.sha256(repr(documents).encode()).hexdigest()[:16],
        documents=documents,
        gold=gold_digest(questions),
        versions={
            "metrics": METRICS_VERSION,
            "encoder": f"{encoder.name} {encoder.digest[:16]}",
            **{name: version(name) for name in PACKAGES},
        },
    )

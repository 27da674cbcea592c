"""What a pipeline costs and finds, each in a process of its own: ours and LangChain's."""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import document_path, read_catalogue
from corpus.encoder import Encoder
from corpus.index import PassageIndex
from evals.alone import Load, apart, peak_memory
from evals.gold import CHARACTERS, DEPTH, read_questions
from evals.metrics.recall import recall_in_text
from evals.neighbours import Neighbour, build_ensemble, build_tutorial
from evals.places import LocatedQuestion, without_places
from evals.summary import percentiles
from ingest.pipeline import ingest
from retriever.assistant import Assistant
from retriever.warm import warm

Search = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Cost:
    """`recalls` by reading length (whole quotes in the text); times in seconds; `memory` is the
    peak of the whole process in MiB, encoder included, None where the system does not tell."""

    name: str
    recalls: tuple[float, ...]
    p50: float
    p95: float
    index_seconds: float
    memory: float | None


def measure_costs(load: Load, corpus: Path, gold: Path) -> list[Cost]:
    """Ours and the neighbours', one after another on the same questions."""
    return [
        apart(_ours, load, corpus, gold),
        apart(_theirs, build_tutorial, load, corpus, gold),
        apart(_theirs, build_ensemble, load, corpus, gold),
    ]


def _ours(load: Load, corpus: Path, gold: Path) -> Cost:
    encoder = load()
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        ingest(corpus, Path(folder), encoder)
        seconds = time.perf_counter() - started
        assistant = warm(Assistant(PassageIndex(Path(folder), encoder), encoder))

        def search(question: str) -> list[str]:
            return [hit.text for hit in assistant.search(question, DEPTH).hits]

        return _cost("Bronwijzer", search, seconds, gold)


def _theirs(
    build: Callable[[dict[str, str], Encoder], Neighbour], load: Load, corpus: Path, gold: Path
) -> Cost:
    reports = {
        id: document_path(corpus, document).read_text("utf-8")
        for id, document in read_catalogue(corpus).items()
    }
    encoder = load()
    started = time.perf_counter()
    neighbour = build(reports, encoder)
    return _cost(neighbour.name, neighbour.search, time.perf_counter() - started, gold)


def _cost(name: str, search: Search, index_seconds: float, gold: Path) -> Cost:
    asked = without_places(read_questions(gold / "questions.jsonl"))
    search(asked[0].gold.question)  # warm
    found, elapsed = _time(search, asked)
    p50, p95 = percentiles(elapsed) or (0.0, 0.0)
    recalls = tuple(_mean_recall(asked, found, characters) for characters in CHARACTERS)
    return Cost(name, recalls, p50, p95, index_seconds, peak_memory())


def _time(search: Search, asked: Sequence[LocatedQuestion]) -> tuple[list[list[str]], list[float]]:
    found, elapsed = [], []
    for question in asked:
        started = time.perf_counter()
        found.append(search(question.gold.question))
        elapsed.append(time.perf_counter() - started)
    return found, elapsed


def _mean_recall(
    asked: Sequence[LocatedQuestion], found: Sequence[Sequence[str]], characters: int
) -> float:
    values = [
        recall_in_text(question.facts, texts, characters) or 0.0
        for question, texts in zip(asked, found, strict=True)
    ]
    return sum(values) / len(values)

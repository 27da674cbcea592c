"""What a question costs as the corpus grows: passages made of the reports' own sentences."""

import random
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np

from corpus.document import Document, Passage, Section, Sentence, Span, StoredText
from corpus.encoder import Encoder, Encoding, Role
from corpus.frame import Frame
from corpus.generations import EncodedDocument, write_generation
from corpus.index import PassageIndex
from corpus.units import encode_units
from evals.alone import Load, apart, peak_memory
from evals.gold import DEPTH, read_questions
from evals.summary import percentiles
from ingest.passages import cut_passages
from retriever.assistant import Assistant
from retriever.warm import warm

PER_DOCUMENT = 250
# A passage ends with the sentence that reaches this many characters: about 790 and three windows,
# as in the reports. From a million on it is short and one window, or making it would take a day.
PASSAGE_CHARACTERS, SHORT_CHARACTERS, SHORT_FROM = 735, 60, 1_000_000
QUESTIONS = 60
# Directions in which made words point.
WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Scale:
    """Times in seconds; `disk` and peak `memory` in MiB; `units` are the windows searched."""

    passages: int
    units: int
    p50: float
    p95: float
    index_seconds: float
    disk: float
    memory: float | None


class MadeEncoder:
    """Made vectors for passages, in the real encoder's name: encoding time is not what is measured.
    A word is a random direction. Questions are encoded by the real one."""

    def __init__(self, real: Encoder) -> None:
        self.name, self.digest, self.dimension = real.name, real.digest, real.dimension
        self.question_digest = real.question_digest
        self.encode_questions = real.encode_questions
        drawn = np.random.default_rng(1).standard_normal((WORDS, self.dimension))
        drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
        self._directions = drawn.astype(np.float32)

    def encode(
        self, texts: Sequence[str], _role: Role, _progress: Callable[[int], None] | None = None
    ) -> list[Encoding]:
        return [self._encode(text) for text in texts]

    def _encode(self, text: str) -> Encoding:
        words = text.split()
        tokens = self._directions[[number_of(word) for word in words]]
        lengths = np.array([len(word) + 1 for word in words])
        ends = np.cumsum(lengths)
        vector = tokens.mean(axis=0)
        return Encoding(
            vector / np.linalg.norm(vector), tokens, np.stack([ends - lengths, ends], axis=1)
        )


@cache
def number_of(word: str) -> int:
    """Below WORDS, and the same in every process, unlike `hash`."""
    return zlib.crc32(word.encode()) % WORDS


def measure_scale(load: Load, sentences: Sequence[str], size: int, gold: Path) -> Scale:
    """Builds an index of `size` made passages and asks it gold questions, each in a process of its
    own: the memory is that of answering."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds = apart(build_made, load, sentences, size, folder)
        units, p50, p95, memory = apart(ask_made, load, folder, gold)
        disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20
        return Scale(size, units, p50, p95, seconds, disk, memory)


def ask_made(load: Load, folder: Path, gold: Path) -> tuple[int, float, float, float | None]:
    """Units, p50 and p95 in seconds, and peak memory in MiB. Other questions warm it up."""
    encoder = load()
    index = PassageIndex(folder, encoder)
    assistant = warm(Assistant(index, encoder))
    questions = read_questions(gold / "questions.jsonl")
    for question in questions[QUESTIONS : 2 * QUESTIONS]:
        assistant.search(question.question, DEPTH)
    asked = questions[:QUESTIONS]
    elapsed = [assistant.search(question.question, DEPTH).elapsed for question in asked]
    p50, p95 = percentiles(elapsed) or (0.0, 0.0)
    return len(index.terms), p50, p95, peak_memory()


def build_made(load: Load, sentences: Sequence[str], size: int, folder: Path) -> float:
    """Seconds that the index took, encoding left out."""
    encoder = MadeEncoder(load())
    started = time.perf_counter()
    _build(folder, sentences, size, encoder)
    return time.perf_counter() - started


def _build(folder: Path, sentences: Sequence[str], size: int, encoder: Encoder) -> None:
    made = (_encode(stored, encoder) for stored in _documents(sentences, size))
    first = next(made)
    frame = Frame.fit([first.vectors], [first.tokens], encoder.dimension)
    order = [f"made-{start}" for start in range(0, size, PER_DOCUMENT)]
    write_generation(folder, None, chain([first], made), order, encoder, frame, "")


def _documents(sentences: Sequence[str], size: int) -> Iterator[StoredText]:
    """Documents of `PER_DOCUMENT` sections, each one passage of sentences drawn at random."""
    drawn = random.Random(1)
    characters = PASSAGE_CHARACTERS if size < SHORT_FROM else SHORT_CHARACTERS
    for start in range(0, size, PER_DOCUMENT):
        passages = min(PER_DOCUMENT, size - start)
        yield _document(f"made-{start}", sentences, passages, characters, drawn)


def _document(
    id: str, sentences: Sequence[str], passages: int, characters: int, drawn: random.Random
) -> StoredText:
    text, sections, spans = "", [], list[Sentence]()
    for number in range(passages):
        first = len(text)
        while len(text) - first < characters:
            sentence = drawn.choice(sentences)
            spans.append(Sentence(Span(len(text), len(text) + len(sentence))))
            text += sentence + " "
        sections.append(Section((f"Deel {number}",), Span(first, len(text))))
    return StoredText(id, text, tuple(sections), tuple(spans))


def _encode(stored: StoredText, encoder: Encoder) -> EncodedDocument:
    document = Document(stored.document, stored.document, f"{stored.document}.txt", "")
    passages: list[Passage] = cut_passages(stored)
    vectors, tokens = encode_units(document, passages, encoder)
    return EncodedDocument(document, "made", stored, passages, vectors, tokens)

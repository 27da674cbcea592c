"""A corpus of a few lines, and an encoder that needs no model: for tests of many documents."""

import hashlib
import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from corpus.encoder import Encoding, Role
from corpus.index import PassageIndex
from corpus.units import units_of
from ingest.pipeline import ingest

DIMENSION = 16
WONEN = (
    "1 Wonen\n\nDe gemeente zoekt woningen voor mensen die uitstromen. "
    "De corporatie verhuurt ze met een omklapcontract.\n"
)
WERKEN = (
    "1 Werken\n\nDagbesteding geeft structuur aan de week. Een betaalde baan geeft inkomen.\n\n"
    "2 Leren\n\nEen opleiding vraagt om rust en een vaste plek.\n"
)
ZORG = "1 Zorg\n\nAmbulante begeleiding komt aan huis. De wijkverpleegkundige belt elke week.\n"


class TinyEncoder:
    """Every word is a fixed direction, and a text is the sum of its words. Counts what it reads.

    It waits `pause` seconds a text, so that a test can stop it while it works.
    """

    def __init__(self, name: str = "tiny", pause: float = 0.0) -> None:
        self.name, self.digest, self.dimension = name, f"digest of {name}", DIMENSION
        self.question_digest = self.digest
        self.pause, self.read = pause, 0

    def encode(
        self, texts: Sequence[str], role: Role, progress: Callable[[int], None] | None = None
    ) -> list[Encoding]:
        assert role in ("query", "passage")
        self.read += len(texts)
        time.sleep(self.pause * len(texts))
        if progress:
            progress(len(texts))
        return [self._encode(text) for text in texts]

    def encode_questions(self, questions: tuple[str, ...]) -> tuple[Encoding, ...]:
        return tuple(self.encode(questions, "query"))

    def _encode(self, text: str) -> Encoding:
        found = list(re.finditer(r"\w+", text))
        tokens = np.asarray([_direction(one.group()) for one in found]).reshape(-1, DIMENSION)
        offsets = np.asarray([one.span() for one in found], np.int32).reshape(-1, 2)
        total = tokens.sum(axis=0) if len(found) else np.ones(DIMENSION, np.float32)
        return Encoding(total / np.linalg.norm(total), tokens, offsets)


def _direction(word: str) -> np.ndarray:
    seed = hashlib.blake2b(word.casefold().encode(), digest_size=8).digest()
    row = np.random.default_rng(int.from_bytes(seed)).normal(size=DIMENSION).astype(np.float32)
    return row / np.float32(np.linalg.norm(row))


def write_corpus(
    folder: Path, texts: Mapping[str, str], titles: Mapping[str, str] | None = None
) -> Path:
    """`texts` by document id; a title is the id unless `titles` gives another."""
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    tables = []
    for id, text in texts.items():
        (folder / "documents" / f"{id}.txt").write_text(text, encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        title = (titles or {}).get(id, id)
        tables.append(f'[{id}]\ntitle = "{title}"\nfile = "{id}.txt"\nsha256 = "{digest}"\n')
    (folder / "catalogue.toml").write_text("\n".join(tables), encoding="utf-8")
    return folder


def fates(corpus: Path, folder: Path, encoder: TinyEncoder, rebuild: bool = False) -> list[str]:
    """What one ingest did, as "document: what"."""
    done = ingest(corpus, folder, encoder, rebuild=rebuild)
    return [f"{fate.document}: {fate.what}" for fate in done]


def unit_texts(index: PassageIndex) -> dict[str, str]:
    """Every unit of the index by its id, as the stored documents have it."""
    return {
        unit.id: unit.text
        for document in index.documents
        for unit in units_of(index.stored(document).passages)
    }

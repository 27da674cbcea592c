"""PassageIndex: passages, vectors and words of one generation behind one face, for reading."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from corpus.analysis import Analyzer
from corpus.document import Document, Passage, Span, StoredText
from corpus.encoder import Encoder
from corpus.frame import FRAME_FILES, Frame
from corpus.lock import hold_generation
from corpus.manifest import IndexDamaged, IndexMissing, Manifest, read_manifest
from corpus.stored import StoredDocument, documents_kept_open, reading
from corpus.terms import TermIndex
from corpus.unit_data import UnitData, collect_units
from corpus.units import Unit, split_unit_id, unit_id
from corpus.vectors import VectorStore

# Documents whose tables stay mapped, where files enough may be open; texts and passages that stay
# in memory.
KEPT_OPEN, KEPT_TEXTS, KEPT_PASSAGES = 8192, 32, 2048
# Within so few units likeness is computed exactly from the stored vectors.
EXACT_UP_TO = 50_000
# What a generation has beside Chroma's folder, which a server may stand in for.
PARTS = ("documents", "terms", *FRAME_FILES, "centroid.npy", "vocabulary.txt")


class UnknownDocument(Exception):
    """No document of that id is in the index; the message lists those that are."""


class WrongEncoder(Exception):
    """The index was built with another encoder than the one that now asks."""


class PassageIndex:
    """One generation, open for reading; it is not removed while it is open. Ingest writes the next
    one beside it."""

    def __init__(self, folder: Path, encoder: Encoder, chroma_url: str = "") -> None:
        """Raises IndexMissing, IndexDamaged, WrongEncoder or VectorStoreUnavailable."""
        self.folder = folder
        self.manifest, self._held = _hold_newest(folder)
        _check_encoder(self.manifest, encoder)
        self._generation = generation_folder(folder, self.manifest.generation)
        if missing := missing_parts(folder, self.manifest):
            raise IndexDamaged(f"{missing[0]} is gone; run `bronwijzer ingest --rebuild`")
        self.vectors = open_vectors(folder, self.manifest.generation, chroma_url)
        self.terms = TermIndex(self._generation / "terms")
        self._check_counts()
        with reading(self._generation):
            self.components = Frame.load(self._generation).components
            self.centroid: np.ndarray = np.load(self._generation / "centroid.npy")
            words = (self._generation / "vocabulary.txt").read_text(encoding="utf-8").split()
        self.analyzer = Analyzer(words)
        self.documents: Mapping[str, Document] = {
            id: entry.document(id) for id, entry in self.manifest.documents.items()
        }
        self._remember()

    def _remember(self) -> None:
        """What was read lately stays in memory. None of it refers to the index itself, so that
        it is closed as soon as nobody reads it any more."""
        documents = self._generation / "documents"
        self.stored = lru_cache(documents_kept_open(KEPT_OPEN))(partial(_open_document, documents))
        self._text = lru_cache(KEPT_TEXTS)(partial(_read_text, self.stored))
        self._passage = lru_cache(KEPT_PASSAGES)(partial(_read_passage, self.stored))

    def text(self, document: str) -> StoredText:
        """Raises UnknownDocument."""
        self.check_documents([document])
        return self._text(document)

    def check_documents(self, documents: Sequence[str]) -> None:
        """Raises UnknownDocument for the first id that is not in the index."""
        for id in documents:
            if id not in self.documents:
                raise UnknownDocument(
                    f"no document {id!r} in the index; it holds {', '.join(self.documents)}"
                )

    def unit(self, id: str) -> Unit:
        document, span = split_unit_id(id)
        return Unit(self._passage(document, self.stored(document).passage_number(span)), span)

    def vectors_of(self, ids: Sequence[str]) -> np.ndarray:
        """Vectors (n, d) of the units `ids`."""
        return self.unit_data(ids).vectors.ranked

    def unit_data(self, ids: Sequence[str]) -> UnitData:
        """What is stored of the units `ids`, in their order."""
        return collect_units([split_unit_id(id) for id in ids], self.stored)

    def nearest(
        self, vector: np.ndarray, k: int, documents: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """At most `k` unit ids with their inner product with `vector` (d,), best first."""
        wanted = set(documents) & set(self.documents)
        units = sum(self.manifest.documents[id].units for id in wanted)
        found = (
            [] if documents and units <= EXACT_UP_TO else self.vectors.search(vector, k, documents)
        )
        if documents and len(found) < min(k, units):
            return self._nearest_exactly(vector, k, sorted(wanted))
        return found

    def _nearest_exactly(
        self, vector: np.ndarray, k: int, documents: Sequence[str]
    ) -> list[tuple[str, float]]:
        found: list[tuple[float, str]] = []
        for id in documents:
            stored = self.stored(id)
            scores = stored.vectors.ranked @ vector
            best = np.argsort(-scores, kind="stable")[:k]
            spans = stored.units[best].tolist()
            found += [
                (-float(s), unit_id(id, Span(start, end)))
                for s, (start, end) in zip(scores[best], spans, strict=True)
            ]
        return [(id, -negative) for negative, id in sorted(found)[:k]]

    def _check_counts(self) -> None:
        expected = sum(entry.units for entry in self.manifest.documents.values())
        found = (len(self.vectors), len(self.terms))
        if found != (expected, expected):
            raise IndexDamaged(
                f"{self.folder}: {expected} units belong in the index, Chroma holds {found[0]} and "
                f"the word index {found[1]}; run `bronwijzer ingest --rebuild`"
            )


def generation_folder(folder: Path, generation: int) -> Path:
    return folder / f"generation-{generation:06d}"


def missing_parts(folder: Path, manifest: Manifest) -> list[Path]:
    """What the generation of `manifest` should have and has not."""
    generation = generation_folder(folder, manifest.generation)
    return [generation / part for part in PARTS if not (generation / part).exists()]


def open_vectors(
    folder: Path, generation: int, chroma_url: str, create: bool = False
) -> VectorStore:
    location = chroma_url or generation_folder(folder, generation) / "chroma"
    return VectorStore(location, collection_name(folder, generation, chroma_url), create)


def collection_name(folder: Path, generation: int, chroma_url: str) -> str:
    """Several indexes may share a server, so each has a name of its own there."""
    owner = f"{read_name(folder)}-" if chroma_url else ""
    return f"bronwijzer-{owner}{generation:06d}"


def read_name(folder: Path) -> str:
    """Raises IndexMissing where no index was ever written to the folder."""
    try:
        return (folder / "name.txt").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise IndexMissing(
            f"{folder}/name.txt is gone; run `bronwijzer ingest --rebuild`"
        ) from error


def _open_document(documents: Path, id: str) -> StoredDocument:
    return StoredDocument(documents / id)


def _read_text(stored: Callable[[str], StoredDocument], document: str) -> StoredText:
    return stored(document).text


def _read_passage(stored: Callable[[str], StoredDocument], document: str, number: int) -> Passage:
    return stored(document).passage(number)


def _hold_newest(folder: Path) -> tuple[Manifest, object]:
    """The manifest, and a hold on its generation: the next one may come in between."""
    while True:
        manifest = read_manifest(folder)
        held = hold_generation(generation_folder(folder, manifest.generation))
        if read_manifest(folder).generation == manifest.generation:
            return manifest, held


def _check_encoder(manifest: Manifest, encoder: Encoder) -> None:
    if (manifest.encoder, manifest.encoder_digest) != (encoder.name, encoder.digest):
        raise WrongEncoder(
            f"the index was built with {manifest.encoder} ({manifest.encoder_digest[:12]}), the "
            f"settings name {encoder.name} ({encoder.digest[:12]}); set BRONWIJZER_ENCODER back, "
            "or run `bronwijzer ingest --rebuild`"
        )

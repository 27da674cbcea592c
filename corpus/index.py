"""PassageIndex: passages, vectors and words of one generation behind one face, for reading."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from corpus.analysis import Analyzer
from corpus.document import Document, Passage, Span, StoredText
from corpus.encoder import Encoder
from corpus.manifest import IndexDamaged, Manifest, read_manifest
from corpus.terms import TermIndex
from corpus.units import Components, TokenVectors, Unit, units_of
from corpus.vectors import VectorStore

TEXT = TypeAdapter(StoredText)
PASSAGES = TypeAdapter(list[Passage])
# Documents whose text and passages are kept in memory at once.
KEPT_OPEN = 256
# What a generation has beside Chroma's folder, which a server may stand in for.
PARTS = ("documents", "terms", "components.npy", "centroid.npy", "vocabulary.txt")


class UnknownDocument(Exception):
    """No document of that id is in the index; the message lists those that are."""


class WrongEncoder(Exception):
    """The index was built with another encoder than the one that now asks."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What a generation keeps of one document; token vectors are memory-mapped.

    `vectors` is (units, d), in the order of the passages' windows; `tokens` is as in TokenVectors,
    compressed to int8.
    """

    stored: StoredText
    passages: list[Passage]
    vectors: np.ndarray
    tokens: TokenVectors
    starts: list[int]
    rows: dict[str, int]

    def unit(self, span: Span) -> Unit:
        return Unit(self.passages[self._number(span)], span)

    def passage_tokens(self, span: Span) -> np.ndarray:
        """Token vectors (n, c), in int8, of the passage that holds `span`, heading included."""
        number = self._number(span)
        return self.tokens.vectors[self.tokens.rows[number] : self.tokens.rows[number + 1]]

    def span_tokens(self, span: Span) -> np.ndarray:
        """Token vectors (n, c), in int8, of `span` alone."""
        number = self._number(span)
        rows = slice(self.tokens.rows[number], self.tokens.rows[number + 1])
        starts = self.tokens.starts[rows]
        return self.tokens.vectors[rows][(starts >= span.start) & (starts < span.end)]

    def _number(self, span: Span) -> int:
        return bisect_right(self.starts, span.start) - 1


class PassageIndex:
    """One generation, open for reading. Ingest writes the next one beside it."""

    def __init__(self, folder: Path, encoder: Encoder, chroma_url: str = "") -> None:
        """Raises IndexMissing, IndexDamaged, WrongEncoder or VectorStoreUnavailable."""
        self.folder, self.manifest = folder, read_manifest(folder)
        _check_encoder(self.manifest, encoder)
        self._generation = generation_folder(folder, self.manifest.generation)
        if missing := missing_parts(folder, self.manifest):
            raise IndexDamaged(f"{missing[0]} is gone; run `bronwijzer ingest --rebuild`")
        self.vectors = open_vectors(folder, self.manifest.generation, chroma_url)
        self.terms = TermIndex(self._generation / "terms")
        self._check_counts()
        with reading(self._generation):
            self.components = Components(np.load(self._generation / "components.npy"))
            self.centroid: np.ndarray = np.load(self._generation / "centroid.npy")
            words = (self._generation / "vocabulary.txt").read_text(encoding="utf-8").split()
        self.analyzer = Analyzer(words)
        self.documents: Mapping[str, Document] = {
            id: Document(id=id, **entry.model_dump(include=set(_FIELDS)))
            for id, entry in self.manifest.documents.items()
        }
        self.stored = lru_cache(maxsize=KEPT_OPEN)(self._read)

    def text(self, document: str) -> StoredText:
        """Raises UnknownDocument."""
        self.check_documents([document])
        return self.stored(document).stored

    def check_documents(self, documents: Sequence[str]) -> None:
        """Raises UnknownDocument for the first id that is not in the index."""
        for id in documents:
            if id not in self.documents:
                raise UnknownDocument(
                    f"no document {id!r} in the index; it holds {', '.join(self.documents)}"
                )

    def unit(self, id: str) -> Unit:
        document, span = split_unit_id(id)
        return self.stored(document).unit(span)

    def vectors_of(self, ids: Sequence[str]) -> np.ndarray:
        """Vectors (n, d) of the units `ids`."""
        rows = []
        for id in ids:
            stored = self.stored(split_unit_id(id)[0])
            rows.append(stored.vectors[stored.rows[id]])
        return np.asarray(rows, np.float32).reshape(len(rows), self.manifest.dimension)

    def _read(self, document: str) -> StoredDocument:
        return read_stored(self._generation / "documents" / document)

    def _check_counts(self) -> None:
        expected = sum(entry.units for entry in self.manifest.documents.values())
        found = (len(self.vectors), len(self.terms))
        if found != (expected, expected):
            raise IndexDamaged(
                f"{self.folder}: {expected} units belong in the index, Chroma holds {found[0]} and "
                f"the word index {found[1]}; run `bronwijzer ingest --rebuild`"
            )


_FIELDS = ("title", "file", "sha256", "authors", "publisher", "year", "language", "rights")


def generation_folder(folder: Path, generation: int) -> Path:
    return folder / f"generation-{generation:06d}"


def missing_parts(folder: Path, manifest: Manifest) -> list[Path]:
    """What the generation of `manifest` should have and has not."""
    generation = generation_folder(folder, manifest.generation)
    return [generation / part for part in PARTS if not (generation / part).exists()]


def open_vectors(folder: Path, generation: int, chroma_url: str) -> VectorStore:
    location = chroma_url or generation_folder(folder, generation) / "chroma"
    return VectorStore(location, f"bronwijzer-{generation:06d}")


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Raises IndexDamaged for a file in `folder` that is missing, cut short or not ours."""
    try:
        yield
    except (FileNotFoundError, EOFError, ValueError) as error:
        cause = str(error).partition("\n")[0]
        raise IndexDamaged(
            f"{folder} is not whole ({cause}); run `bronwijzer ingest --rebuild`"
        ) from error


def read_stored(folder: Path) -> StoredDocument:
    """Raises IndexDamaged."""
    with reading(folder):
        passages = PASSAGES.validate_json((folder / "passages.json").read_bytes())
        return StoredDocument(
            stored=TEXT.validate_json((folder / "text.json").read_bytes()),
            passages=passages,
            vectors=np.load(folder / "vectors.npy", mmap_mode="r"),
            tokens=TokenVectors(
                vectors=np.load(folder / "tokens.npy", mmap_mode="r"),
                starts=np.load(folder / "token_starts.npy"),
                rows=np.load(folder / "token_rows.npy"),
            ),
            starts=[passage.span.start for passage in passages],
            rows={unit.id: row for row, unit in enumerate(units_of(passages))},
        )


def split_unit_id(id: str) -> tuple[str, Span]:
    document, _, place = id.rpartition(":")
    start, _, end = place.partition("-")
    return document, Span(int(start), int(end))


def _check_encoder(manifest: Manifest, encoder: Encoder) -> None:
    if (manifest.encoder, manifest.encoder_digest) != (encoder.name, encoder.digest):
        raise WrongEncoder(
            f"the index was built with {manifest.encoder} ({manifest.encoder_digest[:12]}), the "
            f"settings name {encoder.name} ({encoder.digest[:12]}); set BRONWIJZER_ENCODER back, "
            "or run `bronwijzer ingest --rebuild`"
        )

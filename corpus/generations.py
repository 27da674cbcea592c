"""Writing the index: a new generation is made beside the old one and replaces it in one step."""

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import numpy as np

from corpus.analysis import Analyzer, vocabulary
from corpus.document import Document, Passage, Span, StoredText
from corpus.encoder import Encoder
from corpus.frame import Frame
from corpus.index import collection_name, generation_folder, missing_parts, open_vectors
from corpus.lock import in_use
from corpus.manifest import (
    DocumentEntry,
    IndexDamaged,
    IndexMissing,
    Manifest,
    read_manifest,
    told_of,
    write_manifest,
)
from corpus.stored import StoredDocument, write_document
from corpus.terms import BadTermIndex, TermIndex, TermWriter
from corpus.units import UNITS_VERSION, TokenVectors, UnitVectors, unit_id, unit_terms
from corpus.vectors import VectorStore, VectorStoreUnavailable


class IndexUnwritable(Exception):
    """The new index can't be stored; the message says why, and the old index is as it was."""


@dataclass(frozen=True, slots=True)
class EncodedDocument:
    """Everything that a generation stores of one document."""

    document: Document
    recipe: str
    stored: StoredText
    passages: Sequence[Passage]
    vectors: UnitVectors
    tokens: TokenVectors

    def entry(self) -> DocumentEntry:
        return DocumentEntry(
            **told_of(self.document),
            recipe=self.recipe,
            passages=len(self.passages),
            units=len(self.vectors.windows),
            characters=len(self.stored.text),
        )


def previous_manifest(folder: Path) -> Manifest | None:
    """The manifest to build on; None when there is none, or its generation lacks a part."""
    try:
        manifest = read_manifest(folder)
    except (IndexMissing, IndexDamaged):
        return None
    return None if missing_parts(folder, manifest) else manifest


def write_generation(
    folder: Path,
    previous: Manifest | None,
    changed: Iterable[EncodedDocument],
    order: Sequence[str],
    encoder: Encoder,
    frame: Frame,
    chroma_url: str,
    described: Mapping[str, DocumentEntry] | None = None,
) -> Manifest:
    """Make the generation that holds the documents of `order`: the changed ones, each stored
    before the next is taken, and the rest of them as `previous` has them, but for new entries of
    what is only `described` anew. Until the manifest is replaced, readers see the old generation.

    Raises IndexUnwritable, or IndexDamaged where `previous` is not whole.
    """
    number = _next_number(folder, previous)
    served = previous_manifest(folder)
    target = generation_folder(folder, number)
    entries = {id: e for id, e in previous.documents.items() if id in order} if previous else {}
    entries |= described or {}
    _ensure_name(folder)
    with _undone_on_failure(folder, target):
        _copy_generation(folder, previous, target, entries)
        frame.save(target)
        with _stores(folder, previous, number, entries, chroma_url) as (vectors, terms):
            for item in changed:
                if item.document.id in entries:
                    _drop(item.document.id, target, vectors, terms)
                entries[item.document.id] = item.entry()
                _add(item, target, vectors, terms, frame)
        manifest = Manifest(
            generation=number,
            encoder=encoder.name,
            encoder_digest=encoder.digest,
            dimension=encoder.dimension,
            units_version=UNITS_VERSION,
            documents={id: entries[id] for id in order},
        )
        _write_overview(target, manifest)
        write_manifest(folder, manifest)
    _remove_old(folder, number, served, chroma_url)
    return manifest


@contextmanager
def _undone_on_failure(folder: Path, target: Path) -> Iterator[None]:
    """A half-made generation would fill the disk that was too small for it."""
    try:
        yield
    except BaseException as error:
        shutil.rmtree(target, ignore_errors=True)
        if isinstance(error, OSError | BadTermIndex | VectorStoreUnavailable):
            free = shutil.disk_usage(folder).free / 2**20
            raise IndexUnwritable(
                f"{folder}: the new index can't be stored ({error}); the disk has {free:.0f} MiB "
                "free: make room or mend the cause, then try again. The old index is as it was"
            ) from error
        raise


def _next_number(folder: Path, previous: Manifest | None) -> int:
    """One more than any generation that ever began here, so that no half-made one is reused."""
    begun = [int(path.name.rpartition("-")[2]) for path in folder.glob("generation-*")]
    return max([*begun, previous.generation if previous else 0]) + 1


def _ensure_name(folder: Path) -> None:
    """A name of this index among all that may share a Chroma server, made once."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "name.txt"
    if not path.exists():
        path.write_text(uuid4().hex[:12], encoding="utf-8")


def _copy_generation(
    folder: Path, previous: Manifest | None, target: Path, kept: Collection[str]
) -> None:
    (target / "documents").mkdir(parents=True)
    if previous is None:
        return
    source = generation_folder(folder, previous.generation)
    for id in kept:
        shutil.copytree(source / "documents" / id, target / "documents" / id, copy_function=os.link)
    shutil.copytree(source / "terms", target / "terms")


@contextmanager
def _stores(
    folder: Path, previous: Manifest | None, number: int, kept: Collection[str], chroma_url: str
) -> Iterator[tuple[VectorStore, TermWriter]]:
    """Both stores of generation `number`, open for writing, with the `kept` documents in them."""
    gone = [id for id in (previous.documents if previous else ()) if id not in kept]
    target = generation_folder(folder, number)
    with TermIndex(target / "terms").writing() as terms:
        for id in gone:
            terms.remove(id)
        with closing(open_vectors(folder, number, chroma_url, create=True)) as vectors:
            if chroma_url:
                vectors.clear()
            for id in kept:
                _add_vectors(id, StoredDocument(target / "documents" / id), vectors)
            yield vectors, terms
            vectors.finish()


def _drop(id: str, target: Path, vectors: VectorStore, terms: TermWriter) -> None:
    vectors.remove(id)
    terms.remove(id)
    shutil.rmtree(target / "documents" / id)


def _add(
    item: EncodedDocument,
    target: Path,
    vectors: VectorStore,
    terms: TermWriter,
    frame: Frame,
) -> None:
    folder = target / "documents" / item.document.id
    write_document(folder, item.stored, item.passages, item.vectors, item.tokens, frame)
    _add_vectors(item.document.id, StoredDocument(folder), vectors)
    analyzer = Analyzer(vocabulary(item.stored.text))
    terms.add(unit_terms(item.document, item.passages, analyzer))


def _add_vectors(id: str, stored: StoredDocument, vectors: VectorStore) -> None:
    ids = [unit_id(id, Span(start, end)) for start, end in stored.units.tolist()]
    vectors.add(ids, stored.vectors.ranked, [id] * len(ids))


def _write_overview(target: Path, manifest: Manifest) -> None:
    """The words of all documents, and the mean of all unit vectors."""
    words: set[str] = set()
    total = np.zeros(manifest.dimension)
    for id in manifest.documents:
        stored = StoredDocument(target / "documents" / id)
        words |= stored.words
        total += stored.vectors.ranked.sum(axis=0)
    (target / "vocabulary.txt").write_text("\n".join(sorted(words)), encoding="utf-8")
    units = sum(entry.units for entry in manifest.documents.values())
    np.save(target / "centroid.npy", (total / max(units, 1)).astype(np.float32))


def _remove_old(folder: Path, current: int, served: Manifest | None, chroma_url: str) -> None:
    """What was served until now stays, for it may be about to be opened, and so does what a reader
    still has open."""
    kept = {current, served.generation if served else current}
    for path in folder.glob("generation-*"):
        number = int(path.name.rpartition("-")[2])
        if number not in kept and in_use(path):
            kept.add(number)
        elif number not in kept:
            shutil.rmtree(path)
    if chroma_url:
        names = {collection_name(folder, number, chroma_url) for number in kept}
        ours = collection_name(folder, current, chroma_url).rpartition("-")[0] + "-"
        with closing(open_vectors(folder, current, chroma_url)) as vectors:
            vectors.drop(lambda name: name.startswith(ours) and name not in names)

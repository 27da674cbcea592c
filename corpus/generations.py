"""Writing the index: a new generation is made beside the old one and replaces it in one step."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.analysis import Analyzer, vocabulary
from corpus.document import Document, Passage, StoredText
from corpus.encoder import Encoder
from corpus.index import (
    PASSAGES,
    TEXT,
    generation_folder,
    missing_parts,
    open_vectors,
    read_stored,
    reading,
)
from corpus.manifest import (
    DocumentEntry,
    IndexDamaged,
    IndexMissing,
    Manifest,
    read_manifest,
    write_manifest,
)
from corpus.terms import BadTermIndex, TermIndex
from corpus.units import Components, TokenVectors, unit_terms, units_of
from corpus.vectors import VectorStoreUnavailable


class IndexUnwritable(Exception):
    """The new index can't be stored; the message says why, and the old index is as it was."""


@dataclass(frozen=True, slots=True)
class EncodedDocument:
    """Everything that a generation stores of one document. `vectors` has a row for each unit."""

    document: Document
    recipe: str
    stored: StoredText
    passages: Sequence[Passage]
    vectors: np.ndarray
    tokens: TokenVectors

    def entry(self) -> DocumentEntry:
        document = self.document
        return DocumentEntry(
            sha256=document.sha256,
            recipe=self.recipe,
            title=document.title,
            authors=document.authors,
            publisher=document.publisher,
            year=document.year,
            language=document.language,
            file=document.file,
            rights=document.rights,
            passages=len(self.passages),
            units=len(self.vectors),
            characters=len(self.stored.text),
        )


def previous_manifest(folder: Path) -> Manifest | None:
    """The manifest to build on; None when there is none, or its generation lacks a part."""
    try:
        manifest = read_manifest(folder)
    except (IndexMissing, IndexDamaged):
        return None
    return None if missing_parts(folder, manifest) else manifest


def read_components(folder: Path, manifest: Manifest) -> Components:
    """The components on which the generation of `manifest` stores token vectors."""
    generation = generation_folder(folder, manifest.generation)
    with reading(generation):
        return Components(np.load(generation / "components.npy"))


def write_generation(
    folder: Path,
    previous: Manifest | None,
    changed: Sequence[EncodedDocument],
    order: Sequence[str],
    encoder: Encoder,
    components: Components,
    chroma_url: str,
) -> Manifest:
    """Make the generation that holds the documents of `order`: the changed ones, and the rest of
    them as `previous` has them. Until the manifest is replaced, readers see the old generation.

    Raises IndexUnwritable, or IndexDamaged where `previous` is not whole.
    """
    kept = dict(previous.documents) if previous else {}
    entries = kept | {item.document.id: item.entry() for item in changed}
    manifest = Manifest(
        generation=_next_number(folder, previous),
        encoder=encoder.name,
        encoder_digest=encoder.digest,
        dimension=encoder.dimension,
        documents={id: entries[id] for id in order},
    )
    served = previous_manifest(folder)
    target = generation_folder(folder, manifest.generation)
    gone = [id for id in kept if id not in manifest.documents or id in {*_ids(changed)}]
    with _undone_on_failure(folder, target):
        _copy_generation(folder, previous, target, gone, embedded=not chroma_url)
        for item in changed:
            _write_document(target / "documents" / item.document.id, item, components)
        np.save(target / "components.npy", components.basis)
        _fill_stores(folder, manifest, gone, changed, chroma_url)
        _write_overview(target, manifest)
        write_manifest(folder, manifest)
    _remove_old(folder, manifest.generation, served, chroma_url)
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


def _ids(changed: Sequence[EncodedDocument]) -> list[str]:
    return [item.document.id for item in changed]


def _next_number(folder: Path, previous: Manifest | None) -> int:
    """One more than any generation that ever began here, so that no half-made one is reused."""
    begun = [int(path.name.rpartition("-")[2]) for path in folder.glob("generation-*")]
    return max([*begun, previous.generation if previous else 0]) + 1


def _copy_generation(
    folder: Path, previous: Manifest | None, target: Path, gone: Sequence[str], embedded: bool
) -> None:
    (target / "documents").mkdir(parents=True)
    if previous is None:
        return
    source = generation_folder(folder, previous.generation)
    for id in previous.documents:
        if id not in gone:
            shutil.copytree(
                source / "documents" / id, target / "documents" / id, copy_function=os.link
            )
    shutil.copytree(source / "terms", target / "terms")
    if embedded and (source / "chroma").is_dir():
        shutil.copytree(source / "chroma", target / "chroma")


def _write_document(folder: Path, item: EncodedDocument, components: Components) -> None:
    folder.mkdir()
    (folder / "text.json").write_bytes(TEXT.dump_json(item.stored))
    (folder / "passages.json").write_bytes(PASSAGES.dump_json(list(item.passages)))
    np.save(folder / "vectors.npy", item.vectors)
    np.save(folder / "tokens.npy", components.compress(item.tokens.vectors))
    np.save(folder / "token_starts.npy", item.tokens.starts)
    np.save(folder / "token_rows.npy", item.tokens.rows)


def _fill_stores(
    folder: Path,
    manifest: Manifest,
    gone: Sequence[str],
    changed: Sequence[EncodedDocument],
    chroma_url: str,
) -> None:
    target = generation_folder(folder, manifest.generation)
    with closing(open_vectors(folder, manifest.generation, chroma_url)) as vectors:
        if chroma_url:
            vectors.clear()
        copied = len(vectors) > 0
        for id in gone if copied else ():
            vectors.remove(id)
        for id in _ids(changed) if copied else manifest.documents:
            stored = read_stored(target / "documents" / id)
            units = [unit.id for unit in units_of(stored.passages)]
            vectors.add(units, np.asarray(stored.vectors), [id] * len(units))
    added = [
        terms
        for item in changed
        for terms in unit_terms(
            item.document, item.passages, Analyzer(vocabulary(item.stored.text))
        )
    ]
    TermIndex(target / "terms").replace(gone, added)


def _write_overview(target: Path, manifest: Manifest) -> None:
    """The words of all documents, and the mean of all unit vectors."""
    words: set[str] = set()
    total = np.zeros(manifest.dimension)
    for id in manifest.documents:
        stored = read_stored(target / "documents" / id)
        words |= vocabulary(stored.stored.text)
        total += np.asarray(stored.vectors).sum(axis=0)
    (target / "vocabulary.txt").write_text("\n".join(sorted(words)), encoding="utf-8")
    units = sum(entry.units for entry in manifest.documents.values())
    np.save(target / "centroid.npy", (total / max(units, 1)).astype(np.float32))


def _remove_old(folder: Path, current: int, served: Manifest | None, chroma_url: str) -> None:
    """The generation that was served until now stays: a reader may have it open."""
    kept = {current, served.generation if served else current}
    for path in folder.glob("generation-*"):
        if int(path.name.rpartition("-")[2]) not in kept:
            shutil.rmtree(path)
    if chroma_url:
        names = [f"bronwijzer-{number:06d}" for number in kept]
        with closing(open_vectors(folder, current, chroma_url)) as vectors:
            vectors.drop_others(names)

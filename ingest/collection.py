"""The life of documents: added, replaced, described and removed, in catalogue and index at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.catalogue import (
    CATALOGUE,
    DOCUMENTS,
    OUTLINES,
    check_file,
    parse_catalogue,
    read_text,
)
from corpus.changes import change, put_catalogue, put_file, read_settled, settle
from corpus.document import Document, StoredText
from corpus.encoder import Encoder
from corpus.entries import with_entries, without_entries
from corpus.index import UnknownDocument
from corpus.lock import writing
from ingest.apart import Limits, ReaderApart
from ingest.desk import Accepted, Desk
from ingest.offer import Details, Offer, described
from ingest.pipeline import Fate, Incoming, Progress, Read, follow_catalogue


@dataclass(frozen=True, slots=True)
class Collection:
    """The corpus, its index, and what a change of them needs."""

    corpus: Path
    index: Path
    encoder: Encoder
    chroma_url: str = ""
    limits: Limits = field(default_factory=Limits)


def add_documents(
    collection: Collection, offers: Sequence[Offer], progress: Progress | None = None
) -> list[Fate]:
    """Bring files in, under a new id or in place of the document that has the id; one that can't
    be read is a Fate under its own name, and the others go in.

    Where the index can't be written, catalogue and files are as they were. Raises BadCatalogue,
    IndexLocked, IndexUnwritable and VectorStoreUnavailable.
    """
    with (
        _changing(collection) as text,
        TemporaryDirectory() as folder,
        ReaderApart(collection.limits) as reader,
    ):
        known = _known(collection, text)
        desk = Desk(collection.corpus, known, reader, Path(folder))
        for offer in offers:
            desk.receive(offer)
        fates = _put_in(collection, text, desk.accepted, reader, progress or Progress())
        return [*desk.fates, *fates]


def remove_documents(collection: Collection, ids: Sequence[str]) -> list[Fate]:
    """Take documents out, with their files. Raises UnknownDocument before anything is done, and
    what `add_documents` raises."""
    with _changing(collection) as text, ReaderApart(collection.limits) as reader:
        known = _known(collection, text)
        files = _files_of([_entry(known, id) for id in ids], known)
        written = without_entries(text, ids)
        with change(collection.corpus, collection.index, files):
            put_catalogue(collection.corpus, written)
            for name in files:
                (collection.corpus / name).unlink(missing_ok=True)
            return _told(_follow(collection, reader.read, Progress()), ids)


def describe_document(
    collection: Collection, id: str, details: Details, progress: Progress | None = None
) -> list[Fate]:
    """Change what the catalogue tells of a document. Only a new title is encoded, for vectors are
    made under it. Raises UnknownDocument, and what `add_documents` raises."""
    with _changing(collection) as text, ReaderApart(collection.limits) as reader:
        document = described(_entry(_known(collection, text), id), details)
        written = with_entries(text, [document])
        with change(collection.corpus, collection.index, ()):
            put_catalogue(collection.corpus, written)
            return _told(_follow(collection, reader.read, progress or Progress()), [id])


def checked_document(corpus: Path, id: str) -> Document:
    """What the catalogue tells of a document, whose file is the one that it tells of. Raises
    UnknownDocument, BadDocumentFile and BadCatalogue."""
    document = _entry(read_settled(corpus), id)
    check_file(corpus, document)
    return document


@contextmanager
def _changing(collection: Collection) -> Iterator[str]:
    """The catalogue as it is written, empty where there is none yet, while nobody else writes."""
    with writing(collection.index):
        settle(collection.corpus)
        there = (collection.corpus / CATALOGUE).exists()
        yield read_text(collection.corpus) if there else ""


def _put_in(
    collection: Collection,
    text: str,
    accepted: Mapping[str, Accepted],
    reader: ReaderApart,
    progress: Progress,
) -> list[Fate]:
    if not accepted:
        return []
    known = _known(collection, text)
    replaced = [
        known[id] for id, one in accepted.items() if id in known and _is_other(one, known[id])
    ]
    new = {f"{DOCUMENTS}/{one.document.file}": one.path for one in accepted.values()}
    gone = [name for name in _files_of(replaced, known) if name not in new]
    written = with_entries(text, [one.document for one in accepted.values()])

    def read(document: Document, path: Path, outline: Path | None) -> StoredText:
        one = accepted.get(document.id)
        return one.text if one else reader.read(document, path, outline)

    with change(collection.corpus, collection.index, [*gone, *new]):
        for name, path in new.items():
            put_file(collection.corpus, path, name)
        put_catalogue(collection.corpus, written)
        for name in gone:
            (collection.corpus / name).unlink(missing_ok=True)
        fates = _told(_follow(collection, read, progress), list(accepted))
    asked = {id: one.asked for id, one in accepted.items()}
    return [replace(fate, asked=asked.get(fate.document, ())) for fate in fates]


def _is_other(accepted: Accepted, before: Document) -> bool:
    return accepted.document.sha256 != before.sha256


def _files_of(gone: Sequence[Document], known: Mapping[str, Document]) -> list[str]:
    """Files and outlines of documents, within the corpus, but for what another document needs.
    An outline tells of the lines of one file, so it goes with that file."""
    ids = {one.id for one in gone}
    needed = {one.file for one in known.values() if one.id not in ids}
    files = [f"{DOCUMENTS}/{one.file}" for one in gone if one.file not in needed]
    return [*files, *(f"{OUTLINES}/{one.id}.toml" for one in gone)]


def _known(collection: Collection, text: str) -> dict[str, Document]:
    return parse_catalogue(text, collection.corpus / CATALOGUE)


def _entry(known: Mapping[str, Document], id: str) -> Document:
    if id not in known:
        there = ", ".join(known) or "no document"
        raise UnknownDocument(f"no document {id!r} in the catalogue; it holds {there}")
    return known[id]


def _follow(collection: Collection, read: Read, progress: Progress) -> list[Fate]:
    incoming = Incoming(collection.corpus, collection.encoder, progress, read)
    return follow_catalogue(incoming, collection.index, collection.chroma_url)


def _told(fates: Iterable[Fate], ids: Sequence[str]) -> list[Fate]:
    """What became of `ids`, and of whatever else changed."""
    return [fate for fate in fates if fate.document in ids or fate.what != "unchanged"]

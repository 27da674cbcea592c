"""What changed, in which order it goes in, and what became of each document."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal

from corpus.analysis import ANALYSIS_VERSION
from corpus.catalogue import BadDocumentFile, check_file, outline_path, read_catalogue
from corpus.changes import settle
from corpus.document import Document, StoredText
from corpus.encoder import Encoder
from corpus.frame import Frame
from corpus.generations import EncodedDocument, previous_manifest, write_generation
from corpus.held import HeldVectors, open_held, read_frame
from corpus.lock import writing
from corpus.manifest import DocumentEntry, Manifest
from corpus.units import UNITS_VERSION, encode_units, nothing_known
from ingest.outline import BadOutline
from ingest.passages import PASSAGES_VERSION, cut_passages, link_copies
from ingest.readers.text import UnreadableFile
from ingest.reading import REPAIR_VERSION
from ingest.report import read_report

What = Literal["unchanged", "added", "replaced", "renamed", "removed", "failed"]
# What gives a document's text; read_report does so in this process.
Read = Callable[[Document, Path, Path | None], StoredText]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one document; `problem` says why it failed and what to do, `asked` what is
    not known of it and a person may tell. It is renamed where only the catalogue's words of it
    changed, which no vector is made of."""

    document: str
    what: What
    passages: int = 0
    characters: int = 0
    seconds: float = 0.0
    problem: str = ""
    asked: tuple[str, ...] = ()


class Progress:
    """Told what ingest is doing; the command line shows it as a bar."""

    def start(self, document: str, texts: int) -> None:
        """`document` is about to be encoded, in `texts` texts."""

    def advance(self, texts: int) -> None:
        """So many more texts are encoded."""


def ingest(
    corpus: Path,
    folder: Path,
    encoder: Encoder,
    chroma_url: str = "",
    rebuild: bool = False,
    progress: Progress | None = None,
    read: Read = read_report,
) -> list[Fate]:
    """Bring the index in `folder` in line with the catalogue; unchanged documents are not touched.
    A change of the catalogue that was not finished is first finished or undone.

    Raises BadCatalogue and IndexLocked. A file that can't be read is a Fate: the others go in, and
    what the index had of it stays.
    """
    with writing(folder):
        settle(corpus)
        incoming = Incoming(corpus, encoder, progress or Progress(), read)
        return follow_catalogue(incoming, folder, chroma_url, rebuild)


@dataclass(frozen=True, slots=True)
class Incoming:
    """Where documents come from, and what reads and encodes them."""

    corpus: Path
    encoder: Encoder
    progress: Progress = field(default_factory=Progress)
    read: Read = read_report


def follow_catalogue(
    incoming: Incoming, folder: Path, chroma_url: str = "", rebuild: bool = False
) -> list[Fate]:
    """What `ingest` does, for who holds the lock of `folder`."""
    documents = read_catalogue(incoming.corpus)
    held = previous_manifest(folder)
    usable = _usable(held, incoming.encoder)
    previous, vectors = None if rebuild else usable, _vectors(folder, usable, rebuild)
    fates: dict[str, Fate] = {}
    changed: list[EncodedDocument] = []
    described: dict[str, DocumentEntry] = {}
    for document in documents.values():
        fate, brought = _bring_in(incoming, document, previous, vectors)
        fates[document.id] = fate
        if isinstance(brought, EncodedDocument):
            changed.append(brought)
        elif brought:
            described[document.id] = brought
    order = [id for id, fate in fates.items() if _stays(fate, previous)]
    vanished = [id for id in (held.documents if held else {}) if id not in documents]
    if changed or vanished or described:
        encoder = incoming.encoder
        frame = vectors.frame if vectors else _frame(folder, previous, changed, encoder.dimension)
        write_generation(folder, previous, changed, order, encoder, frame, chroma_url, described)
    return [*fates.values(), *(Fate(id, "removed") for id in vanished)]


def _usable(previous: Manifest | None, encoder: Encoder) -> Manifest | None:
    """Vectors of another encoder are of no use: then everything is made anew."""
    if previous and previous.encoder_digest == encoder.digest and previous.encoder == encoder.name:
        return previous
    return None


def _vectors(folder: Path, usable: Manifest | None, rebuild: bool) -> HeldVectors | None:
    """What is taken over, a frame among it: for a rebuild only where a new one would be as good."""
    held = open_held(folder, usable)
    return None if rebuild and held and not held.is_settled else held


def _bring_in(
    incoming: Incoming,
    document: Document,
    previous: Manifest | None,
    vectors: HeldVectors | None,
) -> tuple[Fate, EncodedDocument | DocumentEntry | None]:
    """With what goes into the index: the document, or its entry where that alone is another."""
    started = time.perf_counter()
    entry = previous.documents.get(document.id) if previous else None
    try:
        path = check_file(incoming.corpus, document)
        outline = outline_path(incoming.corpus, document)
        recipe = _recipe(document, outline)
        if entry and entry.sha256 == document.sha256:
            fate = Fate(document.id, "unchanged", entry.passages, entry.characters)
            if entry.recipe == recipe:
                return fate, None
            if _says_the_same(entry.document(document.id), entry, document, outline):
                return replace(fate, what="renamed"), entry.describing(document, recipe)
        stored = incoming.read(document, path, outline)
    except (BadDocumentFile, UnreadableFile, BadOutline) as error:
        return Fate(document.id, "failed", problem=str(error)), None
    passages = link_copies(cut_passages(stored))
    if not passages:
        return Fate(document.id, "failed", problem=no_sentences(document.file)), None
    texts = len(passages) + sum(len(passage.windows) for passage in passages)
    incoming.progress.start(document.id, texts)
    encoder, advance = incoming.encoder, incoming.progress.advance
    known = vectors.of(document.id) if vectors else nothing_known
    units, tokens = encode_units(document, passages, encoder, advance, known)
    seconds = time.perf_counter() - started
    what: What = "replaced" if entry else "added"
    fate = Fate(document.id, what, len(passages), len(stored.text), seconds)
    return fate, EncodedDocument(document, recipe, stored, passages, units, tokens)


def no_sentences(file: str) -> str:
    return f"{file}: no sentences were found in it; add a file with running text"


def _says_the_same(
    before: Document, entry: DocumentEntry, document: Document, outline: Path | None
) -> bool:
    """Whether all that passages and vectors are made of is as it was: the title is part of that,
    authors and year are not."""
    made = (before.title, before.language, before.file)
    same = made == (document.title, document.language, document.file)
    return same and _recipe(before, outline) == entry.recipe


def _recipe(document: Document, outline: Path | None) -> str:
    """Digest of all that the stored form depends on beside the file itself."""
    told = asdict(document)
    if not document.url:
        del told["url"]
    parts: Mapping[str, object] = {
        "repair": REPAIR_VERSION,
        "passages": PASSAGES_VERSION,
        "units": UNITS_VERSION,
        "analysis": ANALYSIS_VERSION,
        "outline": outline.read_text(encoding="utf-8") if outline else "",
        "catalogue": told,
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def _stays(fate: Fate, previous: Manifest | None) -> bool:
    return fate.what != "failed" or (previous is not None and fate.document in previous.documents)


def _frame(
    folder: Path, previous: Manifest | None, changed: Sequence[EncodedDocument], dimension: int
) -> Frame:
    """That of the index, so that old and new vectors compare; else fitted on what is new."""
    if previous:
        return read_frame(folder, previous)
    vectors, tokens = ([item.vectors for item in changed], [item.tokens for item in changed])
    return Frame.fit(vectors, tokens, dimension)

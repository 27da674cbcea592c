"""What changed, in which order it goes in, and what became of each document."""

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from corpus.analysis import ANALYSIS_VERSION
from corpus.catalogue import BadDocumentFile, check_file, outline_path, read_catalogue
from corpus.document import Document
from corpus.encoder import Encoder
from corpus.frame import Frame
from corpus.generations import (
    EncodedDocument,
    previous_manifest,
    read_frame,
    write_generation,
)
from corpus.lock import writing
from corpus.manifest import Manifest
from corpus.units import UNITS_VERSION, encode_units
from ingest.outline import BadOutline
from ingest.passages import PASSAGES_VERSION, cut_passages, link_copies
from ingest.readers.text import UnreadableFile
from ingest.reading import REPAIR_VERSION
from ingest.report import read_report

What = Literal["unchanged", "added", "replaced", "removed", "failed"]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one document; `problem` says why it failed and what to do."""

    document: str
    what: What
    passages: int = 0
    characters: int = 0
    seconds: float = 0.0
    problem: str = ""


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
) -> list[Fate]:
    """Bring the index in `folder` in line with the catalogue; unchanged documents are not touched.

    Raises BadCatalogue and IndexLocked. A file that can't be read is a Fate: the others go in, and
    what the index had of it stays.
    """
    with writing(folder):
        documents = read_catalogue(corpus)
        held = previous_manifest(folder)
        previous = None if rebuild else _usable(held, encoder)
        fates: dict[str, Fate] = {}
        changed = []
        for document in documents.values():
            fate, encoded = _bring_in(corpus, document, previous, encoder, progress or Progress())
            fates[document.id] = fate
            changed += [encoded] if encoded else []
        order = [id for id, fate in fates.items() if _stays(fate, previous)]
        vanished = [id for id in (held.documents if held else {}) if id not in documents]
        if changed or vanished:
            frame = _frame(folder, previous, changed, encoder.dimension)
            write_generation(folder, previous, changed, order, encoder, frame, chroma_url)
        return [*fates.values(), *(Fate(id, "removed") for id in vanished)]


def _usable(previous: Manifest | None, encoder: Encoder) -> Manifest | None:
    """Vectors of another encoder are of no use: then everything is made anew."""
    if previous and previous.encoder_digest == encoder.digest and previous.encoder == encoder.name:
        return previous
    return None


def _bring_in(
    corpus: Path,
    document: Document,
    previous: Manifest | None,
    encoder: Encoder,
    progress: Progress,
) -> tuple[Fate, EncodedDocument | None]:
    started = time.perf_counter()
    entry = previous.documents.get(document.id) if previous else None
    try:
        path = check_file(corpus, document)
        outline = outline_path(corpus, document)
        recipe = _recipe(document, outline)
        if entry and (entry.sha256, entry.recipe) == (document.sha256, recipe):
            return Fate(document.id, "unchanged", entry.passages, entry.characters), None
        stored = read_report(document, path, outline)
    except (BadDocumentFile, UnreadableFile, BadOutline) as error:
        return Fate(document.id, "failed", problem=str(error)), None
    passages = link_copies(cut_passages(stored))
    if not passages:
        problem = f"{document.file}: no sentences were found in it; add a file with running text"
        return Fate(document.id, "failed", problem=problem), None
    progress.start(document.id, len(passages) + sum(len(p.windows) for p in passages))
    vectors, tokens = encode_units(document, passages, encoder, progress.advance)
    seconds = time.perf_counter() - started
    what: What = "replaced" if entry else "added"
    fate = Fate(document.id, what, len(passages), len(stored.text), seconds)
    return fate, EncodedDocument(document, recipe, stored, passages, vectors, tokens)


def _recipe(document: Document, outline: Path | None) -> str:
    """Digest of all that the stored form depends on beside the file itself."""
    parts: Mapping[str, object] = {
        "repair": REPAIR_VERSION,
        "passages": PASSAGES_VERSION,
        "units": UNITS_VERSION,
        "analysis": ANALYSIS_VERSION,
        "outline": outline.read_text(encoding="utf-8") if outline else "",
        "catalogue": asdict(document),
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

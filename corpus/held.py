"""Encodings that an index holds already: only what is new to its document is encoded."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.document import Document, Passage
from corpus.encoder import Encoding
from corpus.frame import Frame
from corpus.index import generation_folder
from corpus.manifest import IndexDamaged, Manifest
from corpus.stored import StoredDocument, reading
from corpus.units import UNITS_VERSION, Components, Known, headed, nothing_known, units_of

# A vector whose length is further from one than this was damaged.
TOLERANCE = 1e-3
NO_TOKENS = (np.empty((0, 0), np.float32), np.empty((0, 2), np.int32))


def read_frame(folder: Path, manifest: Manifest) -> Frame:
    """The frame of the generation of `manifest`. Raises IndexDamaged."""
    generation = generation_folder(folder, manifest.generation)
    with reading(generation):
        return Frame.load(generation)


class HeldDocument:
    """What is stored of one document, by the texts that it was made of."""

    def __init__(self, stored: StoredDocument, document: Document, components: Components) -> None:
        """`document` as it was when it was stored. Raises IndexDamaged."""
        self._vectors, self._tokens, self._components = stored.vectors, stored.tokens, components
        passages = stored.passages
        self._windows = {unit.text: row for row, unit in enumerate(units_of(passages))}
        self._passages = {
            headed(document, passage): (row, passage) for row, passage in enumerate(passages)
        }

    def find(self, text: str) -> Encoding | None:
        """As it was encoded; the tokens are what storing left of them, and windows have none."""
        if text in self._passages:
            row, passage = self._passages[text]
            vector = self._vectors.passages[row]
            tokens = self._tokens_of(row, passage, len(text) - len(passage.text))
        elif text in self._windows:
            vector, tokens = self._vectors.windows[self._windows[text]], NO_TOKENS
        else:
            return None
        return Encoding(vector, *tokens) if abs(np.linalg.norm(vector) - 1) < TOLERANCE else None

    def _tokens_of(self, row: int, passage: Passage, before: int) -> tuple[np.ndarray, np.ndarray]:
        """Token vectors, and where each begins in the text, which has `before` characters of
        heading; of the heading's own tokens only that they stand there is known."""
        rows = slice(self._tokens.rows[row], self._tokens.rows[row + 1])
        starts = self._tokens.starts[rows]
        offsets = np.where(starts < 0, 0, starts - passage.span.start + before)
        tokens = self._components.expand(self._tokens.vectors[rows])
        return tokens, np.stack([offsets, offsets], axis=1)


@dataclass(frozen=True, slots=True)
class HeldVectors:
    """The documents of the generation of `manifest`, and the frame that they are stored by."""

    folder: Path
    manifest: Manifest
    frame: Frame

    def of(self, id: str) -> Known:
        """What is known of the texts of a document: nothing where it is new, or not whole."""
        entry = self.manifest.documents.get(id)
        if entry is None:
            return nothing_known
        generation = generation_folder(self.folder, self.manifest.generation)
        stored = StoredDocument(generation / "documents" / id)
        try:
            return HeldDocument(stored, entry.document(id), self.frame.components).find
        except IndexDamaged:
            return nothing_known

    @property
    def is_settled(self) -> bool:
        """Whether a frame that is fitted anew would be no better: else an index that began small
        would be measured by its beginning for ever."""
        return self.frame.suits(sum(entry.units for entry in self.manifest.documents.values()))


def open_held(folder: Path, manifest: Manifest | None) -> HeldVectors | None:
    """None where there is nothing, where units were made otherwise, or without a whole frame."""
    if manifest is None or manifest.units_version != UNITS_VERSION:
        return None
    try:
        return HeldVectors(folder, manifest, read_frame(folder, manifest))
    except IndexDamaged:
        return None

"""An assistant that follows the index: once ingest has swapped, the next question reads the new."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import cast

from corpus.document import Document, StoredText
from corpus.encoder import Encoder
from corpus.guide import CheckedGuide
from corpus.index import PassageIndex, WrongEncoder
from corpus.manifest import IndexDamaged, IndexMissing, manifest_stamp
from corpus.reranker import Reranker
from corpus.terms import BadTermIndex
from corpus.vectors import VectorStoreUnavailable
from retriever.assistant import Assistant
from retriever.warm import warm
from retriever.writer import Writer

# Seconds until an index that could not be opened is tried again.
RETRY_AFTER = 1.0
UNUSABLE = (IndexMissing, IndexDamaged, WrongEncoder, BadTermIndex, VectorStoreUnavailable)

log = logging.getLogger(__name__)


class FollowingAssistant:
    """Every call is answered wholly by one generation: that which is newest when it begins.

    A call that is under way keeps its generation open until it ends. Where the new generation
    can't be opened, the old one goes on answering and the log says why.
    """

    def __init__(self, open_newest: Callable[[], Assistant], folder: Path) -> None:
        """Raises what `open_newest` raises."""
        self._open_newest, self._folder = open_newest, folder
        self._opening = threading.Lock()
        self._not_before = 0.0
        self._stamp = manifest_stamp(folder)
        self._current = open_newest()
        self.documents = _Documents(self.current)

    def current(self) -> Assistant:
        """The assistant over the newest generation; while one caller opens it, others go on with
        the one before."""
        stamp = manifest_stamp(self._folder)
        is_new = stamp not in (None, self._stamp) and time.monotonic() >= self._not_before
        if is_new and self._opening.acquire(blocking=False):
            try:
                self._open(stamp)
            finally:
                self._opening.release()
        return self._current

    def text(self, document: str) -> StoredText:
        return self.current().text(document)

    def _open(self, stamp: tuple[int, int] | None) -> None:
        """The stamp was taken before the manifest is read: at worst the same is opened twice."""
        try:
            opened = self._open_newest()
            self.documents.remember(opened.documents)
            self._current, self._stamp = opened, stamp
        except UNUSABLE as error:
            self._not_before = time.monotonic() + RETRY_AFTER
            log.warning("the new index can't be opened, the old one goes on answering: %s", error)

    def __getattr__(self, name: str) -> object:
        """Whatever else an assistant does, bound to one generation."""
        found: object = getattr(self.current(), name)
        return found


class _Documents(Mapping[str, Document]):
    """Those of the newest generation. One that has gone is still described to who asks for it by
    id, for an answer given before may cite it."""

    def __init__(self, current: Callable[[], Assistant]) -> None:
        self._current = current
        self._seen = dict(current().documents)

    def remember(self, documents: Mapping[str, Document]) -> None:
        self._seen |= documents

    def __getitem__(self, id: str) -> Document:
        found = self._current().documents
        return found[id] if id in found else self._seen[id]

    def __contains__(self, id: object) -> bool:
        return id in self._current().documents

    def __iter__(self) -> Iterator[str]:
        return iter(self._current().documents)

    def __len__(self) -> int:
        return len(self._current().documents)


def follow(
    folder: Path,
    encoder: Encoder,
    chroma_url: str = "",
    writer: Writer | None = None,
    reranker: Reranker | None = None,
    watch: Callable[[Assistant], Assistant] = lambda assistant: assistant,
    checked: CheckedGuide | None = None,
) -> Assistant:
    """An assistant over whatever generation of the index in `folder` is newest; `watch` is put
    around each."""

    def open_newest() -> Assistant:
        index = PassageIndex(folder, encoder, chroma_url)
        return watch(warm(Assistant(index, encoder, writer, reranker, checked)))

    return cast(Assistant, FollowingAssistant(open_newest, folder))


def newest(assistant: Assistant) -> Assistant:
    """The same, or of one that follows the generation it is at: for several calls in a row that
    must not see two generations."""
    return assistant.current() if isinstance(assistant, FollowingAssistant) else assistant

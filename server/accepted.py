"""Changes of documents that were accepted: on the disk until they are done, so that a server that
is killed does them when it starts again."""

import logging
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import BaseModel, ValidationError

from ingest.collection import Collection, add_documents, describe_document, remove_documents
from ingest.offer import Details, Offer
from ingest.pipeline import Fate, Progress

ACCEPTED, NOTE, LOCK, STARTS = "accepted", "change.json", "lock", "starts"
# Servers that may begin with a change: it may be what ends them.
MOST_STARTS = 3
# Seconds after which files that never came to be accepted are cleared away.
FORGOTTEN = 24 * 3600.0

log = logging.getLogger(__name__)


class Change(BaseModel):
    """Documents that come, that are described anew, or that go: one of the three."""

    add: list[Offer] = []
    describe: dict[str, Details] = {}
    remove: list[str] = []

    def make(self, collection: Collection, progress: Progress) -> list[Fate]:
        """Raises what each of the three raises."""
        if self.add:
            return add_documents(collection, self.add, progress)
        if self.remove:
            return remove_documents(collection, self.remove)
        ((id, details),) = self.describe.items()
        return describe_document(collection, id, details, progress)


@dataclass(frozen=True, slots=True)
class Kept:
    """The folder of one change, which one process holds; its name is the id of the job."""

    folder: Path
    lock: FileLock

    def accept(self, change: Change) -> None:
        """It is on the disk when this returns."""
        unfinished = self.folder / f"{NOTE}.unfinished"
        with unfinished.open("w", encoding="utf-8") as note:
            note.write(change.model_dump_json())
            note.flush()
            os.fsync(note.fileno())
        unfinished.replace(self.folder / NOTE)

    def begun_again(self) -> Change | None:
        """What was accepted; None, and all of it is cleared away, where it is given up."""
        with (self.folder / STARTS).open("ab") as starts:
            starts.write(b".")
        try:
            if (self.folder / STARTS).stat().st_size <= MOST_STARTS:
                return Change.model_validate_json((self.folder / NOTE).read_bytes())
        except ValidationError:
            log.exception("a change of documents can't be read")
        log.error("a change of documents is given up; send it again")
        self.clear()
        return None

    def clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.lock.release()


def keep(index: Path) -> Kept:
    """A new folder, in which files of the change may be put; later ones sort after it."""
    folder = index / ACCEPTED / f"{time.time_ns():016x}{secrets.token_hex(8)}"
    folder.mkdir(parents=True)
    kept = Kept(folder, FileLock(folder / LOCK, thread_local=False))
    kept.lock.acquire(timeout=5)
    return kept


def left_behind(index: Path) -> Iterator[tuple[Kept, Change]]:
    """What was accepted by a server that is no more, the oldest first."""
    for folder in sorted((index / ACCEPTED).glob("*")):
        kept = Kept(folder, FileLock(folder / LOCK, timeout=0, thread_local=False))
        try:
            kept.lock.acquire()
        except Timeout:
            continue
        if (folder / NOTE).exists():
            if change := kept.begun_again():
                yield kept, change
        elif time.time() - (folder / LOCK).stat().st_mtime > FORGOTTEN:
            kept.clear()
        else:
            kept.lock.release()

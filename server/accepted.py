"""Changes of documents that were accepted: on the disk until they are done, so that a server that
is killed does them when it starts again."""

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout
from pydantic import BaseModel

from ingest.collection import Collection, add_documents, describe_document, remove_documents
from ingest.offer import Details, Offer
from ingest.pipeline import Fate, Progress

ACCEPTED, NOTE, LOCK = "accepted", "change.json", "lock"
# Seconds after which files that never came to be accepted are cleared away.
FORGOTTEN = 24 * 3600.0


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

    def clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.lock.release()


def keep(index: Path) -> Kept:
    """A new folder, in which files of the change may be put."""
    folder = index / ACCEPTED / uuid4().hex
    folder.mkdir(parents=True)
    kept = Kept(folder, FileLock(folder / LOCK, thread_local=False))
    kept.lock.acquire(timeout=5)
    return kept


def left_behind(index: Path) -> Iterator[tuple[Kept, Change]]:
    """What was accepted by a server that is no more, the oldest first."""
    folders = [path for path in (index / ACCEPTED).glob("*") if (path / LOCK).exists()]
    for folder in sorted(folders, key=lambda path: (path / LOCK).stat().st_mtime):
        kept = Kept(folder, FileLock(folder / LOCK, timeout=0, thread_local=False))
        try:
            kept.lock.acquire()
        except Timeout:
            continue
        if (folder / NOTE).exists():
            text = (folder / NOTE).read_text("utf-8")
            yield kept, Change.model_validate_json(text)
        elif time.time() - (folder / LOCK).stat().st_mtime > FORGOTTEN:
            kept.clear()
        else:
            kept.lock.release()

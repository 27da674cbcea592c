"""Changes of the collection, one after another in the background, and how far each has come."""

import logging
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

from corpus.catalogue import BadCatalogue
from corpus.generations import IndexUnwritable
from corpus.index import UnknownDocument
from corpus.lock import IndexLocked
from corpus.vectors import VectorStoreUnavailable
from ingest.collection import Collection
from ingest.pipeline import Fate, Progress
from server.accepted import Change, Kept, left_behind

# Jobs of which something can still be asked, and those that may wait.
KEPT, MOST_WAITING = 200, 20
# What a caller can act on; anything else goes to the log.
TOLD = (BadCatalogue, IndexLocked, IndexUnwritable, UnknownDocument, VectorStoreUnavailable)
State = Literal["waiting", "working", "done", "failed"]

log = logging.getLogger(__name__)


class TooManyJobs(Exception):
    """So many changes wait already that another one has to come back later."""


@dataclass(slots=True)
class Job(Progress):
    """`texts` are to be encoded in `document` now, and `encoded` of them are."""

    id: str
    state: State = "waiting"
    document: str = ""
    texts: int = 0
    encoded: int = 0
    fates: Sequence[Fate] = ()
    error: Exception | None = None

    def start(self, document: str, texts: int) -> None:
        self.document, self.texts, self.encoded = document, texts, 0

    def advance(self, texts: int) -> None:
        self.encoded += texts


class Jobs:
    """Of one server: of several workers, each knows its own."""

    def __init__(self, collection: Collection) -> None:
        """Begins with what a server accepted that was killed."""
        self.collection = collection
        self._pool = ThreadPoolExecutor(1, "documents")
        self._jobs: dict[str, tuple[Job, Future[None]]] = {}
        self._changing = threading.Lock()
        for kept, change in left_behind(collection.index):
            self._submit(change, kept)

    def begin(self, change: Change, kept: Kept) -> Job:
        """From now on it is done, whatever becomes of this process. Raises TooManyJobs."""
        with self._changing:
            waiting = sum(not future.done() for _, future in self._jobs.values())
            if waiting >= MOST_WAITING:
                raise TooManyJobs(f"{waiting} changes of documents wait already")
            kept.accept(change)
            return self._submit(change, kept)

    def _submit(self, change: Change, kept: Kept) -> Job:
        job = Job(kept.folder.name)
        self._jobs[job.id] = job, self._pool.submit(_run, job, change, self.collection, kept)
        for id in list(self._jobs)[:-KEPT]:
            del self._jobs[id]
        return job

    def find(self, id: str) -> Job | None:
        found = self._jobs.get(id)
        return found[0] if found else None

    def wait(self, job: Job, seconds: float) -> Job:
        """The job, at the latest after so many seconds."""
        done = threading.Event()
        self._jobs[job.id][1].add_done_callback(lambda _: done.set())
        done.wait(seconds)
        return job


def _run(job: Job, change: Change, collection: Collection, kept: Kept) -> None:
    job.state = "working"
    try:
        job.fates = change.make(collection, job)
        job.state = "done"
    except Exception as error:
        if not isinstance(error, TOLD):
            log.exception("a change of documents failed")
        job.error, job.state = error, "failed"
    finally:
        kept.clear()

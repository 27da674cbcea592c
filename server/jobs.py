"""Changes of the collection, one after another in the background, and how far each has come."""

import logging
import shutil
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal
from uuid import uuid4

from corpus.catalogue import BadCatalogue
from corpus.generations import IndexUnwritable
from corpus.index import UnknownDocument
from corpus.lock import IndexLocked
from corpus.vectors import VectorStoreUnavailable
from ingest.collection import Collection
from ingest.pipeline import Fate, Progress

# Jobs of which something can still be asked, and those that may wait.
KEPT, MOST_WAITING = 200, 20
# What a caller can act on; anything else goes to the log.
TOLD = (BadCatalogue, IndexLocked, IndexUnwritable, UnknownDocument, VectorStoreUnavailable)
State = Literal["waiting", "working", "done", "failed"]
Work = Callable[[Progress], list[Fate]]

log = logging.getLogger(__name__)


class TooManyJobs(Exception):
    """So many changes wait already that another one has to come back later."""


@dataclass(slots=True)
class Job(Progress):
    """`texts` are to be encoded in `document` now, and `encoded` of them are."""

    id: str = field(default_factory=lambda: uuid4().hex)
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
        self.collection = collection
        self._pool = ThreadPoolExecutor(1, "documents")
        self._jobs: dict[str, tuple[Job, Future[None]]] = {}
        self._changing = threading.Lock()

    def begin(self, work: Work, folder: Path | None = None) -> Job:
        """Raises TooManyJobs. `folder` is removed once the work is done."""
        job = Job()
        with self._changing:
            waiting = sum(not future.done() for _, future in self._jobs.values())
            if waiting >= MOST_WAITING:
                raise TooManyJobs(f"{waiting} changes of documents wait already")
            self._jobs[job.id] = job, self._pool.submit(_run, job, work, folder)
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


def _run(job: Job, work: Work, folder: Path | None) -> None:
    job.state = "working"
    try:
        job.fates = work(job)
        job.state = "done"
    except Exception as error:
        if not isinstance(error, TOLD):
            log.exception("a change of documents failed")
        job.error, job.state = error, "failed"
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def upload_folder() -> Path:
    """For files on their way in: whoever begins the job with it has it removed."""
    return Path(mkdtemp(prefix="bronwijzer-upload-"))

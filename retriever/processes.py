"""Answers from processes beside the server's own: one Python process keeps one core at work."""

import logging
import mmap
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

from corpus.encoder import compute_on_one_core
from retriever.answer import Answer
from retriever.assistant import Assistant, Findings
from retriever.check import CheckedSentence
from retriever.events import Event
from retriever.following import newest

# Seconds until a process that ended is followed by another, and that a reply is waited for.
RESTART_AFTER, LONGEST_WAIT = 5.0, 20.0
READY, REPLY, END, REFUSED = "ready", "reply", "end", "refused"
GONE = (EOFError, OSError)
Open = Callable[[], Assistant]
Said = tuple[str, Any]

log = logging.getLogger(__name__)


class Unanswered(Exception):
    """No process answered, or not to the end; whoever asks can answer it for itself."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What the method `do` of an assistant over `generation` is called with, and what it gives."""

    generation: object
    do: str
    args: tuple[object, ...]
    said: queue.SimpleQueue[Said] = field(default_factory=queue.SimpleQueue)

    def replies(self) -> Iterator[Any]:
        """As they come. Raises Unanswered."""
        while True:
            try:
                kind, found = self.said.get(timeout=LONGEST_WAIT)
            except queue.Empty:
                raise Unanswered from None
            if kind == REFUSED:
                raise Unanswered
            if kind == END:
                return
            yield found


class AnswerProcesses:
    """`count` processes, each with an assistant of its own that follows the index (1 GiB).

    They begin at once and answer as soon as they are ready; one that ends is followed by another.
    """

    def __init__(self, open_assistant: Open, count: int) -> None:
        self._open, self._count = open_assistant, count
        self._tasks = queue.SimpleQueue[_Task | None]()
        self._at_work = set[int]()
        self._closed = threading.Event()
        for _ in range(count):
            threading.Thread(target=self._keep_one, daemon=True).start()

    @property
    def ready(self) -> int:
        return len(self._at_work)

    def wait(self, seconds: float) -> None:
        """Until all are ready, or for so long."""
        end = time.monotonic() + seconds
        while self.ready < self._count and time.monotonic() < end:
            time.sleep(0.05)

    def memory(self) -> int:
        """Resident bytes of them all, on Linux; elsewhere 0."""
        return sum(_resident(number) for number in [*self._at_work])

    def replies(self, generation: object, do: str, args: Sequence[object]) -> Iterator[Any]:
        """Raises Unanswered."""
        if not self._at_work:
            raise Unanswered
        task = _Task(generation, do, tuple(args))
        self._tasks.put(task)
        return task.replies()

    def close(self) -> None:
        self._closed.set()
        for _ in range(self._count):
            self._tasks.put(None)

    def _keep_one(self) -> None:
        while not self._closed.is_set():
            with _process(self._open) as (number, pipe):
                try:
                    self._work(number, pipe)
                except GONE:
                    log.warning("a process that answers ended; another takes its place")
            self._closed.wait(RESTART_AFTER)

    def _work(self, number: int, pipe: Connection) -> None:
        """Raises one of GONE where the process ended."""
        pipe.recv()
        self._at_work.add(number)
        try:
            while task := self._tasks.get():
                _hand_over(task, pipe)
        finally:
            self._at_work.discard(number)


def _hand_over(task: _Task, pipe: Connection) -> None:
    kind = REPLY
    try:
        pipe.send((task.generation, task.do, task.args))
        while kind == REPLY:
            kind, found = pipe.recv()
            task.said.put((kind, found))
    except GONE:
        task.said.put((REFUSED, None))
        raise


def _resident(process: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * mmap.PAGESIZE
    return 0


@contextmanager
def _process(open_assistant: Open) -> Iterator[tuple[int, Connection]]:
    """The number of a new process, and our end of the pipe to it; where that closes, it ends."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_answer_beside, args=(theirs, open_assistant), daemon=True)
    process.start()
    theirs.close()
    with ours:
        yield process.pid or 0, ours
    process.join()


def _answer_beside(pipe: Connection, open_assistant: Open) -> None:
    """Answers until nobody is there to ask. Ctrl+C is for the server, which ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    compute_on_one_core()
    assistant = open_assistant()
    with suppress(*GONE):
        pipe.send((READY, None))
        while True:
            task = pipe.recv()
            for said in _say(newest(assistant), *task):
                pipe.send(said)


def _say(assistant: Assistant, generation: object, do: str, args: Sequence[Any]) -> Iterator[Said]:
    """Refused over another generation, and where it fails: then the server meets the error itself,
    and says or logs what there is to know of it."""
    if assistant.health()["generation"] != generation:
        yield REFUSED, None
        return
    try:
        found = getattr(assistant, do)(*args)
        for reply in found if isinstance(found, Iterator) else [found]:
            yield REPLY, reply
    except Exception:
        yield REFUSED, None
        return
    yield END, None


def shared(assistant: Assistant, processes: AnswerProcesses | None) -> Assistant:
    """The same, with `processes` to answer where there are any."""
    return cast(Assistant, SharedAssistant(assistant, processes)) if processes else assistant


class SharedAssistant:
    """Does what `inner` does, in one of the processes where it takes time."""

    def __init__(self, inner: Assistant, processes: AnswerProcesses) -> None:
        self._inner, self._processes = inner, processes
        self._generation = inner.health()["generation"]

    def ask(
        self, question: str, documents: Sequence[str] = (), history: Sequence[str] = ()
    ) -> Answer:
        return cast(Answer, self._one("ask", question, documents, history))

    def stream(
        self, question: str, documents: Sequence[str] = (), history: Sequence[str] = ()
    ) -> Iterator[Event]:
        """Raises at once what a bad question deserves."""
        events = self._events(question, documents, history)
        return chain([next(events)], events)

    def search(
        self,
        question: str,
        limit: int = 20,
        documents: Sequence[str] = (),
        history: Sequence[str] = (),
    ) -> Findings:
        return cast(Findings, self._one("search", question, limit, documents, history))

    def check(self, text: str, documents: Sequence[str] = ()) -> list[CheckedSentence]:
        return cast(list[CheckedSentence], self._one("check", text, documents))

    def _one(self, do: str, *args: object) -> object:
        try:
            (found,) = self._processes.replies(self._generation, do, args)
        except Unanswered:
            found = getattr(self._inner, do)(*args)
        return found

    def _events(self, *args: object) -> Iterator[Event]:
        """Where a process stopped halfway, the rest of what is said here in the same words."""
        told = 0
        try:
            for event in self._processes.replies(self._generation, "stream", args):
                told += 1
                yield event
        except Unanswered:
            yield from islice(cast(Any, self._inner).stream(*args), told, None)

    def __getattr__(self, name: str) -> object:
        found: object = getattr(self._inner, name)
        return found

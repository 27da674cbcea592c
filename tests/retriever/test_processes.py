"""Processes beside the server give its own answers, and one that ends costs nobody an answer."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

import pytest

from corpus.index import PassageIndex
from ingest.pipeline import ingest
from retriever import processes
from retriever.answer import Answer
from retriever.assistant import Assistant
from retriever.events import Event
from retriever.following import follow
from retriever.processes import AnswerProcesses, shared
from retriever.question import BadQuestion
from tests.corpus.miniature import ZORG, TinyEncoder, write_corpus

QUESTION = "Wie belt elke week?"
STATES = [f"De wijkverpleegkundige belt elke week {n} keer." for n in range(2)]
SPAWNED = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Onlooker:
    """Stands where an assistant does that is not to be asked anything itself."""

    of: Assistant

    def health(self) -> Mapping[str, object]:
        return self.of.health()


def opened(folder: Path) -> Assistant:
    return follow(folder, TinyEncoder())


def own(folder: Path) -> Assistant:
    return Assistant(PassageIndex(folder, TinyEncoder()), TinyEncoder())


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("beside")
    write_corpus(place / "corpus", {"zorg": ZORG, "bellen": f"1 Zorg\n\n{STATES[0]}\n"})
    ingest(place / "corpus", place / "index", TinyEncoder())
    return place


@pytest.fixture
def folder(place: Path) -> Path:
    return place / "index"


@pytest.fixture(scope="module")
def beside(place: Path) -> Iterator[AnswerProcesses]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "RESTART_AFTER", 0.1)
        made = AnswerProcesses(partial(opened, place / "index"), 1)
        wait_until(lambda: made.ready == 1)
        yield made
        made.close()
        wait_until(lambda: made.ready == 0)


def asked_beside(assistant: object, beside: AnswerProcesses) -> Assistant:
    return shared(cast(Assistant, assistant), beside)


def timeless(event: Event) -> Event:
    return replace(event, elapsed=0) if isinstance(event, Answer) else event


def test_what_a_process_says_is_what_the_server_would_say(
    folder: Path, beside: AnswerProcesses
) -> None:
    alone, asked = own(folder), asked_beside(Onlooker(own(folder)), beside)
    told, heard = alone.stream(QUESTION), asked.stream(QUESTION)
    assert [timeless(one) for one in heard] == [timeless(one) for one in told]
    assert timeless(asked.ask(QUESTION, ["bellen"])) == timeless(alone.ask(QUESTION, ["bellen"]))
    assert asked.search(QUESTION, 2).hits == alone.search(QUESTION, 2).hits
    assert asked.check(STATES[0]) == alone.check(STATES[0])


def test_a_bad_question_is_refused_as_ever(folder: Path, beside: AnswerProcesses) -> None:
    asked = asked_beside(own(folder), beside)
    for ask in (asked.ask, asked.stream, asked.search):
        with pytest.raises(BadQuestion, match="leeg"):
            ask(" ")
    assert asked.ask(QUESTION).outcome == "answered"


def test_a_reader_who_leaves_halfway_keeps_nobody_waiting(
    folder: Path, beside: AnswerProcesses
) -> None:
    asked = asked_beside(Onlooker(own(folder)), beside)
    next(asked.stream(QUESTION))
    assert asked.ask(QUESTION).outcome == "answered"


def test_over_another_generation_the_server_answers_itself(
    place: Path, folder: Path, beside: AnswerProcesses
) -> None:
    before = asked_beside(own(folder), beside)
    write_corpus(place / "corpus", {"bellen": f"1 Zorg\n\n{STATES[1]}\n"})
    ingest(place / "corpus", folder, TinyEncoder())
    assert before.ask(QUESTION).citations[0].quote.text == STATES[0]
    now = asked_beside(Onlooker(own(folder)), beside)
    assert now.ask(QUESTION).citations[0].quote.text == STATES[1]


def test_a_process_that_is_killed_is_followed_by_another(
    folder: Path, beside: AnswerProcesses
) -> None:
    asked = asked_beside(own(folder), beside)
    assert beside.memory() > 2**20 or not Path("/proc").exists()
    (killed,) = multiprocessing.active_children()
    events = asked.stream(QUESTION)
    first = next(events)
    os.kill(killed.pid or 0, signal.SIGKILL)
    told = [timeless(one) for one in own(folder).stream(QUESTION)]
    assert [first, *map(timeless, events)] == told
    assert timeless(asked.ask(QUESTION)) == told[-1]
    wait_until(lambda: beside.ready == 1 and not killed.is_alive())
    assert timeless(asked_beside(Onlooker(own(folder)), beside).ask(QUESTION)) == told[-1]


def own_a_process(folder: Path, told: Connection) -> None:
    made = AnswerProcesses(partial(opened, folder), 1)
    wait_until(lambda: made.ready == 1)
    told.send([child.pid for child in multiprocessing.active_children()])
    time.sleep(60)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks in /proc")
def test_processes_end_with_the_server_however_it_ends(folder: Path) -> None:
    ours, theirs = SPAWNED.Pipe()
    server = SPAWNED.Process(target=own_a_process, args=(folder, theirs))
    server.start()
    (child,) = ours.recv()
    os.kill(server.pid or 0, signal.SIGKILL)
    server.join()

    def is_gone() -> bool:
        stat = Path(f"/proc/{child}/stat")
        return not stat.exists() or stat.read_text().split(")")[1].split()[0] == "Z"

    wait_until(is_gone)

"""Killed amid answers, feedback and uploads, a server loses nothing that it accepted."""

import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import httpx
import pytest

from corpus.catalogue import check_file, read_catalogue
from corpus.changes import recover
from corpus.index import PassageIndex
from ingest.collection import Collection
from ingest.pipeline import ingest
from retriever.following import follow
from server.accepted import ACCEPTED
from server.app import create_app
from server.database import Database
from server.options import Options
from tests.corpus.miniature import WERKEN, WONEN, ZORG, TinyEncoder, unit_texts, write_corpus
from tests.server.running import running

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["server.app", "tests.corpus.miniature"])
KILLS = 3
QUESTIONS = ("Wie zoekt woningen?", "Wat geeft structuur aan de week?", "Wie verhuurt ze?")


def serve(home: Path) -> None:
    """As the command does, over the miniature corpus, on a port that is told in a file."""
    recover(home / "corpus")
    encoder = TinyEncoder(pause=0.001)
    collection = Collection(home / "corpus", home / "index", encoder)
    options = Options(data=home / "data", anonymous="admin", rate=0)
    app = create_app(follow(collection.index, encoder), options=options, collection=collection)
    with running(app) as here:
        (home / "unfinished").write_text(here.url, "utf-8")
        (home / "unfinished").replace(home / "address")
        here.thread.join()


@contextmanager
def served(home: Path) -> Iterator[tuple[ForkServerProcess, str]]:
    """The process and its address; it is killed at the end, if it was not before."""
    (home / "address").unlink(missing_ok=True)
    process = PROCESSES.Process(target=serve, args=(home,))
    process.start()
    while not (home / "address").exists():
        assert process.is_alive()
        time.sleep(0.02)
    yield process, (home / "address").read_text("utf-8")
    kill(process)


def kill(process: ForkServerProcess) -> None:
    if process.pid is not None and process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join()


@dataclass
class Callers:
    """Ask, judge and upload until the server is gone, and remember what it accepted: answers by
    their question, judgements by their id, documents by theirs."""

    url: str
    number: int
    answers: list[tuple[str, str]] = field(default_factory=list)
    judged: dict[str, str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    cut_off: list[str] = field(default_factory=list)

    def ask(self, client: httpx.Client, turn: int) -> dict[str, Any]:
        question = QUESTIONS[turn % len(QUESTIONS)]
        answer = taken(client.post("/api/ask", json={"question": question, "documents": ["wonen"]}))
        self.answers.append((question, answer["text"]))
        return answer

    def judge(self, client: httpx.Client, turn: int) -> None:
        text = f"{self.number}.{turn}.{threading.get_ident()}"
        body = {"thumb": "up", "consent": True, "answer": self.ask(client, turn), "text": text}
        self.judged[taken(client.post("/api/feedback", json=body))["id"]] = text

    def upload(self, client: httpx.Client, turn: int) -> None:
        id = f"zorg-{self.number}-{turn}"
        files = {"file": (f"{id}.txt", f"{ZORG}\n\n2 Werken\n\n{WERKEN[10:]} {id}.".encode())}
        assert taken(client.post("/api/documents", files=files))["state"] == "done"
        self.added.append(id)

    def work(self, call: Callable[[httpx.Client, int], object]) -> None:
        with httpx.Client(base_url=self.url, timeout=60) as client:
            with suppress(httpx.TransportError):
                for turn in range(10_000):
                    call(client, turn)
            self.cut_off.append(call.__name__)


def taken(reply: httpx.Response) -> dict[str, Any]:
    assert 200 <= reply.status_code < 300, reply.text
    told: dict[str, Any] = reply.json()
    return told


def interrupted(home: Path, number: int, after: float) -> Callers:
    """What was accepted by a server that was killed so many seconds after it was well under
    way."""
    with served(home) as (process, url):
        callers = Callers(url, number)
        calls = [callers.ask, callers.judge, callers.judge, callers.upload]
        threads = [threading.Thread(target=callers.work, args=(call,)) for call in calls]
        for thread in threads:
            thread.start()
        while not (callers.added and len(callers.answers) > 6):
            assert all(thread.is_alive() for thread in threads)
            time.sleep(0.01)
        time.sleep(after)
        kill(process)
        for thread in threads:
            thread.join()
    assert sorted(callers.cut_off) == ["ask", "judge", "judge", "upload"]
    return callers


@pytest.fixture
def home(tmp_path: Path) -> Path:
    corpus = write_corpus(tmp_path / "corpus", {"wonen": WONEN})
    ingest(corpus, tmp_path / "index", TinyEncoder())
    return tmp_path


@pytest.mark.slow
def test_killed_amid_its_work_a_server_loses_nothing_that_it_accepted(home: Path) -> None:
    dice = random.Random(7)
    rounds = [interrupted(home, number, dice.uniform(0.0, 0.8)) for number in range(KILLS)]
    judged = {id: text for one in rounds for id, text in one.judged.items()}
    added = {id for one in rounds for id in one.added}
    with served(home) as (_, url), httpx.Client(base_url=url, timeout=60) as client:
        assert client.get("/health/ready").status_code == 200
        kept = client.get("/api/feedback", params={"limit": 1000}).json()
        assert judged.items() <= {one["id"]: one["judgement"]["text"] for one in kept}.items()
        # At most one of each caller was kept, yet not told so in time.
        assert len(kept) - len(judged) <= 2 * KILLS
        assert added <= {one["id"] for one in client.get("/api/documents").json()}
        again = Callers(url, KILLS)
        for turn in range(len(QUESTIONS)):
            again.ask(client, turn)
        again.upload(client, 0)
    assert {pair for one in rounds for pair in one.answers} == set(again.answers)
    assert len(added) >= KILLS
    check_clean(home)


def check_clean(home: Path) -> None:
    """Nothing of a change is left over, and catalogue, files and both stores tell the same."""
    corpus, index = home / "corpus", PassageIndex(home / "index", TinyEncoder())
    assert not list(corpus.glob(".change-*")) and not (corpus / ".change").exists()
    assert not list((home / "index" / ACCEPTED).glob("*/change.json"))
    known = read_catalogue(corpus)
    assert {check_file(corpus, one).name for one in known.values()} == {
        path.name for path in (corpus / "documents").iterdir()
    }
    units = unit_texts(index)
    assert (index.documents, len(index.vectors)) == (known, len(units))
    assert Database(home / "data").run("PRAGMA integrity_check") == [("ok",)]

"""Workers see a new document within two seconds of the swap, and no answer mixes old and new."""

import multiprocessing
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from corpus.index import PassageIndex
from ingest.pipeline import ingest
from retriever.assistant import Assistant
from retriever.following import FollowingAssistant, follow, newest
from tests.corpus.chroma_server import ChromaServer
from tests.corpus.miniature import ZORG, TinyEncoder, write_corpus

QUESTION = "Wie belt elke week?"
# Every document of one state of the corpus says the same number, another in every state.
STATES = [f"De wijkverpleegkundige belt elke week {n} keer." for n in range(4)]
PROCESSES = multiprocessing.get_context("forkserver")


def state(folder: Path, number: int) -> Path:
    return write_corpus(folder, dict.fromkeys(("a", "b", "c"), f"1 Zorg\n\n{STATES[number]}\n"))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return state(tmp_path / "corpus", 0)


@pytest.fixture
def folder(tmp_path: Path, corpus: Path) -> Path:
    ingest(corpus, tmp_path / "index", TinyEncoder())
    return tmp_path / "index"


def said(assistant: Assistant) -> set[str]:
    """What the hits say; their stored texts and the documents must be there too."""
    one = newest(assistant)
    hits = one.search(QUESTION).hits
    assert all(hit.text in one.text(hit.passage.document).text for hit in hits)
    return {hit.text for hit in hits}


def test_the_next_question_after_an_ingest_reads_the_new_generation(
    corpus: Path, folder: Path
) -> None:
    assistant = follow(folder, TinyEncoder())
    assert said(assistant) == {STATES[0]}
    ingest(state(corpus, 1), folder, TinyEncoder())
    assert said(assistant) == {STATES[1]}
    write_corpus(corpus, {"zorg": ZORG})
    ingest(corpus, folder, TinyEncoder())
    assert list(assistant.documents) == ["zorg"]
    assert "a" not in assistant.documents
    assert assistant.documents["a"].title == "a"


def test_without_a_change_nothing_is_opened_again(folder: Path) -> None:
    assistant = follow(folder, TinyEncoder())
    first = newest(assistant)
    assert said(assistant) == {STATES[0]}
    assert newest(assistant) is first


def test_what_is_under_way_keeps_its_generation_whole(corpus: Path, folder: Path) -> None:
    assistant = follow(folder, TinyEncoder())
    under_way = newest(assistant)
    for number in (1, 2, 3):
        ingest(state(corpus, number), folder, TinyEncoder())
        assert said(assistant) == {STATES[number]}
    assert said(under_way) == {STATES[0]}
    assert STATES[0] in under_way.text("a").text


def test_a_generation_is_removed_when_nobody_has_it_open(corpus: Path, folder: Path) -> None:
    reader = PassageIndex(folder, TinyEncoder())
    for number in (1, 2, 3):
        ingest(state(corpus, number), folder, TinyEncoder())
    assert generations(folder) == [1, 3, 4]
    del reader
    ingest(state(corpus, 0), folder, TinyEncoder())
    assert generations(folder) == [4, 5]


def generations(folder: Path) -> list[int]:
    return sorted(int(path.name[-6:]) for path in folder.glob("generation-*"))


def test_an_index_that_cannot_be_opened_leaves_the_old_one_answering(
    corpus: Path, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assistant = follow(folder, TinyEncoder())
    ingest(state(corpus, 1), folder, TinyEncoder("other"))
    assert said(assistant) == {STATES[0]}
    assert "the old one goes on answering: the index was built with other" in caplog.text
    ingest(state(corpus, 2), folder, TinyEncoder())
    time.sleep(1.1)
    assert said(assistant) == {STATES[2]}


def test_while_one_caller_opens_the_new_index_others_are_not_kept_waiting(
    corpus: Path, folder: Path
) -> None:
    opening, go_on = threading.Event(), threading.Event()

    def open_slowly() -> Assistant:
        if opened:
            opening.set()
            go_on.wait(30)
        opened.append(True)
        return Assistant(PassageIndex(folder, TinyEncoder()), TinyEncoder())

    opened: list[bool] = []
    assistant = FollowingAssistant(open_slowly, folder)
    ingest(state(corpus, 1), folder, TinyEncoder())
    slow = threading.Thread(target=assistant.current)
    slow.start()
    assert opening.wait(30)
    assert {hit.text for hit in assistant.current().search(QUESTION).hits} == {STATES[0]}
    go_on.set()
    slow.join()
    assert {hit.text for hit in assistant.current().search(QUESTION).hits} == {STATES[1]}


def work(folder: Path, chroma_url: str, seen: Connection) -> None:
    """A worker: asks without pause, and reports every change of what is said, with the moment."""
    assistant = follow(folder, TinyEncoder(), chroma_url)
    last: list[str] = []
    while last != [STATES[-1]]:
        now = sorted(said(assistant))
        if now != last:
            seen.send((time.time(), now))
            last = now
        time.sleep(0.02)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    server = ChromaServer(tmp_path_factory.mktemp("chroma"))
    yield server
    server.stop()


@pytest.mark.slow
@pytest.mark.parametrize("embedded", [True, False], ids=["in a folder", "on a Chroma server"])
def test_two_workers_see_every_new_document_within_two_seconds_and_never_mix(
    request: pytest.FixtureRequest, corpus: Path, tmp_path: Path, embedded: bool
) -> None:
    url = "" if embedded else request.getfixturevalue("server").url
    folder = tmp_path / "served"
    ingest(corpus, folder, TinyEncoder(), url)
    pipes = [PROCESSES.Pipe(duplex=False) for _ in range(2)]
    workers = [PROCESSES.Process(target=work, args=(folder, url, send)) for _, send in pipes]
    for worker in workers:
        worker.start()
    first = [receive.recv() for receive, _ in pipes]
    swapped = []
    for number in (1, 2, 3):
        ingest(state(corpus, number), folder, TinyEncoder(), url)
        swapped.append((folder / "manifest.json").stat().st_mtime)
        time.sleep(2.0)
    reports = [[receive.recv() for _ in swapped] for receive, _ in pipes]
    for worker in workers:
        worker.join(30)
    assert [[now for _, now in (one, *more)] for one, more in zip(first, reports, strict=True)] == [
        [[text] for text in STATES]
    ] * 2
    delays = [
        at - moment for seen in reports for (at, _), moment in zip(seen, swapped, strict=True)
    ]
    assert max(delays) < 2.0
    assert [worker.exitcode for worker in workers] == [0, 0]

"""Killed at any moment, or out of room, a change is whole or has not been, and the next run ends
clean."""

import multiprocessing
import os
import random
import resource
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from corpus.catalogue import check_file, read_catalogue
from corpus.changes import recover
from corpus.encoder import Encoding, Role
from corpus.generations import IndexUnwritable
from corpus.index import PassageIndex
from corpus.manifest import read_manifest
from corpus.vectors import VectorStoreUnavailable
from ingest.collection import Collection, add_documents, describe_document, remove_documents
from ingest.offer import Details, Offer
from ingest.pipeline import ingest
from tests.corpus.chroma_server import ChromaServer
from tests.corpus.miniature import WERKEN, WONEN, ZORG, TinyEncoder, unit_texts, write_corpus

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["ingest.collection", "tests.corpus.miniature"])

State = tuple[dict[str, bytes], dict[str, str]]
Change = Callable[[Path, str, float], object]


def collection(home: Path, chroma_url: str, pause: float = 0.0) -> Collection:
    return Collection(home / "corpus", home / "index", TinyEncoder(pause=pause), chroma_url)


def replace_one_and_add_one(home: Path, chroma_url: str, pause: float) -> None:
    offers = [
        Offer(home / "nieuw.txt", Details("wonen", "Wonen anders")),
        Offer(home / "zorg.md", Details(year=2020)),
    ]
    add_documents(collection(home, chroma_url, pause), offers)


def remove_one(home: Path, chroma_url: str, pause: float) -> None:
    remove_documents(collection(home, chroma_url, pause), ["wonen"])


def rename_one(home: Path, chroma_url: str, pause: float) -> None:
    describe_document(collection(home, chroma_url, pause), "wonen", Details(title="Huis"))


def follow_catalogue(home: Path, chroma_url: str, pause: float) -> None:
    ingest(home / "corpus", home / "index", TinyEncoder(pause=pause), chroma_url, rebuild=True)


CHANGES: dict[str, Change] = {
    "replace and add": replace_one_and_add_one,
    "remove": remove_one,
    "rename": rename_one,
    "ingest": follow_catalogue,
}


def made(home: Path, chroma_url: str = "") -> Path:
    """A collection of two documents, and two files that may come in."""
    home.mkdir()
    corpus = write_corpus(home / "corpus", {"wonen": WONEN, "werken": WERKEN})
    (home / "nieuw.txt").write_text(ZORG, "utf-8")
    (home / "zorg.md").write_text(f"# Zorg\n\n{ZORG}\n\n{WERKEN}", "utf-8")
    ingest(corpus, home / "index", TinyEncoder(), chroma_url)
    return home


def state(home: Path, chroma_url: str) -> State:
    """Every file of the corpus and every unit of the index, which tell of the same documents."""
    corpus = home / "corpus"
    known = read_catalogue(corpus)
    for document in known.values():
        check_file(corpus, document)
    index = PassageIndex(home / "index", TinyEncoder(), chroma_url)
    assert index.documents == known
    units = unit_texts(index)
    assert (len(index.vectors), len(index.terms)) == (len(units), len(units))
    files = {path.name: path.read_bytes() for path in corpus.rglob("*") if path.is_file()}
    return {name: files[name] for name in files if not name.startswith(".change.")}, units


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    one = ChromaServer(tmp_path_factory.mktemp("chroma"))
    yield one.url
    one.stop()


@pytest.fixture(params=["in a folder", "on a server"])
def chroma_url(request: pytest.FixtureRequest) -> str:
    return "" if request.param == "in a folder" else str(request.getfixturevalue("server"))


def killed(home: Path, change: Change, chroma_url: str, after: float) -> bool:
    """Whether the change was still under way when it was killed, so many seconds on."""
    process: ForkServerProcess = PROCESSES.Process(target=change, args=(home, chroma_url, 0.002))
    process.start()
    process.join(after)
    if process.pid is not None and process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    return process.exitcode == -signal.SIGKILL


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_killed_at_any_moment_a_change_is_whole_or_has_not_been(
    tmp_path: Path, chroma_url: str, kill_moments: int, name: str
) -> None:
    change, dice = CHANGES[name], random.Random(name)
    whole = made(tmp_path / "whole", chroma_url)
    old = state(whole, chroma_url)
    assert not killed(whole, change, chroma_url, 60)
    new = state(whole, chroma_url)
    # Once more, now that the processes are warm: the moments lie within what it then takes.
    again, started = made(tmp_path / "again", chroma_url), time.monotonic()
    assert not killed(again, change, chroma_url, 60)
    seconds = time.monotonic() - started
    stopped, moments = 0, max(1, kill_moments // len(CHANGES))
    for number in range(moments):
        home = made(tmp_path / str(number), chroma_url)
        stopped += killed(home, change, chroma_url, dice.uniform(0.1, 1.0) * seconds)
        reader = PassageIndex(home / "index", TinyEncoder(), chroma_url)
        assert unit_texts(reader) in (old[1], new[1])
        recover(home / "corpus")
        assert state(home, chroma_url) in (old, new)
        if name != "remove" or "wonen" in read_catalogue(home / "corpus"):
            change(home, chroma_url, 0.0)
        assert state(home, chroma_url) == new
        assert not list((home / "corpus").glob(".change-*"))
    assert stopped >= moments / 2 or moments < 10


@pytest.mark.parametrize("free", [4, 30, 60])
def test_where_files_can_grow_no_further_everything_is_as_it_was(tmp_path: Path, free: int) -> None:
    """A limit on the size of files stands in for a full disk: it needs no rights."""
    home = made(tmp_path / "home")
    (home / "zorg.md").write_text(f"# Zorg\n\n{(ZORG + WERKEN) * 300}", "utf-8")
    before = state(home, "")
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (free * 1024, most[1]))
    try:
        with pytest.raises((IndexUnwritable, OSError)):
            replace_one_and_add_one(home, "", 0.0)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    recover(home / "corpus")
    assert state(home, "") == before
    replace_one_and_add_one(home, "", 0.0)
    assert set(read_catalogue(home / "corpus")) == {"wonen", "werken", "zorg"}


class Breaking(TinyEncoder):
    """Ends what it is given once it has encoded something: between reading and storing."""

    def __init__(self, end: Callable[[], None]) -> None:
        super().__init__()
        self.end = end

    def encode(
        self, texts: Sequence[str], role: Role, progress: Callable[[int], None] | None = None
    ) -> list[Encoding]:
        found = super().encode(texts, role, progress)
        self.end()
        return found


@pytest.mark.slow
def test_where_the_chroma_server_goes_away_everything_is_as_it_was(tmp_path: Path) -> None:
    data = tmp_path / "chroma"
    data.mkdir()
    server = ChromaServer(data)
    home = made(tmp_path / "home", server.url)
    corpus, index = home / "corpus", home / "index"
    before = (corpus / "catalogue.toml").read_text("utf-8"), read_manifest(index)
    held = Collection(corpus, index, Breaking(server.stop), server.url)
    with pytest.raises((IndexUnwritable, VectorStoreUnavailable)):
        add_documents(held, [Offer(home / "zorg.md")])
    assert before == ((corpus / "catalogue.toml").read_text("utf-8"), read_manifest(index))
    assert {path.name for path in (corpus / "documents").iterdir()} == {"wonen.txt", "werken.txt"}

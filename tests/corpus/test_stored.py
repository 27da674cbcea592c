"""A corpus of many documents is read with few files open."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.index import PassageIndex
from corpus.stored import allow_open_files, documents_kept_open
from evals.alone import apart
from ingest.pipeline import ingest
from tests.corpus.miniature import TinyEncoder, write_corpus

DOCUMENTS, LIMIT = 60, 160


@contextmanager
def open_files_at_most(limit: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def read_all(folder: Path) -> tuple[int, int]:
    """How many documents were read, and how many of them stayed open."""
    with open_files_at_most(LIMIT):
        index = PassageIndex(folder, TinyEncoder())
        vector = TinyEncoder().encode_questions(("wonen",))[0].vector
        found = [id for id, _ in index.nearest(vector, DOCUMENTS)]
        return len(index.vectors_of(found)), index.stored.cache_info().currsize


def test_more_documents_are_read_than_files_may_be_open(tmp_path: Path) -> None:
    texts = {f"doc{n}": f"1 Wonen\n\nDocument {n} gaat over wonen.\n" for n in range(DOCUMENTS)}
    write_corpus(tmp_path / "corpus", texts)
    ingest(tmp_path / "corpus", tmp_path / "index", TinyEncoder())
    # In a process of its own, which has no files open yet.
    assert apart(read_all, tmp_path / "index") == (DOCUMENTS, 30)


def test_as_many_are_kept_open_as_the_limit_has_room_for() -> None:
    with open_files_at_most(400):
        assert documents_kept_open(8192) == 75
        assert documents_kept_open(10) == 10


def test_a_process_may_open_what_its_system_allows() -> None:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with open_files_at_most(256):
        allow_open_files()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == most

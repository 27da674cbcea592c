"""Editors add, replace, describe and remove documents over HTTP, and answers follow the index."""

import json
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.encoder import Encoding, Role
from corpus.index import PassageIndex
from corpus.lock import writing
from ingest.apart import Limits
from ingest.collection import Collection
from ingest.offer import Details, Offer
from ingest.pipeline import ingest
from retriever.following import follow
from server.accepted import (
    ACCEPTED,
    FORGOTTEN,
    LOCK,
    MOST_STARTS,
    NOTE,
    Change,
    Kept,
    keep,
    left_behind,
)
from server.app import create_app
from server.jobs import Jobs
from server.options import Options
from tests.corpus.miniature import WERKEN, WONEN, ZORG, TinyEncoder, write_corpus

EDITOR = Options(anonymous="editor")


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    corpus = write_corpus(tmp_path / "corpus", {"wonen": WONEN})
    ingest(corpus, tmp_path / "index", TinyEncoder())
    return Collection(corpus, tmp_path / "index", TinyEncoder(), limits=Limits(seconds=60))


@pytest.fixture
def client(collection: Collection) -> TestClient:
    served = follow(collection.index, collection.encoder)
    return TestClient(create_app(served, options=EDITOR, collection=collection))


def sent(*files: tuple[str, str]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("file", (name, text.encode())) for name, text in files]


def ids(client: TestClient) -> list[str]:
    return [one["id"] for one in client.get("/api/documents").json()]


def fates(reply: dict[str, Any]) -> list[tuple[str, str]]:
    return [(fate["document"], fate["what"]) for fate in reply["fates"]]


def test_a_file_with_its_details_is_answered_from_at_once(client: TestClient) -> None:
    told = {"title": "Zorg thuis", "authors": ["A. Bé", "C."], "year": "2020", "publisher": "P"}
    reply = client.post("/api/documents", files=sent(("Zorg.txt", ZORG)), data=told)
    assert (reply.status_code, reply.json()["state"]) == (201, "done")
    assert fates(reply.json()) == [("zorg", "added")]
    found = client.get("/api/documents/zorg").json()
    assert (found["title"], found["authors"], found["year"]) == (
        "Zorg thuis",
        ["A. Bé", "C."],
        2020,
    )
    assert ids(client) == ["wonen", "zorg"]
    again = client.get(f"/api/documents/jobs/{reply.json()['id']}")
    assert again.json() == reply.json()


def test_several_files_have_details_of_their_own_and_a_bad_one_is_named(client: TestClient) -> None:
    details = [{"id": "wonen", "year": 2021}, {"title": "Leeg"}, {"title": "Werken", "authors": []}]
    files = sent(("nieuw.md", f"# Z\n\n{ZORG}"), ("leeg.pdf", ""), ("../../werken.txt", WERKEN))
    reply = client.post("/api/documents", files=files, data={"details": json.dumps(details)})
    assert reply.status_code == 201
    assert fates(reply.json()) == [
        ("leeg.pdf", "failed"),
        ("wonen", "replaced"),
        ("werken", "added"),
    ]
    problem, asked = reply.json()["fates"][0]["problem"], reply.json()["fates"][2]["asked"]
    assert (problem, asked) == (
        "leeg.pdf: the file is empty; add a file with text",
        ["authors", "year"],
    )


def test_where_no_file_can_be_read_it_is_a_problem(client: TestClient) -> None:
    reply = client.post("/api/documents", files=sent(("<b>.pdf", "%PDF-"), ("x.txt", "")))
    assert (reply.status_code, ids(client)) == (422, ["wonen"])
    assert "x.txt: the file is empty" in reply.json()["detail"]


def test_a_document_is_described_anew_and_removed(client: TestClient) -> None:
    reply = client.patch("/api/documents/wonen", json={"year": 2019, "url": "https://x.nl/w"})
    assert (reply.status_code, fates(reply.json())) == (200, [("wonen", "renamed")])
    assert client.get("/api/documents/wonen").json()["year"] == 2019
    client.post("/api/documents", files=sent(("zorg.txt", ZORG)))
    assert fates(client.delete("/api/documents/wonen").json()) == [("wonen", "removed")]
    assert ids(client) == ["zorg"]
    assert client.delete("/api/documents/wonen").status_code == 404


@pytest.mark.parametrize(
    "told",
    [
        {"year": "99"},
        {"url": "javascript:alert(1)"},
        {"id": "../x"},
        {"details": "{"},
        {"details": "[]"},
        {"details": '[{"naam": "x"}]'},
    ],
)
def test_wrong_details_are_refused_and_nothing_changes(
    client: TestClient, told: dict[str, str]
) -> None:
    reply = client.post("/api/documents", files=sent(("zorg.txt", ZORG)), data=told)
    assert (reply.status_code, ids(client)) == (422, ["wonen"])


def test_a_reader_may_not_and_neither_may_anybody_where_nothing_is_taken(
    collection: Collection,
) -> None:
    served = follow(collection.index, collection.encoder)
    reader = TestClient(create_app(served, collection=collection))
    assert reader.delete("/api/documents/wonen").status_code == 401
    assert reader.post("/api/documents", files=sent(("a.txt", ZORG))).status_code == 401
    closed = TestClient(create_app(served, options=EDITOR))
    assert closed.delete("/api/documents/wonen").status_code == 404


def test_an_upload_beyond_its_limit_is_refused(collection: Collection) -> None:
    served = follow(collection.index, collection.encoder)
    small = Options(anonymous="editor", upload_bytes=100_000)
    client = TestClient(create_app(served, options=small, collection=collection))
    assert client.post("/api/documents", files=sent(("a.txt", ZORG * 2000))).status_code == 413
    assert client.post("/api/documents", files=sent(("a.txt", ZORG * 800))).status_code == 201


def test_while_another_process_writes_the_caller_is_told_to_wait(
    client: TestClient, collection: Collection
) -> None:
    with writing(collection.index):
        reply = client.delete("/api/documents/wonen")
    assert (reply.status_code, "is being written by process" in reply.json()["detail"]) == (
        409,
        True,
    )


class Stopping(TinyEncoder):
    """Waits in the middle of its work until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go = threading.Event(), threading.Event()

    def encode(
        self, texts: Sequence[str], role: Role, progress: Callable[[int], None] | None = None
    ) -> list[Encoding]:
        found = super().encode(texts, role, progress)
        self.begun.set()
        self.go.wait(60)
        return found


def test_changes_come_one_after_another_and_tell_how_far_they_are(
    collection: Collection, tmp_path: Path
) -> None:
    encoder, path = Stopping(), tmp_path / "zorg.txt"
    path.write_text(ZORG, "utf-8")
    jobs, index = Jobs(replace(collection, encoder=encoder)), collection.index
    first = jobs.begin(Change(add=[Offer(path)]), keep(index))
    second = jobs.begin(Change(remove=["wonen"]), keep(index))
    assert encoder.begun.wait(60)
    assert (first.state, first.document, first.texts, first.encoded) == ("working", "zorg", 2, 1)
    assert second.state == "waiting"
    encoder.go.set()
    assert jobs.wait(second, 60).state == "done"
    assert first.state == "done"
    assert list((index / ACCEPTED).iterdir()) == []


def accepted(collection: Collection) -> Kept:
    """An upload as a server leaves it that is killed before it is done."""
    kept = keep(collection.index)
    (kept.folder / "0").write_text(ZORG, "utf-8")
    kept.accept(Change(add=[Offer(kept.folder / "0", Details(title="Zorg thuis"), "Zorg.txt")]))
    return kept


def test_what_a_killed_server_accepted_is_done_by_the_next_one(collection: Collection) -> None:
    kept = accepted(collection)
    kept.lock.release()
    jobs = Jobs(collection)
    job = jobs.find(kept.folder.name)
    assert job is not None
    done = jobs.wait(job, 60)
    assert [(fate.document, fate.what) for fate in done.fates] == [("zorg", "added")]
    documents = PassageIndex(collection.index, collection.encoder).documents
    assert documents["zorg"].title == "Zorg thuis"
    assert list((collection.index / ACCEPTED).iterdir()) == []


@pytest.mark.parametrize("note", ["", "{}[]"], ids=["ends servers", "is unreadable"])
def test_a_change_that_servers_end_by_is_given_up(collection: Collection, note: str) -> None:
    kept = accepted(collection)
    kept.lock.release()
    (kept.folder / NOTE).write_text(note or (kept.folder / NOTE).read_text())
    begun = []
    for _ in range(MOST_STARTS + 1):
        found = list(left_behind(collection.index))
        begun += [change for _, change in found]
        for one, _ in found:
            one.lock.release()
    assert len(begun) == (0 if note else MOST_STARTS)
    assert not kept.folder.exists()


def test_what_another_server_is_at_or_never_accepted_is_left_alone(collection: Collection) -> None:
    others, unfinished = accepted(collection), keep(collection.index)
    unfinished.lock.release()
    jobs = Jobs(collection)
    assert [jobs.find(one.folder.name) for one in (others, unfinished)] == [None, None]
    assert others.folder.exists() and unfinished.folder.exists()
    long_ago = time.time() - 2 * FORGOTTEN
    os.utime(unfinished.folder / LOCK, (long_ago, long_ago))
    Jobs(collection)
    assert others.folder.exists() and not unfinished.folder.exists()

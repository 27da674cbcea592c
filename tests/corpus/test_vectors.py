"""The vector store keeps one contract, in a folder and on a real Chroma server."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest

from corpus.vectors import VectorStore, VectorStoreUnavailable
from tests.corpus.chroma_server import ChromaServer

Open = Callable[[str], VectorStore]


def axis(number: int, length: float = 1.0) -> np.ndarray:
    row = np.zeros(8, np.float32)
    row[number] = length
    return row


def ranked(store: VectorStore, vector: np.ndarray) -> list[tuple[str, float]]:
    """All units with their scores, to four decimals."""
    return [(id, round(score, 4)) for id, score in store.search(vector, 10)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    server = ChromaServer(tmp_path_factory.mktemp("chroma"))
    yield server
    server.stop()


@pytest.fixture(params=["folder", pytest.param("server", marks=pytest.mark.slow)])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens stores of the same place, each test's collections its own."""
    place: Path | str = tmp_path / "chroma"
    if request.param == "server":
        place = request.getfixturevalue("server").url
    stores: list[VectorStore] = []
    collection = f"test-{uuid4().hex}"

    def open_store(generation: str) -> VectorStore:
        stores.append(VectorStore(place, f"{collection}-{generation}", create=True))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Open) -> VectorStore:
    store = opened("000001")
    store.add(
        ["koers:0-9", "koers:9-20", "scan:0-9"],
        np.asarray([axis(0), axis(1, 3.0), axis(2)]),
        ["koers", "koers", "scan"],
    )
    return store


def test_scores_are_inner_products_best_first(store: VectorStore) -> None:
    assert ranked(store, axis(0) + axis(1) + axis(2, 2.0)) == [
        ("koers:9-20", 3.0),
        ("scan:0-9", 2.0),
        ("koers:0-9", 1.0),
    ]


def test_no_more_are_found_than_asked_for(store: VectorStore) -> None:
    assert [id for id, _ in store.search(axis(1), 1)] == ["koers:9-20"]


def test_a_search_stays_within_the_documents_asked_for(store: VectorStore) -> None:
    assert [id for id, _ in store.search(axis(1), 10, ["scan"])] == ["scan:0-9"]
    assert len(store.search(axis(1), 10, ["scan", "koers"])) == 3
    assert store.search(axis(1), 10, ["nergens"]) == []


def test_removing_a_document_removes_all_its_units_and_no_others(store: VectorStore) -> None:
    store.remove("koers")
    assert len(store) == 1
    assert [id for id, _ in store.search(axis(0), 10)] == ["scan:0-9"]
    store.remove("nergens")
    assert len(store) == 1


def test_replacing_a_document_serves_its_new_vectors(store: VectorStore) -> None:
    store.remove("scan")
    store.add(["scan:0-9", "scan:9-12"], np.asarray([axis(5), axis(6)]), ["scan", "scan"])
    assert len(store) == 4
    assert ranked(store, axis(5))[:1] == [("scan:0-9", 1.0)]


def test_a_reopened_store_holds_the_same(store: VectorStore, opened: Open) -> None:
    assert len(store) == 3
    again = opened("000001")
    assert len(again) == 3
    assert ranked(again, axis(2))[:1] == [("scan:0-9", 1.0)]


def test_a_cleared_store_is_empty_and_can_be_filled_again(store: VectorStore) -> None:
    store.clear()
    assert len(store) == 0
    assert store.search(axis(0), 5) == []
    store.add(["koers:0-9"], np.asarray([axis(4)]), ["koers"])
    assert ranked(store, axis(4))[:5] == [("koers:0-9", 1.0)]


def test_a_collection_that_is_not_there_is_not_made_by_reading(opened: Open) -> None:
    place = opened("000001").location
    with pytest.raises(VectorStoreUnavailable, match=r"absent.* does not exist"):
        VectorStore(place, "absent")


def test_nothing_is_found_when_nothing_is_asked_for(store: VectorStore) -> None:
    assert store.search(axis(0), 0) == []


def test_a_renamed_collection_is_found_by_its_new_name(store: VectorStore) -> None:
    store.rename(f"{store.name}-later")
    assert len(VectorStore(store.location, store.name)) == 3


def test_generations_do_not_see_each_other_and_old_ones_can_be_dropped(
    store: VectorStore, opened: Open
) -> None:
    newer = opened("000002")
    newer.add(["visie:0-5"], np.asarray([axis(3)]), ["visie"])
    assert (len(store), len(newer)) == (3, 1)
    newer.drop(lambda name: name == store.name)
    assert len(newer) == 1
    with pytest.raises(VectorStoreUnavailable):
        len(store)


def test_more_units_than_chroma_takes_at_once_all_go_in(opened: Open) -> None:
    store = opened("000001")
    rows = np.random.default_rng(1).normal(size=(6000, 8)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    store.add([f"groot:{n}-{n + 1}" for n in range(len(rows))], rows, ["groot"] * len(rows))
    assert len(store) == 6000
    near = [id for id, _ in store.search(rows[77], 50)]
    assert near[0] == "groot:77-78"
    assert len(near) == 50


@pytest.mark.slow
def test_a_server_that_went_away_is_named_with_the_remedy(tmp_path: Path) -> None:
    server = ChromaServer(tmp_path)
    store = VectorStore(server.url, "bronwijzer-000001", create=True)
    store.add(["koers:0-9"], np.asarray([axis(0)]), ["koers"])
    server.stop()
    with pytest.raises(VectorStoreUnavailable, match=rf"Chroma at {server.url}: .*`chroma run`"):
        store.search(axis(0), 5)
    store.close()


def test_a_server_that_is_not_there_is_named_with_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(
        VectorStoreUnavailable,
        match=rf"Chroma at http://127\.0\.0\.1:{port}: .*BRONWIJZER_CHROMA_URL",
    ):
        VectorStore(f"http://127.0.0.1:{port}", "bronwijzer-000001")


def test_a_damaged_folder_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "chroma.sqlite3").write_bytes(b"this is no database" * 500)
    with pytest.raises(VectorStoreUnavailable, match=r"Chroma at .*bronwijzer ingest --rebuild"):
        VectorStore(tmp_path, "bronwijzer-000001")

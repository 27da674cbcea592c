"""The vector store: the only module that knows Chroma."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from weakref import finalize

import chromadb
import httpx
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import ChromaError

# Wide enough that the 60 best of the five reports are the same after every rebuild: Chroma builds
# its graph in threads, and at its default width a search misses some, other ones each time. A
# graph of twice the neighbours, built twice as wide, finds the same and takes three times as long.
SEARCH_WIDTH, BUILD_WIDTH, NEIGHBOURS = 1000, 100, 16
HNSW: CreateHNSWConfiguration = {
    "space": "ip",
    "ef_search": SEARCH_WIDTH,
    "ef_construction": BUILD_WIDTH,
    "max_neighbors": NEIGHBOURS,
}

# Chroma writes its whole graph anew after so many units. Past LARGE units in a folder that would
# take longer than making the graph, so it is done more rarely, and once at the end.
SYNCED_EVERY, LARGE, LARGE_SYNCED_EVERY = 1000, 100_000, 50_000


class VectorStoreUnavailable(Exception):
    """Chroma can't be opened, reached or written; the message says where and what to do."""


class VectorStore:
    """Unit vectors of one generation of the index, in a folder or on a Chroma server.

    Scores are inner products: the vectors need not have length 1.
    """

    def __init__(self, location: Path | str, collection: str, create: bool = False) -> None:
        self.location, self.name = location, collection
        with _reaching(location):
            self._client = _connect(location)
        self._closing = finalize(self, self._client.close)
        self._synced_every = SYNCED_EVERY
        self._open(create)

    def _open(self, create: bool) -> None:
        with _reaching(self.location):
            if create:
                self._collection = self._client.get_or_create_collection(
                    self.name, configuration={"hnsw": HNSW}, embedding_function=None
                )
            else:
                self._collection = self._client.get_collection(self.name, embedding_function=None)

    def close(self) -> None:
        """Let go of the folder or the connection; done too when nothing refers to the store."""
        self._closing()

    def clear(self) -> None:
        """Drop all vectors: a server may hold those of an index that is gone."""
        with _reaching(self.location):
            self._client.delete_collection(self.name)
        self._open(create=True)

    def add(self, ids: Sequence[str], vectors: np.ndarray, documents: Sequence[str]) -> None:
        """`vectors` is (n, d) float32; `documents` names the document of each row."""
        with _reaching(self.location):
            batch = self._client.get_max_batch_size()
            for start in range(0, len(ids), batch):
                part = slice(start, start + batch)
                self._collection.add(
                    ids=list(ids[part]),
                    embeddings=vectors[part],
                    metadatas=[{"document": document} for document in documents[part]],
                )
        if self._synced_every == SYNCED_EVERY and self._is_folder and len(self) > LARGE:
            self._sync_every(LARGE_SYNCED_EVERY)

    def finish(self) -> None:
        """After the last `add`: a reader would else make what is not yet synced at every start."""
        if self._synced_every != SYNCED_EVERY:
            self._sync_every(SYNCED_EVERY)
            some = self._collection.get(limit=1, include=["embeddings"])["embeddings"]
            self.search(np.asarray(some, np.float32)[0], 1)

    @property
    def _is_folder(self) -> bool:
        return isinstance(self.location, Path)

    def _sync_every(self, units: int) -> None:
        """Chroma heeds it from the next time that the folder is opened."""
        with _reaching(self.location):
            self._collection.modify(configuration={"hnsw": {"sync_threshold": units}})
            self._closing()
            self._client = _connect(self.location)
        self._closing = finalize(self, self._client.close)
        self._synced_every = units
        self._open(create=False)

    def remove(self, document: str) -> None:
        with _reaching(self.location):
            self._collection.delete(where={"document": document})

    def search(
        self, vector: np.ndarray, k: int, documents: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """At most `k` unit ids with their inner product with `vector` (d,), best first.

        Within few `documents` of many it finds fewer than there are: Chroma walks the graph of all
        units, and stops when it has seen as many as it is wide.
        """
        if k < 1:
            return []
        where: dict[str, Any] | None = {"document": {"$in": [*documents]}} if documents else None
        with _reaching(self.location):
            found = self._collection.query(
                query_embeddings=[vector],
                n_results=k,
                where=where,
                include=["distances"],
            )
        distances = found["distances"] or [[]]
        return [
            (id, 1.0 - distance) for id, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    def rename(self, name: str) -> None:
        with _reaching(self.location):
            self._collection.modify(name=name)
        self.name = name

    def __len__(self) -> int:
        with _reaching(self.location):
            return self._collection.count()

    def drop(self, unwanted: Callable[[str], bool]) -> None:
        """Remove the collections with `unwanted` names: a server holds every generation."""
        with _reaching(self.location):
            for collection in self._client.list_collections():
                if unwanted(collection.name):
                    self._client.delete_collection(collection.name)


def _connect(location: Path | str) -> Client:
    settings = Settings(anonymized_telemetry=False)
    if isinstance(location, Path):
        return _open_folder(str(location), settings)
    url = urlsplit(location)
    client = chromadb.HttpClient(
        host=url.hostname or "localhost",
        port=url.port or (443 if url.scheme == "https" else 8000),
        ssl=url.scheme == "https",
        settings=settings,
    )
    return cast(Client, client)


def _open_folder(path: str, settings: Settings) -> Client:
    try:
        # Chroma declares the interface, which lacks `close`.
        return cast(Client, chromadb.PersistentClient(path=path, settings=settings))
    except Exception:
        # What could not start stays registered by its path, and the next try would get it.
        if not SharedSystemClient._identifier_to_refcount.get(path):
            SharedSystemClient._identifier_to_system.pop(path, None)
        raise


@contextmanager
def _reaching(location: Path | str) -> Iterator[None]:
    """Raises VectorStoreUnavailable for whatever goes wrong within Chroma or on the way to it."""
    try:
        yield
    except (ChromaError, httpx.HTTPError, OSError, ValueError) as error:
        remedy = (
            "run `bronwijzer ingest --rebuild`"
            if isinstance(location, Path)
            else "start it with `chroma run`, run `bronwijzer ingest --rebuild` if its data are "
            "gone, or unset BRONWIJZER_CHROMA_URL to keep vectors in the index folder"
        )
        raise VectorStoreUnavailable(f"Chroma at {location}: {error}; {remedy}") from error

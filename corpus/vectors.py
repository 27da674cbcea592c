"""The vector store: the only module that knows Chroma."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import Settings
from chromadb.errors import ChromaError

# Wide enough that a search of the five reports is exact, and a tenth of a million units' time.
SEARCH_WIDTH = 200


class VectorStoreUnavailable(Exception):
    """Chroma can't be opened or reached; the message says where and what to do."""


class VectorStore:
    """Unit vectors of one generation of the index, in a folder or on a Chroma server.

    Scores are inner products: the vectors need not have length 1.
    """

    def __init__(self, location: Path | str, collection: str) -> None:
        self._location = str(location)
        self._client = _connect(location)
        self._collection = self._client.get_or_create_collection(
            collection,
            configuration={"hnsw": {"space": "ip", "ef_search": SEARCH_WIDTH}},
            embedding_function=None,
        )

    def add(self, ids: Sequence[str], vectors: np.ndarray, documents: Sequence[str]) -> None:
        """`vectors` is (n, d) float32; `documents` names the document of each row."""
        batch = self._client.get_max_batch_size()
        for start in range(0, len(ids), batch):
            part = slice(start, start + batch)
            self._collection.add(
                ids=list(ids[part]),
                embeddings=vectors[part],
                metadatas=[{"document": document} for document in documents[part]],
            )

    def remove(self, document: str) -> None:
        self._collection.delete(where={"document": document})

    def search(
        self, vector: np.ndarray, k: int, documents: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """At most `k` unit ids with their inner product with `vector` (d,), best first.

        Raises VectorStoreUnavailable when a server has gone away.
        """
        where: dict[str, Any] | None = {"document": {"$in": [*documents]}} if documents else None
        try:
            found = self._collection.query(
                query_embeddings=[vector],
                n_results=k,
                where=where,
                include=["distances"],
            )
        except (ChromaError, OSError, ValueError) as error:
            raise VectorStoreUnavailable(f"{self._location}: {error}; is Chroma up?") from error
        distances = found["distances"] or [[]]
        return [
            (id, 1.0 - distance) for id, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    def __len__(self) -> int:
        return self._collection.count()

    def drop_others(self, kept: Sequence[str]) -> None:
        """Remove our collections that are not in `kept`: a server holds every generation."""
        prefix = self._collection.name.rpartition("-")[0]
        for collection in self._client.list_collections():
            if collection.name.startswith(f"{prefix}-") and collection.name not in kept:
                self._client.delete_collection(collection.name)


def _connect(location: Path | str) -> ClientAPI:
    settings = Settings(anonymized_telemetry=False)
    try:
        if isinstance(location, Path):
            return chromadb.PersistentClient(path=str(location), settings=settings)
        url = urlsplit(location)
        port = url.port or (443 if url.scheme == "https" else 8000)
        return chromadb.HttpClient(
            host=url.hostname or "localhost",
            port=port,
            ssl=url.scheme == "https",
            settings=settings,
        )
    except (ChromaError, OSError, ValueError) as error:
        raise VectorStoreUnavailable(
            f"Chroma at {location}: {error}; start it with `chroma run`, or unset "
            "BRONWIJZER_CHROMA_URL to keep vectors in the index folder"
        ) from error

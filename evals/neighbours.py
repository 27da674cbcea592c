"""What others would build: LangChain's tutorial pipelines, measured beside us on our encoder."""

import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from langchain_classic.retrievers import EnsembleRetriever
from langchain_core.documents import Document as LangChainDocument
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_core.vectorstores import InMemoryVectorStore
from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.encoder import Encoder
from evals.gold import CHARACTERS
from evals.metrics.recall import recall_in_text
from evals.places import LocatedQuestion
from evals.result import Scores

with warnings.catch_warnings():
    # The package announces its end at import; its BM25 is what the tutorials still use.
    warnings.simplefilter("ignore", DeprecationWarning)
    from langchain_community.retrievers import BM25Retriever

# Chunks of up to 1,000 characters: enough of them for the longest reading.
CHUNKS = 30
TUTORIAL, ENSEMBLE = "LangChain tutorial", "LangChain EnsembleRetriever"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """`search` gives the texts of the best chunks, best first."""

    name: str
    search: Callable[[str], list[str]]


class EncoderEmbeddings(Embeddings):
    """Our encoder in LangChain's seam, with its prefixes."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [found.vector.tolist() for found in self._encoder.encode(texts, "passage")]

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._encoder.encode([text], "query")[0].vector.tolist()
        return vector


def build_neighbours(reports: Mapping[str, str], encoder: Encoder) -> list[Neighbour]:
    """The tutorial's pipeline and the ensemble with BM25, over the reports as they are."""
    chunks = _chunks(reports)
    similar = _similar(chunks, encoder)
    return [Neighbour(TUTORIAL, _search(similar)), _ensemble(chunks, similar)]


def build_tutorial(reports: Mapping[str, str], encoder: Encoder) -> Neighbour:
    """Splitter, our encoder, and cosine similarity in memory."""
    return Neighbour(TUTORIAL, _search(_similar(_chunks(reports), encoder)))


def build_ensemble(reports: Mapping[str, str], encoder: Encoder) -> Neighbour:
    """The same beside BM25, fused by rank with equal weights."""
    chunks = _chunks(reports)
    return _ensemble(chunks, _similar(chunks, encoder))


def _ensemble(chunks: list[LangChainDocument], similar: BaseRetriever) -> Neighbour:
    words = BM25Retriever.from_documents(chunks, k=CHUNKS)
    both = EnsembleRetriever(retrievers=[words, similar], weights=[0.5, 0.5])
    return Neighbour(ENSEMBLE, _search(both))


def _chunks(reports: Mapping[str, str]) -> list[LangChainDocument]:
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    return splitter.create_documents(list(reports.values()))


def _similar(chunks: list[LangChainDocument], encoder: Encoder) -> BaseRetriever:
    store = InMemoryVectorStore(EncoderEmbeddings(encoder))
    store.add_documents(chunks)
    return store.as_retriever(search_kwargs={"k": CHUNKS})


def _search(retriever: BaseRetriever) -> Callable[[str], list[str]]:
    def search(question: str) -> list[str]:
        found: list[LangChainDocument] = retriever.invoke(question)
        return [chunk.page_content for chunk in found]

    return search


def evaluate_neighbour(
    neighbour: Neighbour, asked: Sequence[LocatedQuestion]
) -> tuple[dict[str, Scores], dict[str, float]]:
    """Recall in text at every reading length, and elapsed seconds, by question id."""
    scores: dict[str, Scores] = {}
    elapsed: dict[str, float] = {}
    for question in asked:
        started = time.perf_counter()
        texts = neighbour.search(question.gold.question)
        elapsed[question.gold.id] = time.perf_counter() - started
        scores[question.gold.id] = {
            f"text_recall_{n}": recall_in_text(question.facts, texts, n) for n in CHARACTERS
        }
    return scores, elapsed

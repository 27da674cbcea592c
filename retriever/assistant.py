"""The path of a question, from its words to a cited answer."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.document import Document, StoredText
from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.abstain import NOT_FOUND_BELOW, UNCERTAIN_BELOW, Evidence, weigh_evidence
from retriever.answer import Answer, Citation, Claim, Outcome
from retriever.author import Author
from retriever.compose import compose_not_found, compose_quotes, number_quotes
from retriever.dense import DenseRetriever
from retriever.events import Event, Found, state_claims
from retriever.extract import extract
from retriever.hit import Hit, Retriever
from retriever.hybrid import HybridRetriever
from retriever.lexical import LexicalRetriever
from retriever.phrases import phrase
from retriever.question import Language, check_question, language_of
from retriever.refuse import refusal_reason
from retriever.rerank import Reranker
from retriever.verify import Verifier, check_quotes
from retriever.writer import Writer

# Hits read for an answer, and nearest passages shown with it.
HITS_READ, NEAREST_SHOWN = 60, 5


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found; `elapsed` in seconds."""

    language: Language
    hits: list[Hit]
    elapsed: float


class Assistant:
    """Finds and answers over one index. Raises BadQuestion and UnknownDocument."""

    def __init__(self, index: PassageIndex, encoder: Encoder, writer: Writer | None = None) -> None:
        self._index, self._encoder = index, encoder
        self._author = Author(index, Verifier(index, encoder), writer) if writer else None
        self.retrievers: Mapping[str, Retriever] = {
            "dense": DenseRetriever(index, encoder),
            "lexical": LexicalRetriever(index),
            "hybrid": HybridRetriever(index, encoder),
            "rerank": Reranker(index, encoder),
        }
        self.documents: Mapping[str, Document] = index.documents

    def search(self, question: str, limit: int = 20, documents: Sequence[str] = ()) -> Findings:
        started = time.perf_counter()
        checked = check_question(question)
        hits = self._retrieve(checked, limit, documents)
        return Findings(language_of(checked), hits, time.perf_counter() - started)

    def ask(self, question: str, documents: Sequence[str] = ()) -> Answer:
        *_, answer = self.stream(question, documents)
        assert isinstance(answer, Answer)
        return answer

    def stream(self, question: str, documents: Sequence[str] = ()) -> Iterator[Event]:
        """What was found, each claim as soon as it is proven, and last the whole Answer."""
        started = time.perf_counter()
        hits = self._retrieve(check_question(question), HITS_READ, documents)
        return self._events(question, documents, hits, started)

    def _events(
        self, question: str, documents: Sequence[str], hits: list[Hit], started: float
    ) -> Iterator[Event]:
        yield Found(tuple(hits[:NEAREST_SHOWN]))
        answer = self._quoted(question, documents, hits, started)
        if self._author and answer.claims:
            language = language_of(check_question(question))
            yield from self._author.answer(answer, language, hits, started)
        else:
            yield from state_claims(answer)

    def _quoted(
        self, question: str, documents: Sequence[str], hits: list[Hit], started: float
    ) -> Answer:
        """The answer in quotes, which needs no language model."""
        checked = check_question(question)
        language = language_of(checked)
        reason = refusal_reason(checked)
        if reason:
            text = phrase(reason, language)
            return _without_claims(question, language, "refused", text, hits, started)
        evidence = weigh_evidence(checked, language, hits, self._index, self._encoder)
        quotes = extract(checked, hits, self._index, self._encoder)
        if not quotes or evidence.vague or evidence.probability < NOT_FOUND_BELOW:
            text = compose_not_found(evidence, len(documents or self.documents), language)
            return _without_claims(question, language, "not_found", text, hits, started)
        check_quotes(quotes, self._index)
        return self._answer(question, language, evidence, number_quotes(quotes), hits, started)

    def text(self, document: str) -> StoredText:
        return self._index.text(document)

    def health(self) -> Mapping[str, str | int]:
        manifest = self._index.manifest
        return {
            "documents": len(manifest.documents),
            "passages": sum(entry.passages for entry in manifest.documents.values()),
            "generation": manifest.generation,
            "fingerprint": manifest.fingerprint,
            "encoder": manifest.encoder,
        }

    def _retrieve(self, question: str, limit: int, documents: Sequence[str]) -> list[Hit]:
        self._index.check_documents(documents)
        return self.retrievers["rerank"].retrieve(question, limit, documents)

    def _answer(
        self,
        question: str,
        language: Language,
        evidence: Evidence,
        citations: tuple[Citation, ...],
        hits: Sequence[Hit],
        started: float,
    ) -> Answer:
        certain = evidence.probability >= UNCERTAIN_BELOW
        return Answer(
            question=question,
            language=language,
            outcome="answered" if certain else "uncertain",
            text=compose_quotes(citations, self.documents, language, certain),
            claims=tuple(
                Claim(citation.quote.text, (citation.quote,), "verbatim") for citation in citations
            ),
            citations=citations,
            hits=tuple(hits[:NEAREST_SHOWN]),
            elapsed=time.perf_counter() - started,
        )


def _without_claims(
    question: str,
    language: Language,
    outcome: Outcome,
    text: str,
    hits: Sequence[Hit],
    started: float,
) -> Answer:
    elapsed = time.perf_counter() - started
    return Answer(question, language, outcome, text, (), (), tuple(hits[:NEAREST_SHOWN]), elapsed)

"""The path of a question, from its words to a cited answer."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.document import Document, StoredText
from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.abstain import NOT_FOUND_BELOW, UNCERTAIN_BELOW, Evidence, weigh_evidence
from retriever.answer import Answer, Citation, Claim, Outcome
from retriever.compose import compose_not_found, compose_quotes, number_quotes
from retriever.dense import DenseRetriever
from retriever.extract import extract
from retriever.hit import Hit, Retriever
from retriever.hybrid import HybridRetriever
from retriever.late import LateInteractionRetriever
from retriever.lexical import LexicalRetriever
from retriever.phrases import phrase
from retriever.question import Language, check_question, language_of
from retriever.refuse import refusal_reason
from retriever.verify import check_quotes

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

    def __init__(self, index: PassageIndex, encoder: Encoder) -> None:
        self._index, self._encoder = index, encoder
        hybrid = HybridRetriever(index, encoder)
        self.retrievers: Mapping[str, Retriever] = {
            "dense": DenseRetriever(index, encoder),
            "lexical": LexicalRetriever(index),
            "hybrid": hybrid,
            "late": LateInteractionRetriever(index, encoder, hybrid),
        }
        self.documents: Mapping[str, Document] = index.documents

    def search(self, question: str, limit: int = 20, documents: Sequence[str] = ()) -> Findings:
        started = time.perf_counter()
        checked = check_question(question)
        hits = self._retrieve(checked, limit, documents)
        return Findings(language_of(checked), hits, time.perf_counter() - started)

    def ask(self, question: str, documents: Sequence[str] = ()) -> Answer:
        started = time.perf_counter()
        checked = check_question(question)
        language = language_of(checked)
        hits = self._retrieve(checked, HITS_READ, documents)
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
        return self.retrievers["late"].retrieve(question, limit, documents)

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

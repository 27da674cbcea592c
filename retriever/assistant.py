"""The path of a question, from its words to a cited answer."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.document import Document, Passage, Quote, StoredText
from corpus.encoder import Encoder
from corpus.guide import CheckedGuide
from corpus.index import PassageIndex
from corpus.reranker import Reranker
from retriever.abstain import Evidence, weigh_evidence
from retriever.answer import Answer, Citation, Claim, Outcome
from retriever.aspect import favour
from retriever.author import Author
from retriever.check import CheckedSentence, TextChecker
from retriever.compose import (
    compose_mentions,
    compose_not_found,
    compose_places,
    compose_quotes,
    number_quotes,
    source_line,
)
from retriever.conversation import Conversation, StandAlone
from retriever.define import asked_terms, by_turns, definitions_first, that_fit
from retriever.dense import DenseRetriever
from retriever.events import Event, Found, state_claims
from retriever.extract import ROOM, extract, room_taken
from retriever.hit import Hit, Retriever
from retriever.hybrid import HybridRetriever
from retriever.lexical import LexicalRetriever
from retriever.mention import asked_subject, find_mentions
from retriever.phrases import phrase
from retriever.question import Language, check_question, language_of
from retriever.ranked import RankedRetriever
from retriever.refuse import refusal_reason
from retriever.rerank import MODEL, ModelRetriever
from retriever.rewrite import rewrite
from retriever.terminology import Terminology
from retriever.verify import Verifier, check_quotes
from retriever.why import explain
from retriever.writer import Writer

# Hits looked through for an answer, and nearest passages shown with it.
HITS_READ, NEAREST_SHOWN = 120, 5
# Characters of an answer that was wished shorter: two or three quotes.
SHORT_ROOM = 600


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found; `elapsed` in seconds, `asked` as in Answer."""

    language: Language
    hits: list[Hit]
    elapsed: float
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """A question as it was typed, what it asks when it stands alone (`carried` where that differs),
    and what was found for it in `documents`, none of which means all; `started` on the clock of
    time.perf_counter."""

    question: str
    asked: StandAlone
    carried: str
    documents: Sequence[str]
    hits: list[Hit]
    started: float


class Assistant:
    """Finds and answers over one index. Raises BadQuestion and UnknownDocument.

    `history` are the earlier questions of a conversation as they were typed, oldest first: it says
    what a question is about, and is never evidence.
    """

    def __init__(
        self,
        index: PassageIndex,
        encoder: Encoder,
        writer: Writer | None = None,
        reranker: Reranker | None = None,
        checked: CheckedGuide | None = None,
    ) -> None:
        self._index, self._encoder = index, encoder
        self._terms = Terminology(index.documents, index.text, checked or CheckedGuide())
        verifier = Verifier(index, encoder)
        self._author = Author(index, verifier, writer) if writer else None
        ranked = RankedRetriever(index, encoder)
        self._conversation = Conversation(index, ranked)
        models: dict[str, Retriever] = {MODEL: ModelRetriever(ranked, reranker)} if reranker else {}
        self.retrievers: Mapping[str, Retriever] = {
            "dense": DenseRetriever(index, encoder),
            "lexical": LexicalRetriever(index),
            "hybrid": HybridRetriever(index, encoder),
            "ranked": ranked,
            **models,
        }
        self._best = list(self.retrievers.values())[-1]
        self._checker = TextChecker(index, encoder, verifier, ranked)
        self.documents: Mapping[str, Document] = index.documents

    def search(
        self,
        question: str,
        limit: int = 20,
        documents: Sequence[str] = (),
        history: Sequence[str] = (),
    ) -> Findings:
        found = self._search(question, limit, documents, history)
        hits = explain(found.asked.question, found.hits, self._index.analyzer)
        elapsed = time.perf_counter() - found.started
        return Findings(found.asked.language, hits, elapsed, found.carried)

    def ask(
        self, question: str, documents: Sequence[str] = (), history: Sequence[str] = ()
    ) -> Answer:
        *_, answer = self.stream(question, documents, history)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self, question: str, documents: Sequence[str] = (), history: Sequence[str] = ()
    ) -> Iterator[Event]:
        """What was found, each claim as soon as it is proven, and last the whole Answer."""
        return self._events(self._search(question, HITS_READ, documents, history))

    def _search(
        self, question: str, limit: int, documents: Sequence[str], history: Sequence[str]
    ) -> Search:
        started = time.perf_counter()
        self._index.check_documents(documents)
        checked = check_question(question)
        asked = self._conversation.stand_alone(checked, history)
        if self._author and history:
            asked = rewrite(checked, asked, history, self._author.writer)
        within = documents or asked.documents
        depth = max(limit, HITS_READ) if asked.aspect else limit
        hits = self._best.retrieve(asked.question, depth, within)
        if asked.aspect:
            hits = favour(hits, self._best.retrieve(asked.aspect, HITS_READ, within))
        differs = asked.question != checked or asked.documents
        carried = self._spell_out(asked) if differs else ""
        return Search(question, asked, carried, within, hits[:limit], started)

    def _spell_out(self, asked: StandAlone) -> str:
        """What was searched, for the reader to see."""
        reports = ", ".join(source_line(self.documents[id], ()) for id in asked.documents)
        return f"{asked.question} ({reports})" if reports else asked.question

    def _events(self, search: Search) -> Iterator[Event]:
        yield Found(tuple(search.hits[:NEAREST_SHOWN]))
        answer = self._quoted(search)
        if self._author and answer.claims and not search.asked.is_wish:
            language = search.asked.language
            yield from self._author.answer(answer, language, search.hits, search.started)
        else:
            yield from state_claims(answer)

    def _quoted(self, search: Search) -> Answer:
        """The answer in quotes, which needs no language model."""
        asked = search.asked
        reason = refusal_reason(check_question(search.question)) or refusal_reason(asked.question)
        if reason:
            return _answer(search, "refused", phrase(reason, asked.language), 0.0)
        if asked.unclear:
            return _answer(search, "not_found", phrase("unclear", asked.language), 0.0)
        if (subject := asked_subject(asked.question)) and not asked.is_wish:
            return self._mentioned(search, subject)
        language = language_of(asked.question)
        evidence = weigh_evidence(asked.question, language, search.hits, self._index, self._encoder)
        if defined := self._definitions(search):
            evidence = replace(evidence, is_answered=True, is_certain=True)
        taken = room_taken(defined, self.documents)
        quotes = self._quotes(search, evidence.is_answered, taken)
        quotes = definitions_first(defined, quotes)
        if not quotes:
            text = self._nothing(search, evidence)
            return _answer(search, "not_found", text, evidence.probability)
        check_quotes(quotes, self._index)
        citations = number_quotes(quotes)
        text = self._text(search, evidence, citations)
        outcome: Outcome = "answered" if evidence.is_certain else "uncertain"
        return _answer(search, outcome, text, evidence.probability, citations)

    def _mentioned(self, search: Search, subject: str) -> Answer:
        """In how many reports the subject stands, counted."""
        within = search.documents or tuple(self.documents)
        mentions = find_mentions(subject, self._index, within, search.hits)
        quotes = [quote for mention in mentions.found for quote in mention.quotes]
        check_quotes(quotes, self._index)
        citations = number_quotes(quotes)
        text = compose_mentions(mentions, citations, self.documents, search.asked.language)
        if not quotes:
            return _answer(search, "not_found", text, 0.0)
        return _answer(search, "answered", text, 1.0, citations)

    def _definitions(self, search: Search) -> Sequence[Quote]:
        """What people chose as the meaning of the terms that are asked for, in the documents asked
        for."""
        terms = () if search.asked.is_wish else asked_terms(search.asked.question)
        within = search.documents or self.documents
        found = [self._terms.definitions_of(term) for term in terms]
        return that_fit(by_turns([[q for q in one if q.document in within] for one in found]))

    def _quotes(self, search: Search, found: bool, taken: int) -> list[Quote]:
        """What answers in the room that is not taken, and more after it as often as was wished;
        where nothing answers, the first that is wished is what comes nearest."""
        asked, hits, quotes = search.asked, search.hits, list[Quote]()
        room = (SHORT_ROOM if asked.short else ROOM) - taken
        for _ in range(asked.portion + found):
            hits = unquoted(hits, quotes)
            quotes = extract(asked.question, hits, self._index, self._encoder, room)
        return quotes

    def _nothing(self, search: Search, evidence: Evidence) -> str:
        if search.asked.portion > 0:
            return phrase("no more", search.asked.language)
        count = len(search.documents or self.documents)
        return compose_not_found(evidence, count, search.asked.language)

    def check(self, text: str, documents: Sequence[str] = ()) -> list[CheckedSentence]:
        """What speaks for and against each sentence of a text. Raises BadText."""
        return self._checker.check(text, documents)

    def explain(self, question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """The hits with the words by which each matches `question`."""
        return tuple(explain(question, hits, self._index.analyzer))

    def text(self, document: str) -> StoredText:
        return self._index.text(document)

    def passages(self, document: str) -> Sequence[Passage]:
        return self._index.stored(document).passages

    def health(self) -> Mapping[str, str | int]:
        manifest = self._index.manifest
        return {
            "documents": len(manifest.documents),
            "passages": sum(entry.passages for entry in manifest.documents.values()),
            "generation": manifest.generation,
            "fingerprint": manifest.fingerprint,
            "encoder": manifest.encoder,
        }

    def _text(self, search: Search, evidence: Evidence, citations: tuple[Citation, ...]) -> str:
        asked, certain = search.asked, evidence.is_certain
        if asked.places:
            return compose_places(citations, self.documents, asked.language)
        unknown = () if certain else evidence.unknown
        more = asked.portion > 0
        return compose_quotes(citations, self.documents, asked.language, certain, more, unknown)


def unquoted(hits: Sequence[Hit], quotes: Sequence[Quote]) -> list[Hit]:
    """`hits` in passages from which nothing was quoted."""
    return [
        hit
        for hit in hits
        if not any(
            quote.document == hit.passage.document and quote.span.overlap(hit.passage.span)
            for quote in quotes
        )
    ]


def _answer(
    search: Search,
    outcome: Outcome,
    text: str,
    probability: float | None,
    citations: tuple[Citation, ...] = (),
) -> Answer:
    return Answer(
        question=search.question,
        language=search.asked.language,
        outcome=outcome,
        text=text,
        claims=tuple(Claim(one.quote.text, (one.quote,), "verbatim") for one in citations),
        citations=citations,
        hits=tuple(search.hits[:NEAREST_SHOWN]),
        elapsed=time.perf_counter() - search.started,
        probability=probability,
        asked=search.carried,
    )

"""An assistant over one made report, for tests of what stands around an assistant."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

from corpus.document import Document, Page, Passage, Quote, Section, Sentence, Span, StoredText
from corpus.index import UnknownDocument
from retriever.answer import Answer, Citation, Claim, Outcome
from retriever.assistant import Assistant, Findings
from retriever.check import CheckedSentence
from retriever.events import Event, Found, Stated, state_claims
from retriever.hit import Hit, Match, Part
from retriever.question import BadQuestion

HEADINGS = ("Wonen", "Omklap", "Begeleiding")
DEFINITION = "Een omklapwoning is een huurhuis waarvan het contract <b>later</b> overgaat."
HELD = "Wie omklapt, houdt begeleiding."
TEXT = f"""Wonen

Wonen is de basis.

Omklap

{DEFINITION}

Dit helpt:

• goede afspraken & vertrouwen
• <script>window.opgelicht = true</script> hulp in de buurt

Begeleiding

{HELD}

1 Zie bijlage 2."""

DOCUMENT = Document(
    id="wonen-2020",
    title="Wonen & <i>wijken</i>",
    file="wonen.txt",
    sha256="0" * 64,
    authors=("A. de Bouwer", "B. Huis"),
    publisher="Uitgeverij Thuis",
    year=2020,
)


def span_of(text: str) -> Span:
    start = TEXT.index(text)
    return Span(start, start + len(text))


def made_sections() -> tuple[Section, ...]:
    starts = [0, *(TEXT.index(f"\n{heading}\n") + 1 for heading in HEADINGS[1:]), len(TEXT)]
    paths = (HEADINGS[:1], HEADINGS[:2], HEADINGS[2:])
    spans = [Span(start, end) for start, end in pairwise(starts)]
    return tuple(Section(path, span) for path, span in zip(paths, spans, strict=True))


def made_sentences() -> tuple[Sentence, ...]:
    return (
        Sentence(span_of("Wonen is de basis.")),
        Sentence(span_of(DEFINITION)),
        Sentence(span_of("Dit helpt:")),
        Sentence(span_of("• goede afspraken & vertrouwen"), "item"),
        Sentence(span_of("• <script>window.opgelicht = true</script> hulp in de buurt"), "item"),
        Sentence(span_of(HELD)),
        Sentence(span_of("1 Zie bijlage 2."), "note"),
    )


STORED = StoredText(
    document=DOCUMENT.id,
    text=TEXT,
    sections=made_sections(),
    sentences=made_sentences(),
    pages=(Page(index=3, label="17", span=Span(0, TEXT.index("Begeleiding"))),),
)


def quote(text: str) -> Quote:
    span = span_of(text)
    return Quote(DOCUMENT.id, span, text, STORED.section_path(span), STORED.page_label(span))


def hit(text: str, score: float) -> Hit:
    span = span_of(text)
    whole = Passage(
        id=f"{DOCUMENT.id}:{span.start}-{span.end}",
        document=DOCUMENT.id,
        text=text,
        span=span,
        section=STORED.section_path(span),
        page=STORED.page_label(span),
        sentences=(Sentence(span),),
        windows=(span,),
    )
    return Hit(whole, span, score)


HITS = [hit(DEFINITION, 0.9), hit(HELD, 0.5)]


def answer(question: str, outcome: Outcome, *quoted: str) -> Answer:
    quotes = [quote(text) for text in quoted]
    claims = tuple(Claim(one.text, (one,), "verbatim") for one in quotes)
    citations = tuple(Citation(number, one) for number, one in enumerate(quotes, 1))
    lines = [f"- {one.quote.text} [{one.number}]" for one in citations]
    lead = "Eén rapport noemt dit." if quoted else "Hierover staat niets in de documenten."
    text = "\n\n".join([lead, "\n".join(lines)])
    return Answer(question, "nl", outcome, text, claims, citations, tuple(HITS), 0.25)


def written(question: str) -> Answer:
    """As a language model words it, over a quote that proves it."""
    found = answer(question, "answered", DEFINITION)
    claim = replace(found.claims[0], text="Het contract gaat over.", verdict="supported")
    text = f"{claim.text} [1]\n\n{found.text}"
    return replace(found, text=text, claims=(claim,), note="Geschreven.", removed=1)


def carried(question: str, history: Sequence[str]) -> str:
    """What stands for a follow-up here: the question before it, a colon and the question."""
    return f"{history[-1]}: {question}" if history else ""


@dataclass(frozen=True)
class StandIn:
    """Answers "omklapwoning" and "misschien"; refuses "negeer"; fails on "storing"."""

    documents: Mapping[str, Document]

    def ask(
        self, question: str, documents: Sequence[str] = (), history: Sequence[str] = ()
    ) -> Answer:
        self.look_over(question, documents)
        return replace(self.answer(question), asked=carried(question, history))

    def answer(self, question: str) -> Answer:
        if "storing" in question:
            raise RuntimeError(question)
        if "omklapwoning" in question:
            return answer(question, "answered", DEFINITION, HELD)
        if "misschien" in question:
            return answer(question, "uncertain", "Wonen is de basis.")
        if "geschreven" in question:
            return written(question)
        return answer(question, "refused" if "negeer" in question else "not_found")

    def stream(
        self, question: str, documents: Sequence[str] = (), history: Sequence[str] = ()
    ) -> Iterator[Event]:
        """As a model does for "geschreven", and slowly for "langzaam"."""
        self.look_over(question, documents)
        yield Found(tuple(HITS))
        for _ in range(100 if "langzaam" in question else 0):
            time.sleep(0.1)
            yield Stated(Claim(DEFINITION, (quote(DEFINITION),), "verbatim"), ())
        yield from state_claims(self.ask(question, documents, history))

    def explain(self, question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:  # noqa: ARG002
        parts = {"dense": Part(2, 0.8), "lexical": Part(1, 12.5)}
        match = Match("omklap", "omklapwoning", "part")
        return tuple(replace(hit, parts=parts, matches=(match,)) for hit in hits)

    def passages(self, document: str) -> Sequence[Passage]:
        self.text(document)
        return [hit.passage for hit in HITS]

    def search(
        self,
        question: str,
        limit: int = 20,
        documents: Sequence[str] = (),
        history: Sequence[str] = (),
    ) -> Findings:
        self.look_over(question, documents)
        return Findings("nl", HITS[:limit], 0.25, carried(question, history))

    def text(self, document: str) -> StoredText:
        if document not in self.documents:
            raise UnknownDocument(f"no document {document!r} in the index")
        return STORED

    def health(self) -> Mapping[str, object]:
        return {"documents": 1, "passages": 2, "index": "1", "encoder": "none"}

    def check(self, text: str, documents: Sequence[str] = ()) -> list[CheckedSentence]:
        """Finds the definition said so, "duurder" contradicted, and nothing of anything else."""
        self.look_over(text, documents)
        quotes = (quote(HELD),)
        span = Span(0, len(text))
        if "omklapwoning" in text:
            return [CheckedSentence(text, span, "verbatim", (quote(DEFINITION),))]
        if "duurder" in text:
            reasons = ("de bron zegt dit anders: goedkoper",)
            return [CheckedSentence(text, span, "contradicted", (), quotes, reasons)]
        return [CheckedSentence(text, span, "not_found")]

    def look_over(self, question: str, documents: Sequence[str]) -> None:
        if not question.strip():
            raise BadQuestion("the question is empty; ask one")
        for document in documents:
            self.text(document)


def made_assistant() -> Assistant:
    return cast(Assistant, StandIn({DOCUMENT.id: DOCUMENT}))

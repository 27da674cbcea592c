"""Check my text: for each sentence of a plan, what in the documents speaks for and against it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.document import Quote, Span
from corpus.encoder import Encoder
from corpus.index import PassageIndex
from retriever.hit import Hit, Retriever
from retriever.late import max_sim
from retriever.pasted import PastedSentence, cut_text
from retriever.question import LONGEST_QUESTION
from retriever.verify import Verifier

Finding = Literal["verbatim", "supported", "contradicted", "not_found", "no_claim"]
# Windows read for a claim, the sentences of them that are compared with it word by word, and the
# most that are shown for it or against it.
READ, COMPARED, SHOWN = 12, 6, 3


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """`supporting` and `against` are whole sentences, the nearest first; what was not found has
    neither. `reasons` say in Dutch what differs."""

    text: str
    span: Span
    finding: Finding
    supporting: tuple[Quote, ...] = ()
    against: tuple[Quote, ...] = ()
    reasons: tuple[str, ...] = ()


class TextChecker:
    """Finds for each claim of a text the sentences that may prove it, and judges it by them."""

    def __init__(
        self, index: PassageIndex, encoder: Encoder, verifier: Verifier, retriever: Retriever
    ) -> None:
        self._index, self._encoder = index, encoder
        self._verifier, self._retriever = verifier, retriever

    def check(self, text: str, documents: Sequence[str] = ()) -> list[CheckedSentence]:
        """Every sentence of `text`, in order. Raises BadText and UnknownDocument."""
        self._index.check_documents(documents)
        return [self._check(sentence, documents) for sentence in cut_text(text)]

    def _check(self, sentence: PastedSentence, documents: Sequence[str]) -> CheckedSentence:
        if not sentence.is_claim:
            return CheckedSentence(sentence.text, sentence.span, "no_claim")
        hits = self._retriever.retrieve(sentence.text[:LONGEST_QUESTION], READ, documents)
        found = tuple(self._find_verbatim(sentence.text, hits))[:SHOWN]
        if found:
            return CheckedSentence(sentence.text, sentence.span, "verbatim", found)
        return self._compare(sentence, self._nearest(sentence.text, hits))

    def _compare(self, sentence: PastedSentence, quotes: Sequence[Quote]) -> CheckedSentence:
        compared = [(quote, self._verifier.compare(sentence.text, [quote])) for quote in quotes]
        supporting = tuple(quote for quote, found in compared if found.holds)
        against = [(quote, found) for quote, found in compared if found.contradicts]
        together = tuple(quotes[:SHOWN])
        if together and not supporting and not against:
            supporting = together if self._verifier.compare(sentence.text, together).holds else ()
        finding: Finding = "supported" if supporting else "contradicted" if against else "not_found"
        return CheckedSentence(
            sentence.text,
            sentence.span,
            finding,
            supporting[:SHOWN],
            tuple(quote for quote, _ in against)[:SHOWN],
            against[0][1].contradictions if against else (),
        )

    def _find_verbatim(self, claim: str, hits: Sequence[Hit]) -> Iterator[Quote]:
        """Where the words of `claim` stand one after another, whatever stands between them."""
        words = [re.escape(word) for word in re.findall(r"\w+", claim)]
        pattern = re.compile(r"(?<!\w)" + r"\W+".join(words) + r"(?!\w)", re.IGNORECASE)
        seen = set()
        for hit in hits:
            match = pattern.search(hit.passage.text)
            if match and hit.passage.id not in seen:
                seen.add(hit.passage.id)
                start = hit.passage.span.start
                span = Span(start + match.start(), start + match.end())
                quote = self._quote(hit.passage.document, span)
                if self._verifier.judge(claim, [self._whole(quote)]).verdict != "unsupported":
                    yield quote

    def _nearest(self, claim: str, hits: Sequence[Hit]) -> list[Quote]:
        """Sentences of the hits, the most like the claim first by their stored token vectors."""
        tokens = self._index.components.project(self._encoder.encode([claim], "query")[0].tokens)
        places = {
            (hit.passage.document, sentence.span): None
            for hit in hits
            for sentence in hit.passage.sentences
            if sentence.exact and hit.span.contains(sentence.span)
        }
        likeness = {
            (document, span): max_sim(tokens, self._index.stored(document).span_tokens(span))
            for document, span in places
        }
        nearest = sorted(likeness, key=lambda place: -likeness[place])[:COMPARED]
        return [self._quote(document, span) for document, span in nearest]

    def _whole(self, quote: Quote) -> Quote:
        """The sentences that `quote` is a part of: what they deny, it can't affirm."""
        stored = self._index.text(quote.document)
        touched = [s.span for s in stored.sentences if s.span.overlap(quote.span)]
        if not touched:
            return quote
        return self._quote(quote.document, Span(touched[0].start, touched[-1].end))

    def _quote(self, document: str, span: Span) -> Quote:
        stored = self._index.text(document)
        text = stored.text[span.start : span.end]
        return Quote(document, span, text, stored.section_path(span), stored.page_label(span))

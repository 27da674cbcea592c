"""An answer in a language model's words, or the quotes alone with the reason why."""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.index import PassageIndex
from retriever.answer import Answer
from retriever.compose import compose_written
from retriever.draft import Draft
from retriever.events import Event, state_claims
from retriever.hit import Hit
from retriever.phrases import phrase
from retriever.prompt import build_prompt, choose_sources
from retriever.question import Language
from retriever.verify import Verifier
from retriever.writer import ModelFailed, Writer

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Author:
    """Has `writer` write over what was found, and lets nothing through that `verifier` rejects."""

    index: PassageIndex
    verifier: Verifier
    writer: Writer

    def answer(
        self, quoted: Answer, language: Language, hits: Sequence[Hit], started: float
    ) -> Iterator[Event]:
        """`quoted` is the answer in quotes: what the model may say more is judged by the sentence,
        and `quoted` is given instead where the model fails."""
        quotes = [citation.quote for citation in quoted.citations]
        sources = choose_sources(quotes, hits, self.index, self.writer.room)
        prompt = build_prompt(
            quoted.asked or quoted.question, language, sources, self.index.documents
        )
        draft = Draft(sources, self.verifier, language)
        left = started + self.writer.seconds - time.perf_counter()
        try:
            yield from draft.write(self.writer.write(prompt, left))
        except ModelFailed as failure:
            # Without the cause: it may hold the question, which is never logged.
            LOG.warning("%s: %s; see `bronwijzer doctor`", self.writer.name, failure.failure)
            yield from state_claims(_quotes_instead(quoted, language, draft, failure, started))
        else:
            yield self._written(quoted, language, draft, started)

    def _written(self, quoted: Answer, language: Language, draft: Draft, started: float) -> Answer:
        note = phrase("model wrote", language)
        if draft.removed:
            note += f" {phrase('model removed', language, count=str(draft.removed))}"
        lead, end = _doubts(quoted) if quoted.outcome == "uncertain" else ("", "")
        citations = tuple(draft.citations.values())
        return replace(
            quoted,
            text=compose_written(draft.stated, citations, self.index.documents, lead, note, end),
            claims=tuple(stated.claim for stated in draft.stated),
            citations=citations,
            note=note,
            removed=draft.removed,
            elapsed=time.perf_counter() - started,
        )


def _doubts(quoted: Answer) -> tuple[str, str]:
    """What an uncertain answer says of itself, before and after its quotes: it holds of whatever
    is written over them."""
    first, *_, last = quoted.text.split("\n\n")
    return first, "" if last.startswith("**") else last


def _quotes_instead(
    quoted: Answer, language: Language, draft: Draft, failure: ModelFailed, started: float
) -> Answer:
    note = phrase(f"model {failure.failure}", language)
    return replace(
        quoted,
        outcome="uncertain" if failure.failure == "no answer" else quoted.outcome,
        text=f"{quoted.text}\n\n{note}",
        note=note,
        removed=draft.removed,
        elapsed=time.perf_counter() - started,
    )

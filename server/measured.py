"""An assistant whose questions and stages are counted, without what was asked."""

import time
from collections.abc import Iterator, Sequence
from typing import cast

from retriever.answer import Answer
from retriever.assistant import Assistant, Findings
from retriever.check import CheckedSentence
from retriever.events import Event, Found
from server.metrics import Metrics


class MeasuredAssistant:
    """Does what `inner` does."""

    def __init__(self, inner: Assistant, metrics: Metrics) -> None:
        self._inner, self._metrics = inner, metrics

    def ask(
        self, question: str, documents: Sequence[str] = (), history: Sequence[str] = ()
    ) -> Answer:
        *_, answer = self.stream(question, documents, history)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self, question: str, documents: Sequence[str] = (), history: Sequence[str] = ()
    ) -> Iterator[Event]:
        since = time.perf_counter()
        for event in self._inner.stream(question, documents, history):
            if isinstance(event, Found):
                since = self._note("search", since)
            elif isinstance(event, Answer):
                self._note("answer", since)
                self._metrics.questions.labels(event.outcome).inc()
            yield event

    def search(
        self,
        question: str,
        limit: int = 20,
        documents: Sequence[str] = (),
        history: Sequence[str] = (),
    ) -> Findings:
        since = time.perf_counter()
        found = self._inner.search(question, limit, documents, history)
        self._note("search", since)
        return found

    def check(self, text: str, documents: Sequence[str] = ()) -> list[CheckedSentence]:
        since = time.perf_counter()
        found = self._inner.check(text, documents)
        self._note("check", since)
        return found

    def _note(self, stage: str, since: float) -> float:
        """The time at which the next stage begins."""
        now = time.perf_counter()
        self._metrics.stages.labels(stage).observe(now - since)
        return now

    def __getattr__(self, name: str) -> object:
        found: object = getattr(self._inner, name)
        return found


class Meter:
    """Measured assistants, one for each that it is shown."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._made: tuple[Assistant, Assistant] | None = None

    def of(self, assistant: Assistant) -> Assistant:
        """The same where it is measured already."""
        if isinstance(assistant, MeasuredAssistant):
            return assistant
        made = self._made
        if made is None or made[0] is not assistant:
            made = assistant, cast(Assistant, MeasuredAssistant(assistant, self._metrics))
            self._made = made
        return made[1]

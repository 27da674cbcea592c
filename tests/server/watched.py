"""The made assistant, with a note of which questions were given up before their answer."""

from collections.abc import Iterator, Sequence
from typing import cast

from retriever.assistant import Assistant
from retriever.events import Event
from tests.server.standin import made_assistant


class Watched:
    def __init__(self, stopped: list[str]) -> None:
        self._inner, self._stopped = made_assistant(), stopped

    def stream(
        self, question: str, documents: Sequence[str] = (), history: Sequence[str] = ()
    ) -> Iterator[Event]:
        try:
            yield from self._inner.stream(question, documents, history)
        except GeneratorExit:
            self._stopped.append(question)
            raise

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)


def watched_assistant(stopped: list[str]) -> Assistant:
    return cast(Assistant, Watched(stopped))

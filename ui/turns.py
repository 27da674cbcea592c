"""The turns of a conversation: a question and what becomes of it."""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.document import Document
from corpus.manifest import IndexDamaged, IndexMissing
from corpus.origin import origin
from retriever.answer import Answer
from retriever.assistant import Assistant
from retriever.events import Found, Stated
from retriever.hit import Hit
from retriever.question import BadQuestion
from ui.messages import LANGUAGES
from ui.words import said
from ui.words.ask import WORDS

# A follow-up may lean on as many questions before it.
TURNS_REMEMBERED = 20
# Seconds between two looks at an answer that is being written.
PACE = 0.3

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, put to `documents` (none means all), and what became of it: being answered, with
    what was found and stated so far; answered; or failed with a message. `following` are questions
    to ask on with."""

    question: str
    documents: tuple[str, ...] = ()
    answer: Answer | None = None
    failed: str = ""
    found: tuple[Hit, ...] = ()
    stated: tuple[Stated, ...] = ()
    following: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        return self.answer is None and not self.failed


def take_turn(
    assistant: Assistant, turn: Turn, before: Sequence[Turn], language: str
) -> Iterator[Turn]:
    """`turn` as it gets its answer, or one friendly sentence: causes go to the log."""
    try:
        yield from _answered(assistant, turn, [one.question for one in before[-TURNS_REMEMBERED:]])
    except BadQuestion:
        yield replace(turn, failed=LANGUAGES[language].bad_question)
    except (IndexMissing, IndexDamaged):
        yield replace(turn, failed=said(WORDS, language)["no_index"])
    except Exception as error:
        where = origin(error.__traceback__)
        log.error("%s while answering a question\n%s", type(error).__name__, where)
        yield replace(turn, failed=LANGUAGES[language].failed)


def _answered(assistant: Assistant, turn: Turn, history: Sequence[str]) -> Iterator[Turn]:
    shown = time.monotonic()
    for event in assistant.stream(turn.question, turn.documents, history):
        if isinstance(event, Answer):
            asked = event.asked or event.question
            yield replace(turn, answer=replace(event, hits=assistant.explain(asked, event.hits)))
            return
        if isinstance(event, Found):
            turn = replace(turn, found=event.hits)
        else:
            turn = replace(turn, stated=(*turn.stated, event))
        if isinstance(event, Found) or time.monotonic() - shown > PACE:
            shown = time.monotonic()
            yield turn


def chosen_documents(
    documents: Sequence[Document], ids: Sequence[str], years: Sequence[str]
) -> list[str] | None:
    """Ids to search in, none for all; None where no document is of a chosen year. A year that is
    not known is ""."""
    if not ids and not years:
        return []
    found = [
        one.id
        for one in documents
        if (not ids or one.id in ids) and (not years or str(one.year or "") in years)
    ]
    return found or None

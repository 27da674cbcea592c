"""The guide to a corpus: its glossary, what to read first, and questions to begin with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from corpus.document import Document
from corpus.guide import CheckedGuide, Role
from retriever.assistant import Assistant
from retriever.question import Language
from retriever.reading_path import Step, reading_path
from retriever.terminology import ReadText, Terminology

# Questions made for a document whose questions nobody chose.
MADE_QUESTIONS = 2


@dataclass(frozen=True, slots=True)
class FirstQuestion:
    """A question to begin with, in both languages; `checked` where a person chose it."""

    theme: Mapping[Language, str]
    roles: tuple[Role, ...]
    question: Mapping[Language, str]
    checked: bool


class Guide:
    """Made when it is first asked for: terms and sections are read from every stored text."""

    def __init__(
        self, documents: Mapping[str, Document], text: ReadText, checked: CheckedGuide
    ) -> None:
        """`text` gives the stored text of each of `documents`."""
        self._documents, self._text, self._checked = documents, text, checked
        self.terminology = Terminology(documents, text, checked)

    @cached_property
    def reading_path(self) -> list[Step]:
        return reading_path(self._documents, self._text, self._checked, self.terminology.terms)

    @cached_property
    def questions(self) -> list[FirstQuestion]:
        """Those that a person chose and the documents answer, then those made of defined terms."""
        chosen = [
            FirstQuestion(_in_both(theme.nl, theme.en), one.roles, _in_both(one.nl, one.en), True)
            for theme in self._checked.themes
            for one in theme.questions
            if any(id in self._documents for id in one.documents)
        ]
        return [*chosen, *self._made_questions()]

    def _made_questions(self) -> Iterator[FirstQuestion]:
        known = {
            id for theme in self._checked.themes for q in theme.questions for id in q.documents
        }
        for document in self._documents.values():
            names = [
                term.name
                for term in self.terminology.terms
                if not term.checked
                and term.kind == "definition"
                and term.quotes[0].document == document.id
            ]
            for name in names[:MADE_QUESTIONS] if document.id not in known else []:
                asked = _in_both(f"Wat betekent {name}?", f"What does {name} mean?")
                theme = _in_both(document.title, document.title)
                yield FirstQuestion(theme, ("newcomer",), asked, False)


class Guides:
    """Guides by what people chose, each to one index: where an assistant reads another one than
    when last asked, its guide is made anew."""

    def __init__(self, checked: CheckedGuide) -> None:
        self._checked = checked
        self._made: tuple[Assistant, Guide] | None = None

    def of(self, assistant: Assistant) -> Guide:
        made = self._made
        if made is None or made[0] is not assistant:
            made = assistant, Guide(assistant.documents, assistant.text, self._checked)
            self._made = made
        return made[1]


def _in_both(dutch: str, english: str) -> Mapping[Language, str]:
    return {"nl": dutch, "en": english}

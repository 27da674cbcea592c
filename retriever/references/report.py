"""Quotes with their citations above a reference list: what text, Markdown and Word all show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.document import Document
from retriever.question import Language
from retriever.references.engine import Referred, render
from retriever.references.places import Cited
from retriever.references.rich import RichText, Run, plain
from retriever.references.work import work_of


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, empty where none was asked, with what its answer cites."""

    cited: tuple[Cited, ...]
    question: str = ""


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A quote, and the citation that belongs behind it."""

    text: str
    mark: RichText


@dataclass(frozen=True, slots=True)
class TurnReport:
    question: str
    quotes: tuple[QuoteLine, ...]


@dataclass(frozen=True, slots=True)
class Report:
    turns: tuple[TurnReport, ...]
    entries: tuple[RichText, ...]
    language: Language


def make_report(
    turns: Sequence[Turn], documents: Mapping[str, Document], style: str, language: Language
) -> Report:
    """Raises UnknownStyle. A style of notes without a list has its notes as entries."""
    cited = [one for turn in turns for one in turn.cited]
    works = [work_of(documents[id]) for id in dict.fromkeys(one.document for one in cited)]
    rendered = render(
        works, [Referred(one.document, one.place(language)) for one in cited], style, language
    )
    marks = iter(zip(cited, rendered.marks, strict=True))
    reported = []
    for turn in turns:
        lines = [_line(*next(marks), language) for _ in turn.cited]
        reported.append(TurnReport(turn.question, tuple(line for line in lines if line)))
    entries = [text for _, text in rendered.entries] or list(dict.fromkeys(rendered.marks))
    return Report(tuple(reported), tuple(entries), language)


def _line(cited: Cited, mark: RichText, language: Language) -> QuoteLine | None:
    """Behind the mark of a style that leaves it out, the place."""
    place = cited.place(language)
    if cited.quote is None:
        return None
    if place and place.text.replace("-", "–") not in plain(mark).replace("-", "–"):
        mark = (*mark, Run(f", {place.words(language)}"))
    return QuoteLine(cited.quote.text, mark)

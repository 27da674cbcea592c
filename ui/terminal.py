"""What the command line prints, for people; --json prints the replies instead."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from corpus.document import Document
from ingest import pipeline
from retriever.answer import Answer
from retriever.assistant import Findings
from retriever.check_reply import CheckedReply
from retriever.compose import source_line
from retriever.guide_reply import StepReply, TermReply
from retriever.hit import Hit
from retriever.phrases import phrase
from retriever.question import Language
from retriever.references.write import ReferenceFile

FINDINGS = {
    "verbatim": "letterlijk",
    "supported": "gesteund",
    "contradicted": "tegengesproken",
    "not_found": "niet gevonden",
    "no_claim": "geen bewering",
}
STYLES = {"verbatim": "green", "supported": "green", "contradicted": "red", "not_found": "yellow"}
UNKNOWN_YEAR = "jaar onbekend"


class NoOutput(ValueError):
    """What was made can't be put where it should go."""


out, notes = Console(), Console(stderr=True)


class Bar(pipeline.Progress):
    """Progress on standard error, only where a person watches."""

    def __init__(self, bar: Progress) -> None:
        self._bar, self._task = bar, TaskID(0)

    def start(self, document: str, texts: int) -> None:
        self._task = self._bar.add_task(document, total=texts)

    def advance(self, texts: int) -> None:
        self._bar.advance(self._task, texts)


def with_bar(work: Callable[[pipeline.Progress], list[pipeline.Fate]]) -> list[pipeline.Fate]:
    columns = (TextColumn("{task.description:28}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=notes, disable=not notes.is_terminal) as bar:
        return work(Bar(bar))


def tell_fates(fates: Sequence[pipeline.Fate], as_json: bool, quiet: bool = False) -> None:
    """Exit status 1 where a document failed."""
    if as_json:
        out.print_json(json.dumps([fate_row(fate) for fate in fates]))
    elif not quiet or any(fate.what != "unchanged" for fate in fates):
        show_fates(fates)
    if any(fate.what == "failed" for fate in fates):
        raise typer.Exit(1)


def show_fates(fates: Sequence[pipeline.Fate]) -> None:
    table = Table("document", "wat", "passages", "tekens", "seconden")
    for fate in fates:
        counts = (fate.passages, fate.characters, f"{fate.seconds:.1f}")
        table.add_row(escape(fate.document), fate.what, *(str(count) for count in counts))
    notes.print(table)
    show_problems(fates)
    for fate in fates:
        if fate.asked:
            unknown = " and ".join(fate.asked)
            remedy = f"tell with `bronwijzer documents rename {fate.document}`"
            notes.print(f"{fate.document}: {unknown} not known; {remedy}", soft_wrap=True)


def show_problems(fates: Sequence[pipeline.Fate]) -> None:
    for fate in fates:
        if fate.problem:
            notes.print(f"[red]{escape(fate.document)}[/]: {escape(fate.problem)}", soft_wrap=True)


def show_hits(found: Findings, documents: Mapping[str, Document]) -> None:
    show_asked(found.asked, found.language)
    for rank, hit in enumerate(found.hits, 1):
        source = source_line(documents[hit.passage.document], hit.passage.section)
        out.print(f"[bold]{rank}. {escape(source)}[/]", soft_wrap=True)
        out.print(escape(hit.text), soft_wrap=True)
        out.print(f"[dim]{escape(_why(hit))}[/]\n", soft_wrap=True)


def _why(hit: Hit) -> str:
    """Rank in every retriever, and the words that were found."""
    ranks = ", ".join(f"{name} {part.rank}" for name, part in hit.parts.items())
    words = ", ".join(dict.fromkeys(match.found for match in hit.matches))
    return f"{ranks} · {words}" if words else ranks


def show_asked(asked: str, language: Language) -> None:
    """The question that was searched, where it is not the one that was typed."""
    if asked:
        text = phrase("searched for", language, question=asked)
        out.print(f"[dim]{escape(text)}[/]", soft_wrap=True)


def show_answer(answer: Answer, documents: Mapping[str, Document]) -> None:
    show_asked(answer.asked, answer.language)
    out.print(escape(answer.text).replace("**", ""), soft_wrap=True)
    for citation in answer.citations:
        quote = citation.quote
        document = documents[quote.document]
        page = f", p. {quote.page}" if quote.page else ""
        section = " › ".join(quote.section)
        place = f"{document.title} ({document.year or UNKNOWN_YEAR}), {section}{page}"
        out.print(f"[dim]\\[{citation.number}] {escape(place)}[/]", soft_wrap=True)


def show_checked(sentence: CheckedReply) -> None:
    style = STYLES.get(sentence.finding, "dim")
    out.print(f"[{style}]{FINDINGS[sentence.finding]}[/]  {escape(sentence.text)}", soft_wrap=True)
    for sign, passages in (("+", sentence.supporting), ("-", sentence.against)):
        for passage in passages:
            place = f"“{passage.quote}” — {passage.reference}"
            out.print(f"  {sign} {escape(place)}", soft_wrap=True)
    for reason in sentence.reasons:
        out.print(f"    [dim]{escape(reason)}[/]", soft_wrap=True)


def show_terms(terms: Sequence[TermReply]) -> None:
    for term in terms:
        name = f"{term.term}: {term.stands_for}" if term.stands_for else term.term
        unsure = " [dim](nergens omschreven)[/]" if term.kind == "use" else ""
        out.print(f"[bold]{escape(name)}[/]{unsure}", soft_wrap=True)
        for quote in term.quotes:
            page = f", p. {quote.page}" if quote.page else ""
            year, section = quote.year or UNKNOWN_YEAR, " › ".join(quote.section)
            place = f"{quote.title} ({year}), {section}{page}"
            out.print(f"  “{escape(' '.join(quote.quote.split()))}”", soft_wrap=True)
            out.print(f"  [dim]{escape(place)}[/]", soft_wrap=True)


def show_path(steps: Sequence[StepReply]) -> None:
    for number, step in enumerate(steps, 1):
        place = f"{step.title} ({step.year or UNKNOWN_YEAR}): {' › '.join(step.section)}"
        out.print(f"[bold]{number}. {escape(place)}[/]", soft_wrap=True)
        out.print(f"   {escape(step.reason.nl)} [dim]{step.minutes} min[/]", soft_wrap=True)
    out.print(f"Samen {sum(step.minutes for step in steps)} minuten.")


def deliver(made: ReferenceFile, output: Path | None) -> None:
    """To a file, or to standard output. Raises NoOutput."""
    if output is None and made.is_binary:
        raise NoOutput(f"{made.name} is not text; add --output FILE")
    if output is None:
        sys.stdout.buffer.write(made.content)
        return
    try:
        output.write_bytes(made.content)
    except OSError as error:
        raise NoOutput(f"{output}: {error.strerror}; choose another --output") from error


def document_row(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in document.__slots__}


def fate_row(fate: pipeline.Fate) -> dict[str, Any]:
    return {name: getattr(fate, name) for name in fate.__slots__}

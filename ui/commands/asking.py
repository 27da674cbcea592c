"""Commands that search, answer, check and cite."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel

from corpus.index import PassageIndex
from ingest.plan import read_plan
from retriever.answer import Answer
from retriever.assistant import Assistant, Findings
from retriever.check_reply import verify_reply
from retriever.question import Language
from retriever.references.prove import prove, read_wanted
from retriever.references.report import Turn
from retriever.references.write import Format, write_references
from retriever.reply import ask_reply, search_reply
from ui.batch import BatchLine, on_one_line, run_batch
from ui.commands import AsJson
from ui.terminal import (
    FINDINGS,
    deliver,
    out,
    show_answer,
    show_checked,
    show_hits,
    show_problems,
    with_bar,
)

app = typer.Typer()

Only = Annotated[
    list[str] | None, typer.Option("--document", help="Only this document (repeat for more).")
]
Batch = Annotated[
    Path | None,
    typer.Option(
        help='File with one {"id", "question", "history"?} a line; one result a line.',
        exists=True,
        dir_okay=False,
        readable=True,
    ),
]
Question = Annotated[str | None, typer.Argument(help="In Dutch or English.")]
History = Annotated[
    list[str] | None,
    typer.Option(
        "--history", help="An earlier question of the conversation (repeat, oldest first)."
    ),
]


@app.command()
def search(
    context: typer.Context,
    question: Question = None,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 20,
    document: Only = None,
    history: History = None,
    batch: Batch = None,
    as_json: AsJson = False,
) -> None:
    """Passages for a question, best first."""
    assistant: Assistant = context.obj.assistant

    def find(line: BatchLine) -> Findings:
        return assistant.search(line.question, limit, document or (), line.history)

    def reply(line: BatchLine) -> BaseModel:
        found, documents = find(line), assistant.documents
        language, elapsed, asked = found.language, found.elapsed, found.asked
        return search_reply(line.question, language, found.hits, documents, elapsed, line.id, asked)

    def show(line: BatchLine) -> None:
        show_hits(find(line), assistant.documents)

    typed = BatchLine(question=question or "", history=history or [])
    _deliver(typed, batch, as_json, reply, show)


@app.command()
def ask(
    context: typer.Context,
    question: Question = None,
    document: Only = None,
    history: History = None,
    batch: Batch = None,
    as_json: AsJson = False,
    update: Annotated[bool, typer.Option(help="First ingest what changed.")] = False,
) -> None:
    """A cited answer."""
    if update:
        show_problems(with_bar(partial(context.obj.ingest, False)))
    assistant: Assistant = context.obj.assistant

    def answer(line: BatchLine) -> Answer:
        return assistant.ask(line.question, document or (), line.history)

    def reply(line: BatchLine) -> BaseModel:
        return ask_reply(answer(line), assistant.documents, line.id)

    def show(line: BatchLine) -> None:
        show_answer(answer(line), assistant.documents)

    typed = BatchLine(question=question or "", history=history or [])
    _deliver(typed, batch, as_json, reply, show)


def _deliver(
    typed: BatchLine,
    batch: Path | None,
    as_json: bool,
    reply: Callable[[BatchLine], BaseModel],
    show: Callable[[BatchLine], None],
) -> None:
    """Replies to a batch where there is one, else to what was typed: as JSON, or for people."""
    if batch:
        run_batch(batch, reply)
    elif as_json:
        typer.echo(on_one_line(reply(typed)))
    else:
        show(typed)


@app.command()
def verify(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="Word, Markdown or text file; - reads standard input.")
    ] = Path("-"),
    document: Only = None,
    as_json: AsJson = False,
) -> None:
    """Which sentences of a text the documents say, contradict, or do not mention."""
    text = sys.stdin.read() if file == Path("-") else read_plan(file)
    assistant: Assistant = context.obj.assistant
    found = verify_reply(assistant.check(text, document or ()), assistant.documents)
    if as_json:
        typer.echo(found.model_dump_json())
        return
    for sentence in found.sentences:
        show_checked(sentence)
    counts = ", ".join(f"{count} {FINDINGS[name]}" for name, count in found.counts.items())
    out.print(f"[bold]{counts}[/]", soft_wrap=True)


@app.command()
def cite(
    context: typer.Context,
    places: Annotated[
        list[str], typer.Argument(help="DOCUMENT, or DOCUMENT:START-END for a quote.")
    ],
    style: Annotated[str, typer.Option(help="apa, chicago, vancouver or any CSL id.")] = "apa",
    format: Annotated[Format, typer.Option(help="For reading or a reference manager.")] = "text",
    language: Annotated[Language, typer.Option(help="Of what stands around a quote.")] = "nl",
    output: Annotated[
        Path | None, typer.Option(help="Write here instead; docx needs it.", dir_okay=False)
    ] = None,
) -> None:
    """References for documents, and for quotes by their place in the stored text."""
    index: PassageIndex = context.obj.index
    turn = Turn(tuple(prove(read_wanted(place), index) for place in places))
    made = write_references([turn], index.documents, style, format, language)
    deliver(made, output)

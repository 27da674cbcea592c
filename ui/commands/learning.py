"""Commands for whoever comes new to the field."""

import json
from typing import Annotated

import typer
from rich.markup import escape

from corpus.index import PassageIndex
from retriever.guide import Guide
from retriever.guide_reply import step_reply, term_reply
from ui.commands import AsJson
from ui.terminal import notes, show_path, show_terms

app = typer.Typer()


@app.command()
def glossary(
    context: typer.Context,
    term: Annotated[str | None, typer.Argument(help="Only this term, by any name.")] = None,
    as_json: AsJson = False,
) -> None:
    """The terms of the documents, each with the sentence that defines it."""
    guide: Guide = context.obj.guide
    index: PassageIndex = context.obj.index
    terms = guide.terminology
    one = terms.entry(term) if term else None
    found = list(terms.terms) if term is None else [one] if one else []
    replies = [term_reply(each, index.documents) for each in found]
    if as_json:
        typer.echo(json.dumps([reply.model_dump() for reply in replies], ensure_ascii=False))
    else:
        show_terms(replies)
    if term and not replies:
        notes.print(f"Geen document gebruikt {escape(term)!r} als begrip.", soft_wrap=True)
        raise typer.Exit(1)


@app.command("reading-path")
def show_reading_path(context: typer.Context, as_json: AsJson = False) -> None:
    """What a newcomer reads first, with the minutes that it takes."""
    guide: Guide = context.obj.guide
    index: PassageIndex = context.obj.index
    steps = [step_reply(step, index.documents[step.document]) for step in guide.reading_path]
    if as_json:
        typer.echo(json.dumps([step.model_dump() for step in steps], ensure_ascii=False))
        return
    show_path(steps)

"""Commands for what the catalogue and the index hold."""

import json
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from corpus.changes import read_settled
from ingest.collection import (
    add_documents,
    checked_document,
    describe_document,
    remove_documents,
)
from ingest.offer import Details, offers_of
from ui.commands import AsJson
from ui.terminal import document_row, out, tell_fates, with_bar

top = typer.Typer()
app = typer.Typer(no_args_is_help=True)
top.add_typer(app, name="documents", help="What the catalogue and the index hold.")

Title = Annotated[str | None, typer.Option(help="Of one file.")]
Author = Annotated[list[str] | None, typer.Option("--author", help="Repeat for more.")]
Publisher = Annotated[str | None, typer.Option()]
Year = Annotated[int | None, typer.Option(help="Of publication.")]
Url = Annotated[str | None, typer.Option(help="Where the document stands on the web.")]


@top.command()
def ingest(
    context: typer.Context,
    rebuild: Annotated[
        bool, typer.Option(help="Make the index anew, out of vectors that it has.")
    ] = False,
    quiet: Annotated[bool, typer.Option(help="Say only what changed or failed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the index in line with the catalogue; what did not change is not touched."""
    fates = with_bar(partial(context.obj.ingest, rebuild))
    tell_fates(fates, as_json, quiet)


@app.command("add")
def add(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", show_default=False)],
    id: Annotated[
        str | None, typer.Option(help="Of one file; one that exists: replace it.")
    ] = None,
    title: Title = None,
    author: Author = None,
    publisher: Publisher = None,
    year: Year = None,
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Add PDF, Word, web, Markdown or text files, or replace a document by its id."""
    told = Details(id, title, _authors(author), publisher, year, url)
    offers = offers_of(files, told)
    tell_fates(with_bar(partial(add_documents, context.obj.collection, offers)), as_json)


@app.command("rename")
def rename(
    context: typer.Context,
    id: str,
    title: Title = None,
    author: Author = None,
    publisher: Publisher = None,
    year: Year = None,
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Change what the catalogue tells of a document; only a new title is encoded anew."""
    told = Details(None, title, _authors(author), publisher, year, url)
    done = with_bar(partial(describe_document, context.obj.collection, id, told))
    tell_fates(done, as_json)


@app.command("remove")
def remove(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID...")],
    as_json: AsJson = False,
) -> None:
    """Take documents out of the catalogue and the index, and remove their files."""
    tell_fates(remove_documents(context.obj.collection, ids), as_json)


@app.command("list")
def list_documents(context: typer.Context, as_json: AsJson = False) -> None:
    """Every document of the catalogue."""
    documents = read_settled(context.obj.settings.corpus)
    if as_json:
        out.print_json(json.dumps([document_row(found) for found in documents.values()]))
        return
    table = Table("id", "jaar", "titel")
    for found in documents.values():
        table.add_row(found.id, str(found.year or "onbekend"), escape(found.title))
    out.print(table)


@app.command("show")
def show_document(context: typer.Context, id: str, as_json: AsJson = False) -> None:
    """One document of the catalogue, with its sha256 checked."""
    row = document_row(checked_document(context.obj.settings.corpus, id))
    if as_json:
        out.print_json(json.dumps(row))
        return
    for name, value in row.items():
        out.print(f"{name:10} {escape(str(value))}", soft_wrap=True)


def _authors(given: list[str] | None) -> tuple[str, ...] | None:
    return tuple(given) if given else None

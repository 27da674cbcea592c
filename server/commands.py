"""Commands of whoever runs the server; each takes the parts from bronwijzer.py."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from server.app import VERSION, create_app
from server.auth import Role
from server.backup import backup as write_backup
from server.backup import restore as read_backup
from server.description import description
from server.feedback import FeedbackBox, candidate_questions
from server.keys import KeyRing

out, notes = Console(), Console(stderr=True)
app = typer.Typer()
keys_app = typer.Typer(no_args_is_help=True)
app.add_typer(keys_app, name="keys", help="Who may use the server from elsewhere.")


@keys_app.command("create")
def create_key(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="For whom or what it is.")],
    role: Annotated[Role, typer.Option(help="What it may do.")] = "reader",
) -> None:
    """Make a key, and show it this once: only a digest of it is kept."""
    key, text = KeyRing(context.obj.database).create(name, role)
    notes.print(f"{escape(key.name)}: {key.role}, {key.id}", soft_wrap=True)
    typer.echo(text)


@keys_app.command("list")
def list_keys(context: typer.Context) -> None:
    """The keys, the revoked ones too."""
    keys = KeyRing(context.obj.database).list()
    table = Table("id", "naam", "rol", "gemaakt", "ingetrokken")
    for key in keys:
        table.add_row(key.id, escape(key.name), key.role, key.made, key.revoked or "")
    out.print(table)


@keys_app.command("revoke")
def revoke_key(context: typer.Context, id: str) -> None:
    """Make a key worthless, at once, also where a server runs."""
    KeyRing(context.obj.database).revoke(id)


@app.command()
def feedback(
    context: typer.Context,
    delete: Annotated[str | None, typer.Option(help="Remove this one, by its id, or all.")] = None,
    to_questions: Annotated[
        Path | None, typer.Option(help="Write questions for evals/ here.", dir_okay=False)
    ] = None,
) -> None:
    """What people said of answers, one JSON object a line; remove it, or make questions of it."""
    parts = context.obj
    kept = FeedbackBox(parts.database, parts.settings.feedback_days, VERSION)
    if delete == "all":
        notes.print(f"{kept.delete_all()} verwijderd")
    elif delete is not None:
        kept.delete(delete)
    elif to_questions is not None:
        _write_lines(to_questions, candidate_questions(kept.list()))
    else:
        for one in kept.list():
            typer.echo(one.model_dump_json())


@app.command()
def backup(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="A .tar.gz to write.")]
) -> None:
    """Reports, index, keys and feedback in one file; the server goes on answering."""
    contents = write_backup(context.obj.places, file)
    notes.print(f"{file}: {contents.documents} documenten, {contents.fingerprint}", soft_wrap=True)


@app.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="What `backup` wrote.", exists=True)],
    force: Annotated[bool, typer.Option(help="Replace what is there.")] = False,
) -> None:
    """Put a backup back; stop the server before, and start it again after."""
    contents = read_backup(file, context.obj.places, force)
    notes.print(f"{contents.documents} documenten, {contents.fingerprint}", soft_wrap=True)


@app.command()
def openapi() -> None:
    """Describe the API; server/openapi.json holds it as it was last agreed on."""
    typer.echo(description(create_app(None)), nl=False)


def _write_lines(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), "utf-8")

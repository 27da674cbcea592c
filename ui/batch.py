"""Files of questions, one a line, and their replies, one a line."""

import json
from collections.abc import Callable
from pathlib import Path

import typer
from pydantic import BaseModel, ConfigDict, ValidationError

from retriever.question import BadQuestion


class BatchLine(BaseModel):
    """A question as it was typed, with the earlier ones of its conversation. On a line of a batch
    file it has an id, and other fields are passed over."""

    model_config = ConfigDict(extra="ignore")

    id: str | None = None
    question: str
    history: list[str] = []


def run_batch(path: Path, reply: Callable[[BatchLine], BaseModel]) -> None:
    """One reply a line; a line that can't be answered gives its error, and exit status 1."""
    failed = False
    # Bytes: only there is a line what JSON lines mean by it, and can bad UTF-8 be one line's fault.
    for line in path.read_bytes().splitlines():
        if not line.strip():
            continue
        try:
            asked = BatchLine.model_validate_json(line)
        except ValidationError as error:
            failed = True
            shown = line[:200].decode(errors="replace")
            typer.echo(json.dumps({"line": shown, "error": error.errors()[0]["msg"]}))
            continue
        try:
            typer.echo(on_one_line(reply(asked)))
        except BadQuestion as error:
            failed = True
            typer.echo(json.dumps({"id": asked.id, "error": str(error)}))
    if failed:
        raise typer.Exit(1)


def on_one_line(reply: BaseModel) -> str:
    """As JSON; `id` is there when a batch gave one."""
    without = {"id"} if getattr(reply, "id", None) is None else None
    return reply.model_dump_json(exclude=without)

"""Writes tables of the catalogue, and leaves whatever else people wrote in it as it is."""

import json
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import fields
from pathlib import Path

from corpus.catalogue import CATALOGUE, BadCatalogue, check_id, parse_catalogue
from corpus.document import Document

HEADER = re.compile(r"^\[([^\[\]\n]+)\][ \t]*(?:#.*)?$", re.MULTILINE)
# The comment right above a table is about that table.
COMMENTS = re.compile(r"(?:^#.*\n)+\Z", re.MULTILINE)
KEY = re.compile(r"\s*(\w+)\s*=")
NAMES = tuple(one.name for one in fields(Document) if one.name != "id")

Value = str | int | list[str]


def with_entries(text: str, documents: Collection[Document]) -> str:
    """The catalogue `text` with a table for each of `documents`, a new one at its end. Comments
    beside what stays as it was stay too. Raises BadCatalogue where it can't be written so."""
    head, blocks = _blocks(text)
    for document in documents:
        check_id(Path(CATALOGUE), document.id)
        blocks[document.id] = _rewritten(blocks.get(document.id, ""), document)
    written = _joined(head, blocks)
    _check(text, written, {one.id: one for one in documents}, ())
    return written


def without_entries(text: str, ids: Collection[str]) -> str:
    """The catalogue `text` without the tables `ids`. Raises BadCatalogue."""
    head, blocks = _blocks(text)
    written = _joined(head, {id: block for id, block in blocks.items() if id not in ids})
    _check(text, written, {}, ids)
    return written


def _blocks(text: str) -> tuple[str, dict[str, str]]:
    """What stands before the first table, and every table with the comments above it, by id."""
    starts = []
    for header in HEADER.finditer(text):
        above = COMMENTS.search(text[: header.start()])
        starts.append((above.start() if above else header.start(), header[1].strip()))
    ends = [*(start for start, _ in starts[1:]), len(text)]
    blocks = {id: text[start:end] for (start, id), end in zip(starts, ends, strict=False)}
    return text[: starts[0][0]] if starts else text, blocks


def _joined(head: str, blocks: Mapping[str, str]) -> str:
    parts = [part.strip("\n") for part in (head, *blocks.values())]
    return "\n\n".join(part for part in parts if part) + "\n"


def _rewritten(block: str, document: Document) -> str:
    """Line by line where every line is a value of its own; else the table is written anew."""
    values = _values(document)
    header = HEADER.search(block)
    lines = block[header.end() :].strip("\n").split("\n") if header else []
    kept = [_line(line, values) for line in lines]
    if header is None or None in kept:
        kept, start = [], f"[{document.id}]"
    else:
        start = block[: header.end()]
    there = {found[1] for line in kept if line and (found := KEY.match(line))}
    new = [f"{name} = {_toml(value)}" for name, value in values.items() if name not in there]
    return "\n".join((start, *(line for line in kept if line), *new))


def _line(line: str, values: Mapping[str, Value]) -> str | None:
    """The line as it shall be, empty where its value has gone; None for a part of a longer one."""
    try:
        ((name, value),) = tomllib.loads(line).items() or (("", ""),)
    except tomllib.TOMLDecodeError:
        return None
    if not name or values.get(name) == value:
        return line
    return f"{name} = {_toml(values[name])}" if name in values else ""


def _values(document: Document) -> dict[str, Value]:
    """What is known of it, by field; the file and its digest come last."""
    told = {name: getattr(document, name) for name in NAMES if name not in ("file", "sha256")}
    told |= {"file": document.file, "sha256": document.sha256}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in told.items()
        if value not in ("", (), None)
    }


def _toml(value: Value) -> str:
    """JSON's strings, numbers and lists are TOML's too, but for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _check(
    before: str, written: str, added: Mapping[str, Document], dropped: Collection[str]
) -> None:
    """Whatever people may write in TOML: nothing but what was asked for has changed."""
    path = Path(CATALOGUE)
    wanted = {id: one for id, one in parse_catalogue(before, path).items() if id not in dropped}
    try:
        found = parse_catalogue(written, path) if tomllib.loads(written) else {}
    except tomllib.TOMLDecodeError:
        found = None
    if found != wanted | dict(added):
        raise BadCatalogue(
            f"{path}: tables can't be changed as it is written; put every table under a header of "
            "its own, such as [regionale-koers-2017], with one value a line"
        )

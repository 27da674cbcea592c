"""The manifest: which documents an index holds, in which generation, made by which versions."""

import hashlib
import json
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.document import Document

NAME = "manifest.json"
FORMAT: Literal[1] = 1


class IndexMissing(Exception):
    """There is no index in the folder; `bronwijzer ingest` makes one."""


class IndexDamaged(Exception):
    """The index can't be read or was made by another version; ingest makes it anew."""


class DocumentEntry(BaseModel):
    """One document in the index. `recipe` covers everything that its stored form depends on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sha256: str
    recipe: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    year: int | None
    language: str
    file: str
    rights: str
    url: str = ""
    passages: int
    units: int
    characters: int

    def document(self, id: str) -> Document:
        """What the catalogue said of it."""
        return Document(id=id, **{name: getattr(self, name) for name in TOLD})

    def describing(self, document: Document, recipe: str) -> "DocumentEntry":
        """The same text and vectors, under what the catalogue says now."""
        return self.model_copy(update=told_of(document) | {"recipe": recipe})


TOLD = tuple(one.name for one in fields(Document) if one.name != "id")


def told_of(document: Document) -> dict[str, Any]:
    """What an entry says of a document as the catalogue does."""
    return {name: getattr(document, name) for name in TOLD}


class Manifest(BaseModel):
    """Replaced as a whole when a generation is complete, never changed in place."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1] = FORMAT
    generation: int
    encoder: str
    encoder_digest: str
    dimension: int
    units_version: str = ""
    documents: dict[str, DocumentEntry]

    @property
    def fingerprint(self) -> str:
        """Digest of what the index holds and how it was made; the generation is not part of it.
        The version of the units is part of every recipe."""
        content = self.model_dump(mode="json", exclude={"generation", "units_version"})
        for entry in content["documents"].values():
            if not entry["url"]:
                del entry["url"]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def read_manifest(folder: Path) -> Manifest:
    """Raises IndexMissing or IndexDamaged."""
    path = folder / NAME
    try:
        return Manifest.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise IndexMissing(f"no index in {folder}; run `bronwijzer ingest`") from error
    except (ValidationError, UnicodeDecodeError) as error:
        raise IndexDamaged(f"{path} can't be read; run `bronwijzer ingest --rebuild`") from error


def manifest_stamp(folder: Path) -> tuple[int, int] | None:
    """Another one whenever the manifest was replaced; None where there is none."""
    try:
        found = (folder / NAME).stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Replaces the manifest in one step: a reader sees the old one or the new one."""
    unfinished = folder / f"{NAME}.unfinished"
    unfinished.write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    unfinished.replace(folder / NAME)

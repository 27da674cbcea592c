"""Reads and checks catalogue.toml: one table a document, with what it proves of itself."""

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.document import Document

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CATALOGUE = "catalogue.toml"
DOCUMENTS = "documents"
OUTLINES = "outlines"


class BadCatalogue(Exception):
    """The catalogue can't be read, or an entry is wrong; the message names entry and field."""


class BadDocumentFile(Exception):
    """A file of the catalogue is missing, or is not the file that the catalogue describes."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    title: Annotated[str, Field(min_length=1)]
    file: Annotated[str, Field(pattern=r"^[^/\\\x00]+$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    authors: list[str] = []
    publisher: str = ""
    year: Annotated[int, Field(ge=1000, le=9999)] | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = "nl"
    rights: str = ""
    url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""


def read_catalogue(corpus: Path) -> dict[str, Document]:
    """Documents by id, in the catalogue's order; raises BadCatalogue."""
    return parse_catalogue(read_text(corpus), corpus / CATALOGUE)


def read_text(corpus: Path) -> str:
    """The catalogue as it is written; raises BadCatalogue."""
    path = corpus / CATALOGUE
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BadCatalogue(
            f"no catalogue at {path}; set BRONWIJZER_CORPUS to the folder that holds catalogue.toml"
        ) from error
    except UnicodeDecodeError as error:
        raise BadCatalogue(f"{path}: {error}; correct that line") from error


def parse_catalogue(text: str, path: Path) -> dict[str, Document]:
    """`path` is where it stands, for the message; raises BadCatalogue."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadCatalogue(f"{path}: {error}; correct that line") from error
    return {id: _document(path, id, table) for id, table in tables.items()}


def check_id(path: Path, id: str) -> None:
    """Raises BadCatalogue, as of the catalogue at `path`."""
    if not re.fullmatch(ID_PATTERN, id):
        raise BadCatalogue(
            f"{path}, [{id}]: an id is lower-case letters and digits with hyphens between, "
            "such as regionale-koers-2017"
        )


def _document(path: Path, id: str, table: object) -> Document:
    check_id(path, id)
    try:
        entry = _Entry.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise BadCatalogue(
            f"{path}, [{id}] {field}: {first['msg']} (found {first['input']!r})"
        ) from error
    return Document(id=id, **(entry.model_dump() | {"authors": tuple(entry.authors)}))


def document_path(corpus: Path, document: Document) -> Path:
    return corpus / DOCUMENTS / document.file


def outline_path(corpus: Path, document: Document) -> Path | None:
    """The hand-checked outline of a document, for files that do not mark their headings."""
    path = corpus / OUTLINES / f"{document.id}.toml"
    return path if path.exists() else None


def check_file(corpus: Path, document: Document) -> Path:
    """The document's file, proven by its sha256; raises BadDocumentFile."""
    path = document_path(corpus, document)
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise BadDocumentFile(
            f"{document.id}: {path} can't be read ({error.strerror}); put the file back, or remove "
            "its table from the catalogue"
        ) from error
    if digest != document.sha256:
        raise BadDocumentFile(
            f"{document.id}: {path} has sha256 {digest}, the catalogue says {document.sha256}; "
            "restore the file, or correct the catalogue if the new file is meant"
        )
    return path

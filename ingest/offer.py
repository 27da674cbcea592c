"""A file that is offered to the collection, and the entry that it gets: told, or said by itself."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.document import Document
from ingest.about import About

LONGEST_NAME, LONGEST_ID = 120, 60
# Kept in the name under which the file is stored; any other file is read as plain text.
KINDS = frozenset((".pdf", ".docx", ".odt", ".html", ".htm", ".md", ".markdown", ".txt"))


class BadDetails(ValueError):
    """What is told of a document can't be told of it."""


@dataclass(frozen=True, slots=True)
class Details:
    """What a person tells of a document; None is not told."""

    id: str | None = None
    title: str | None = None
    authors: tuple[str, ...] | None = None
    publisher: str | None = None
    year: int | None = None
    url: str | None = None

    def told(self) -> Mapping[str, object]:
        """By the names that an entry of the catalogue has; the id is no part of it."""
        texts = {"title": self.title, "publisher": self.publisher, "url": self.url}
        told: dict[str, object] = {n: on_one_line(t) for n, t in texts.items() if t is not None}
        if self.authors is not None:
            told["authors"] = tuple(filter(None, map(on_one_line, self.authors)))
        return told | ({} if self.year is None else {"year": self.year})


@dataclass(frozen=True, slots=True)
class Offer:
    """`name` is what the file was called where it came from; the path's own name by default."""

    path: Path
    details: Details = field(default_factory=Details)
    name: str = ""

    @property
    def file_name(self) -> str:
        """A name without folders, whatever the file was called."""
        last = re.split(r"[/\\]", self.name or self.path.name)[-1]
        shown = "".join(letter for letter in last if letter.isprintable()).strip(". ")
        suffix = Path(shown).suffix[:12]
        return on_one_line(shown.removesuffix(suffix)[:LONGEST_NAME] + suffix) or "document"

    @property
    def suffix(self) -> str:
        return Path(self.file_name).suffix.lower()


def offers_of(paths: Sequence[Path], details: Details) -> list[Offer]:
    """Every file with the same details. Raises BadDetails for several files of one id or title."""
    if len(paths) > 1 and (details.id is not None or details.title is not None):
        raise BadDetails("an id and a title are of one document; add these files one by one")
    return [Offer(path, details) for path in paths]


def on_one_line(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(shown.split())


def id_from(name: str) -> str:
    """An id from the stem of a file's name; "document" where nothing of it can stay."""
    plain = unicodedata.normalize("NFKD", Path(name).stem).encode("ascii", "ignore").decode()
    return (
        re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST_ID].strip("-") or "document"
    )


def stored_name(id: str, suffix: str, taken: Callable[[str], bool]) -> str:
    """The name of a document's file: its id, and a number where another file has that name."""
    ending = suffix if suffix in KINDS else ".txt"
    name, number = f"{id}{ending}", 1
    while taken(name):
        number += 1
        name = f"{id}-{number}{ending}"
    return name


def entry_of(id: str, offer: Offer, about: About, before: Document | None) -> Document:
    """What a person tells goes first, then what the catalogue has of the document that this one
    replaces, then what the file says of itself. Its name stands in for a title that none gives."""
    said = Document(
        id, about.title or offer.file_name, "", "", about.authors, about.publisher, about.year
    )
    return described(before or said, offer.details)


def described(document: Document, details: Details) -> Document:
    """The same, with what is told; raises nothing, for the catalogue judges it."""
    fields: dict[str, object] = dict(details.told())
    return replace(document, **fields)  # type: ignore[arg-type]  # checked as a catalogue's entry


def unknown_of(document: Document, offer: Offer) -> tuple[str, ...]:
    """What a citation needs, and neither person nor file told."""
    known = {
        "title": document.title != offer.file_name,
        "authors": bool(document.authors),
        "year": document.year is not None,
    }
    return tuple(name for name, is_known in known.items() if not is_known)

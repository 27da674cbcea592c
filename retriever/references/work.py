"""What a reference list says of a document: the catalogue's entry, and nothing that it lacks."""

import re
import unicodedata
from dataclasses import dataclass

from corpus.document import Document
from retriever.references.names import Name, Organisation, read_name


@dataclass(frozen=True, slots=True)
class Work:
    """A report to refer to; what is not known is empty or None. `place` is the publisher's."""

    id: str
    title: str
    authors: tuple[Name, ...]
    publisher: str
    place: str
    year: int | None
    language: str
    url: str = ""


def work_of(document: Document) -> Work:
    publisher, place = _publisher_and_place(one_line(document.publisher))
    authors = (one_line(author) for author in document.authors)
    return Work(
        id=document.id,
        title=one_line(document.title),
        authors=tuple(read_name(author, document.publisher) for author in authors if author),
        publisher=publisher,
        place=place,
        year=document.year,
        language=document.language,
        url=one_line(document.url).replace(" ", "%20"),
    )


def one_line(text: str) -> str:
    """Without line ends, control characters and characters that mean something to one font only,
    which no format for references can hold."""
    kept = (c if unicodedata.category(c) not in ("Cc", "Co", "Cs") else " " for c in text)
    return " ".join("".join(kept).split())


def _publisher_and_place(publisher: str) -> tuple[str, str]:
    """ "Platform31, Den Haag": after one comma, a name of at most three words that is no
    organisation's."""
    name, comma, place = publisher.partition(", ")
    is_town = re.fullmatch(r"(?:'s-|’s-)?[A-Z][\w'’-]*(?: [A-Za-z][\w'’-]*){0,2}", place)
    organised = is_town and len(place.split()) > 1 and isinstance(read_name(place), Organisation)
    return (name, place) if comma and is_town and not organised else (publisher, "")

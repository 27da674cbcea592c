"""What a file says of itself: title, authors, publisher and year; what it does not say is empty."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.readers.docx import docx_properties
from ingest.readers.html import html_properties
from ingest.readers.odt import odt_properties
from ingest.readers.pdf import pdf_properties

Properties = Mapping[str, Sequence[str]]

# By the name that Dublin Core gives each; a date counts only where it is that of publication.
READERS: Mapping[str, Callable[[Path], Properties]] = {
    ".pdf": pdf_properties,
    ".docx": docx_properties,
    ".odt": odt_properties,
    ".html": html_properties,
    ".htm": html_properties,
}
LONGEST = 300
# What programs write where nobody filled in anything.
NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)\s*-.*|untitled.*|naamloos.*|document\s*\d*|word document|"
    r".*\.(?:docx?|pdf|indd|odt|rtf|pptx?|html?|qxd))$",
    re.IGNORECASE,
)
NO_AUTHOR = re.compile(
    r"(?:python-docx|anonymous|unknown|onbekend|(?:windows[ -])?user|gebruiker|admin\w*|root|"
    r"microsoft office.*|microsoft account|author|auteur|\(?unspecified\)?)$",
    re.IGNORECASE,
)
YEAR = re.compile(r"(1[89]\d\d|20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class About:
    """Nothing in it is guessed: neither from the text, nor from when the file was made."""

    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    year: int | None = None


def describe(path: Path) -> About:
    """Raises UnreadableFile where the file is damaged."""
    read = READERS.get(path.suffix.lower())
    return about(read(path)) if read else About()


def about(found: Properties) -> About:
    titles = [one for one in _clean(found.get("title", ())) if not NO_TITLE.match(one)]
    names = (part for name in found.get("creator", ()) for part in name.split(";"))
    authors = tuple(dict.fromkeys(one for one in _clean(names) if not NO_AUTHOR.match(one)))
    publishers = _clean(found.get("publisher", ()))
    years = [match for date in found.get("issued", ()) if (match := YEAR.match(date.strip()))]
    return About(
        title=titles[0] if titles else "",
        authors=authors,
        publisher=publishers[0] if publishers else "",
        year=int(years[0][1]) if years else None,
    )


def _clean(texts: Iterable[str]) -> list[str]:
    """On one line, printable, and no longer than a title is."""
    lines = (" ".join("".join(c if c.isprintable() else " " for c in one).split()) for one in texts)
    return [line[:LONGEST] for line in lines if line]

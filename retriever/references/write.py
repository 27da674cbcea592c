"""References in whatever format is asked for."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from corpus.document import Document
from retriever.question import Language
from retriever.references.bibtex import write_bibtex
from retriever.references.csl import csl_item
from retriever.references.places import Cited
from retriever.references.prose import write_markdown, write_text
from retriever.references.report import Turn, make_report
from retriever.references.ris import write_ris
from retriever.references.styles import style_text
from retriever.references.word import write_word
from retriever.references.work import Work, one_line, work_of

Format = Literal["text", "markdown", "docx", "ris", "bibtex", "csl-json"]
FORMATS: tuple[Format, ...] = get_args(Format)
LANGUAGES: tuple[Language, ...] = get_args(Language)


class UnknownFormat(ValueError):
    """No references are made in this format; the message names those that are."""


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """A file that can be saved under `name`."""

    content: bytes
    media_type: str
    name: str
    is_binary: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    media_type: str
    suffix: str


KINDS: dict[Format, _Kind] = {
    "text": _Kind("text/plain; charset=utf-8", "txt"),
    "markdown": _Kind("text/markdown; charset=utf-8", "md"),
    "docx": _Kind(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"
    ),
    "ris": _Kind("application/x-research-info-systems; charset=utf-8", "ris"),
    "bibtex": _Kind("application/x-bibtex; charset=utf-8", "bib"),
    "csl-json": _Kind("application/vnd.citationstyles.csl+json", "json"),
}


def check_format(format: str) -> Format:
    """Raises UnknownFormat."""
    for known in FORMATS:
        if format == known:
            return known
    raise UnknownFormat(f"no format {format!r}; choose {', '.join(FORMATS)}")


def write_references(
    turns: Sequence[Turn],
    documents: Mapping[str, Document],
    style: str = "apa",
    format: Format = "text",
    language: Language = "nl",
) -> ReferenceFile:
    """References for one citation, an answer (a turn with its question) or a conversation (several
    turns). Whatever is cited was proven (see prove). `style` is apa, chicago, vancouver or any CSL
    id; formats for reference managers have no style. Raises UnknownStyle."""
    style_text(style)
    content = _content(turns, documents, style, format, language)
    kind = KINDS[format]
    return ReferenceFile(
        content, kind.media_type, f"bronnen.{kind.suffix}", is_binary=format == "docx"
    )


def _content(
    turns: Sequence[Turn],
    documents: Mapping[str, Document],
    style: str,
    format: Format,
    language: Language,
) -> bytes:
    if format in ("ris", "bibtex"):
        write = write_ris if format == "ris" else write_bibtex
        return _records(turns, documents, language, write).encode()
    if format == "csl-json":
        return _csl_json(turns, documents, language).encode()
    report = make_report(turns, documents, style, language)
    if format == "docx":
        return write_word(report)
    return (write_text if format == "text" else write_markdown)(report).encode()


def _cited_by_document(turns: Sequence[Turn]) -> dict[str, list[Cited]]:
    """What is cited more than once, once."""
    found: dict[str, list[Cited]] = {}
    for one in dict.fromkeys(one for turn in turns for one in turn.cited):
        found.setdefault(one.document, []).append(one)
    return found


def _notes(cited: Sequence[Cited], language: Language) -> list[str]:
    """Each quote with its place."""
    notes = []
    for one in cited:
        if one.quote:
            place = one.place(language)
            told = f" ({place.words(language)})" if place else ""
            notes.append(f"“{one_line(one.quote.text)}”{told}")
    return notes


def _records(
    turns: Sequence[Turn],
    documents: Mapping[str, Document],
    language: Language,
    write: Callable[[Work, list[str]], str],
) -> str:
    return "\n".join(
        write(work_of(documents[id]), _notes(cited, language))
        for id, cited in _cited_by_document(turns).items()
    )


def _csl_json(turns: Sequence[Turn], documents: Mapping[str, Document], language: Language) -> str:
    """Quotes as a note for people, and under `custom`, which CSL-JSON leaves free, for programs."""
    items = []
    for id, cited in _cited_by_document(turns).items():
        item = csl_item(work_of(documents[id]))
        notes = _notes(cited, language)
        if notes:
            item |= {"note": "\n".join(notes), "custom": {"quotes": _quotes(cited)}}
        items.append(item)
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _quotes(cited: Sequence[Cited]) -> list[dict[str, object]]:
    return [
        {
            "text": one.quote.text,
            "start": one.quote.span.start,
            "end": one.quote.span.end,
            "page": one.quote.page,
            "section": list(one.quote.section),
        }
        for one in cited
        if one.quote
    ]

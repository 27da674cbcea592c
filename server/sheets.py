"""Pages of PDF documents as pictures, each drawn by a process apart with limits."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from corpus.catalogue import document_path
from corpus.document import Document, Page, Span, StoredText
from server.sheet_process import Drawn, Request, Sought

MEMORY_MEBIBYTES, SECONDS = 768, 20.0
# Pictures that are kept: of some hundred kilobytes each, seldom more than two megabytes.
KEPT = 32
# Another one where the same request makes another picture.
DRAWING = 1


class NoSheet(Exception):
    """The page can't be shown: there is none, or its file can't be drawn."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture as PNG; `marked` of `sought` pieces of the quote were found on it."""

    png: bytes
    width: int
    height: int
    marked: int
    sought: int


def has_sheets(document: Document) -> bool:
    return document.file.lower().endswith(".pdf")


def pages_of(stored: StoredText, span: Span) -> list[Page]:
    """The physical pages that `span` stands on, each once."""
    touched = (page for page in stored.pages if page.index and page.span.overlap(span))
    return list({page.index: page for page in touched}.values())


def sought_on(stored: StoredText, number: int, quote: Span) -> Iterator[Sought]:
    """The sentences of `quote`, as far as each stands on the page."""
    text = ""
    for page in (one for one in stored.pages if one.index == number):
        for span in _pieces(stored, quote, page.span):
            before = text + stored.text[page.span.start : span.start]
            piece = stored.text[span.start : span.end]
            yield Sought(text=piece, earlier=before.count(piece))
        text += stored.text[page.span.start : page.span.end]


def _pieces(stored: StoredText, quote: Span, page: Span) -> Iterator[Span]:
    """Spans of both, sentence by sentence; what is no sentence, such as a heading, is one."""
    start, end = max(quote.start, page.start), min(quote.end, page.end)
    for sentence in stored.sentences:
        if sentence.span.overlap(Span(start, end)):
            if stored.text[start : sentence.span.start].strip():
                yield Span(start, sentence.span.start)
            yield Span(max(start, sentence.span.start), min(end, sentence.span.end))
            start = sentence.span.end
    if stored.text[start:end].strip():
        yield Span(start, end)


class Sheets:
    """Of the documents whose files stand in a corpus."""

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        self._drawn = lru_cache(KEPT)(draw_apart)

    def show(self, document: Document, stored: StoredText, number: int, quote: Span) -> Sheet:
        """Page `number`, from 1, with `quote` marked. Raises NoSheet."""
        if not has_sheets(document):
            raise NoSheet(f"{document.id} has no pages to show")
        sought = tuple(sought_on(stored, number, quote))
        request = Request(
            path=document_path(self._corpus, document).absolute(),
            sha256=document.sha256,
            page=number,
            sought=sought,
        )
        drawn, picture = self._drawn(request.model_dump_json())
        return Sheet(picture, drawn.width, drawn.height, drawn.marked, len(sought))


def draw_apart(request: str) -> tuple[Drawn, bytes]:
    """By a process without our environment, so without keys. Raises NoSheet."""
    root = str(Path(__file__).parents[1])
    command = [sys.executable, "-m", "server.sheet_process", str(MEMORY_MEBIBYTES)]
    try:
        done = subprocess.run(
            command,
            input=request.encode(),
            capture_output=True,
            cwd=root,
            env={"PYTHONPATH": root, "LC_ALL": "C.UTF-8"},
            timeout=SECONDS,
            check=True,
        )
        told, _, picture = done.stdout.partition(b"\n")
        drawn = Drawn.model_validate_json(told)
    except subprocess.TimeoutExpired as error:
        raise NoSheet(f"drawing the page takes more than {SECONDS:g} seconds") from error
    except (subprocess.CalledProcessError, ValidationError) as error:
        raise NoSheet("the page stops the program that draws it") from error
    if drawn.problem:
        raise NoSheet(drawn.problem)
    return drawn, picture

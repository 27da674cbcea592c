"""What structured files become: their headings, sentences and paragraph numbers."""

from collections.abc import Iterator
from pathlib import Path

from corpus.document import Document, StoredText
from ingest.report import read_report


def stored(path: Path) -> StoredText:
    return read_report(Document(path.stem, path.stem, path.name, ""), path)


def sections(text: StoredText) -> list[tuple[str, ...]]:
    return [section.path for section in text.sections]


def told(text: StoredText) -> Iterator[tuple[str, str, str]]:
    """(nearest heading, kind, words) of every sentence."""
    for sentence in text.sentences:
        words = text.text[sentence.span.start : sentence.span.end]
        yield (text.section_path(sentence.span) or ("",))[-1], sentence.kind, words

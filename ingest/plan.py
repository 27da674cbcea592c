"""The text of a file that a person hands in to be checked: Word, Markdown or plain text."""

from collections.abc import Iterator
from pathlib import Path

from ingest.readers.docx import read_docx
from ingest.readers.element import Element
from ingest.readers.text import UnreadableFile, decode

PLAIN = (".txt", ".md", ".markdown", "")


def read_plan(path: Path) -> str:
    """Headings begin with `#`, list items with `-`, as in Markdown. Raises UnreadableFile."""
    if path.suffix.lower() == ".docx":
        return "\n\n".join(_paragraphs(read_docx(path)))
    if path.suffix.lower() not in PLAIN:
        raise UnreadableFile(
            path.name,
            "is no Word, Markdown or text file",
            "save it as one of these, or paste its text into `bronwijzer verify -`",
        )
    try:
        return decode(path.name, path.read_bytes())
    except OSError as error:
        raise UnreadableFile(
            str(path), error.strerror or "", "name a file that can be read"
        ) from error


def _paragraphs(elements: list[Element]) -> Iterator[str]:
    marks = {"heading": "# ", "plain": "# ", "item": "- "}
    return (f"{marks.get(element.kind, '')}{element.text}" for element in elements)

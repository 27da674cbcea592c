"""Any document to its stored text: which reader reads it, by its name and by what it holds."""

from collections.abc import Callable
from pathlib import Path

from corpus.document import Document, StoredText
from ingest.elements import store_elements
from ingest.layout import lay_out
from ingest.outline import read_outline
from ingest.readers.docx import read_docx
from ingest.readers.element import Element
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.odt import read_odt
from ingest.readers.pdf import MOST_PAGES, read_pdf
from ingest.readers.text import UnreadableFile
from ingest.reading import read_text_report, store_lines

STRUCTURED: dict[str, Callable[[Path], list[Element]]] = {
    ".docx": read_docx,
    ".odt": read_odt,
    ".html": read_html,
    ".htm": read_html,
    ".md": read_markdown,
    ".markdown": read_markdown,
}
# How a file of the kind begins, whatever its name says.
SIGNATURES = {b"%PDF-": (".pdf",), b"PK\x03\x04": (".docx", ".odt")}


def read_report(
    document: Document, path: Path, outline: Path | None = None, pages: int = MOST_PAGES
) -> StoredText:
    """The outline is for files that do not mark their headings; a PDF has at most `pages`. Raises
    UnreadableFile, or BadOutline for a wrong outline."""
    suffix = path.suffix.lower()
    _check_name(path, suffix)
    if suffix in STRUCTURED:
        return store_elements(document, STRUCTURED[suffix](path))
    if suffix == ".pdf":
        lines, found = lay_out(read_pdf(path, pages))
        plan = read_outline(outline) if outline else found
        return store_lines(document, lines, plan, furnished=outline is None)
    return read_text_report(document, path, outline)


def _check_name(path: Path, suffix: str) -> None:
    with path.open("rb") as file:
        start = file.read(5)
    if not start:
        raise UnreadableFile(path.name, "the file is empty", "add a file with text")
    found = next((kinds for sign, kinds in SIGNATURES.items() if start.startswith(sign)), ())
    if found and suffix not in found:
        kind = " or ".join(found)
        reason = f"its name says {suffix or 'plain text'}, but it is a {kind} file"
        raise UnreadableFile(path.name, reason, f"give it a name that ends in {kind}")

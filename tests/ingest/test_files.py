"""Files that real programs made: every page is there, each sentence at its place, no word lost."""

import hashlib
import json
import re
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from corpus.document import Span, StoredText
from tests.ingest.structured import stored

FILES = Path(__file__).parent / "files"
KNOWN: dict[str, list[dict[str, Any]]] = json.loads((FILES / "known.json").read_text("utf-8"))
PAGED = [name for name in KNOWN if name.endswith(".pdf")]
FOREIGN = sorted(path.name for path in FILES.glob("debian-*.pdf"))
WORD = re.compile(r"\w{3,}")


@cache
def read(name: str) -> StoredText:
    return stored(FILES / name)


def place(text: StoredText, sentence: str) -> tuple[list[int | None], str | None]:
    """Physical pages and printed label of a sentence; it must stand there letter by letter."""
    start = text.text.index(sentence)
    span = Span(start, start + len(sentence))
    touched = [page.index for page in text.pages if page.span.overlap(span)]
    return touched, text.page_label(span)


def test_there_are_files_of_every_kind() -> None:
    kinds = {Path(name).suffix for name in KNOWN}
    assert kinds == {".pdf", ".docx", ".odt", ".html", ".txt", ".md"}
    assert len(KNOWN) >= 25
    assert len(FOREIGN) >= 3
    assert sum(path.stat().st_size for path in FILES.iterdir()) < 3_000_000


@pytest.mark.parametrize("name", PAGED)
def test_every_sentence_has_its_page_and_its_label(name: str) -> None:
    for page in KNOWN[name]:
        for sentence in page["sentences"]:
            assert place(read(name), sentence) == ([page["index"]], page["label"])


def test_over_two_hundred_places_are_known() -> None:
    assert sum(len(page["sentences"]) for name in PAGED for page in KNOWN[name]) > 200


@pytest.mark.parametrize("name", KNOWN)
def test_words_are_those_of_the_source(name: str) -> None:
    written = [part for page in KNOWN[name] for part in (page["heading"], *page["sentences"])]
    expected = re.findall(r"\w+", " ".join(written))
    found = re.findall(r"\w+", read(name).text)
    same = SequenceMatcher(None, expected, found, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in same) >= 0.99 * len(expected)


@pytest.mark.parametrize("name", [name for name in KNOWN if not name.endswith(".txt")])
def test_headings_are_sections_and_every_sentence_is_in_its_own(name: str) -> None:
    text = read(name)
    for page in KNOWN[name]:
        for sentence in page["sentences"]:
            start = text.text.index(sentence)
            path = text.section_path(Span(start, start + len(sentence)))
            assert path[-1:] in ((page["heading"],), (page["heading"][2:],))


@pytest.mark.parametrize("name", [name for name in KNOWN if name.endswith((".docx", ".odt"))])
def test_word_and_opendocument_cite_paragraphs_and_no_pages(name: str) -> None:
    text = read(name)
    assert text.pages == ()
    first, second = text.paragraphs[:2]
    assert (text.paragraph_label(first), text.paragraph_label(second)) == ("1", "2")


@cache
def pages_by_another_program(name: str) -> list[str]:
    """As PDFium reads them, with words that it cuts at line ends joined."""
    document = pypdfium2.PdfDocument(FILES / name)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [re.sub(r"(?:\ufffe|-)\r\n", "", text) for text in texts]


@pytest.mark.parametrize("name", FOREIGN)
def test_every_page_of_a_foreign_pdf_is_there_unless_it_is_bare(name: str) -> None:
    there = {page.index for page in read(name).pages}
    bare = {
        number
        for number, text in enumerate(pages_by_another_program(name), 1)
        if len(WORD.findall(text)) < 12
    }
    assert set(range(1, len(pages_by_another_program(name)) + 1)) - there <= bare


@pytest.mark.parametrize("name", FOREIGN)
def test_words_of_a_foreign_pdf_are_those_that_another_program_reads(name: str) -> None:
    whole = re.sub(r"[\W_]+", "", read(name).text)
    words = [re.sub("_", "", one) for one in WORD.findall(" ".join(pages_by_another_program(name)))]
    lost = [word for word in words if word not in whole]
    assert len(lost) <= 0.01 * len(words), lost[:20]


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_file_is_the_one_that_the_readme_names(name: str) -> None:
    digest = hashlib.sha256((FILES / name).read_bytes()).hexdigest()
    assert f"| {name} |" in (FILES / "README.md").read_text("utf-8")
    assert digest in (FILES / "README.md").read_text("utf-8")

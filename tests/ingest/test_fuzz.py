"""Whatever text or file comes in, what comes out stands at its offsets; nothing else is raised."""

import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from html import escape
from pathlib import Path

import pytest
from docx import Document as new_docx
from hypothesis import HealthCheck, settings
from hypothesis import given as given_by
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from corpus.document import StoredText
from corpus.sentences import split_sentences
from ingest.passages import cut_passages, link_copies
from tests.ingest.hostile import SENTENCE
from tests.ingest.refusal import read_or_refuse

# What repair, headings, furniture and tables look for, and letters that anything may hold.
PIECES = st.sampled_from(
    (
        "1.2 Wonen|De gemeente helpt.|woon-|- zorg|•|12|iv|Tabel 3|Figuur 1:|www.x.nl|a@b.nl|"
        "06-12345678|© 2020|Blz. 4|\f|\t|\u00ad|\ufffd|\x00|\ue000|Het kost ca. € 1,5 mln.|"
        "(zie bijlage)|ﬁ|.|:|?!|# |## Kop|| a | b |\n|\n\n|\r\n| |[1]|¹|’s|…|–|Ja.Nee|d.w.z.|"
        "3 jan. 2024|é"
    ).split("|")
)
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=60).map("".join)


def check(text: StoredText) -> None:
    """Every span lies within the text, and passages are what stands there."""
    for one in (*text.sentences, *text.sections, *text.pages):
        assert 0 <= one.span.start <= one.span.end <= len(text.text)
    for sentence in text.sentences:
        assert text.text[sentence.span.start : sentence.span.end].strip()
    for passage in link_copies(cut_passages(text)):
        assert text.text[passage.span.start : passage.span.end] == passage.text
        assert passage.windows
        for inner in (*passage.windows, *(one.span for one in passage.sentences)):
            assert passage.span.contains(inner)


def as_text(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", errors="replace")


def as_html(path: Path, text: str) -> None:
    parts = "".join(f"<p>{escape(one)}</p><h2>{escape(one[:9])}</h2>" for one in text.split("\n"))
    path.write_text(f"<main>{parts}{text}</main>", "utf-8", errors="replace")


def as_docx(path: Path, text: str) -> None:
    document = new_docx()
    for line in text.split("\n"):
        with suppress(ValueError):  # what XML can't hold
            document.add_paragraph(line, style="Heading 1" if line.startswith("#") else None)
    document.save(str(path))


def as_pdf(path: Path, text: str) -> None:
    canvas = Canvas(str(path))
    for page in text.split("\f"):
        # With fewer letters it is taken for a scan.
        for number, line in enumerate([SENTENCE, *page.split("\n")]):
            canvas.drawString(60 + 9 * (number % 3), 780 - 14 * number, line)
        canvas.showPage()
    canvas.save()


WRITERS: dict[str, Callable[[Path, str], None]] = {
    "a.txt": as_text,
    "a.md": as_text,
    "a.html": as_html,
    "a.docx": as_docx,
    "a.pdf": as_pdf,
}


def look_at_many(seconds: float, look: Callable[[str], None]) -> None:
    """The same made texts every time; where there are seconds, others too for as long."""
    _round(look, 40, is_same=True)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        _round(look, 200, is_same=False)


def _round(look: Callable[[str], None], examples: int, is_same: bool) -> None:
    made = settings(
        max_examples=examples,
        derandomize=is_same,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    made(given_by(TEXTS)(look))()


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.mark.parametrize("name", WRITERS)
def test_whatever_a_file_says_stands_at_its_offsets(
    folder: Path, name: str, fuzz_seconds: float
) -> None:
    def look(text: str) -> None:
        WRITERS[name](folder / name, text)
        found = read_or_refuse(folder / name)
        were_read.append(found is not None)
        if found:
            check(found)

    were_read: list[bool] = []
    look_at_many(fuzz_seconds / 11, look)
    # Tells that files are read at all: many made texts are empty, or control characters.
    assert sum(were_read) > 0.5 * len(were_read)


def test_sentences_cover_a_text_in_order(fuzz_seconds: float) -> None:
    def look(text: str) -> None:
        ends = 0
        for start, end in split_sentences(text):
            assert ends <= start < end <= len(text)
            ends = end

    look_at_many(fuzz_seconds / 11, look)


@pytest.mark.parametrize("name", WRITERS)
def test_whatever_bytes_a_file_has_it_is_read_or_refused(
    folder: Path, name: str, fuzz_seconds: float
) -> None:
    WRITERS[name](folder / name, "# Wonen\n\nDe gemeente helpt bewoners met een huis.\f" * 5)
    assert read_or_refuse(folder / name)
    whole = (folder / name).read_bytes()

    def look(text: str) -> None:
        at = zlib.crc32(text.encode(errors="replace")) % len(whole)
        (folder / name).write_bytes(whole[:at] + text.encode(errors="replace") + whole[at + 9 :])
        if found := read_or_refuse(folder / name):
            check(found)

    look_at_many(fuzz_seconds / 11, look)

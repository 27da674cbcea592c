"""A hostile file costs at most its limits, is told by its name, and leaves the reader as it was."""

import resource
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from corpus.document import Document
from ingest.apart import Limits, ReaderApart
from ingest.outline import BadOutline
from ingest.readers.text import UnreadableFile
from ingest.report import read_report
from tests.ingest.hostile import HOSTILE, SECRET, SENTENCE, heavy_docx, pdf

STRICT = Limits(seconds=4, memory=400, pages=100, output=4)
# Seconds for a process to begin and to end, on a busy machine.
AROUND = 20


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderApart]:
    with ReaderApart(STRICT) as one:
        yield one


def document(path: Path) -> Document:
    return Document("a", "A", path.name, "")


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def peak() -> int:
    """Of this process, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_told_within_its_limits(
    tmp_path: Path, reader: ReaderApart, name: str
) -> None:
    make, told = HOSTILE[name]
    path = written(tmp_path, name, make())
    before, started = peak(), time.monotonic()
    try:
        text = reader.read(document(path), path).text
        assert told == "", text[:200]
        assert SECRET.read_text("utf-8").splitlines()[0] not in text
    except UnreadableFile as error:
        assert str(error).startswith(f"{name}: ")
        assert told in str(error)
        assert error.remedy
    assert time.monotonic() - started < STRICT.seconds + AROUND
    assert peak() - before < 64 * 1024
    good = written(tmp_path, "goed.txt", f"1 Wonen\n\n{SENTENCE}\n".encode())
    assert SENTENCE in reader.read(document(good), good).text


def test_there_are_thirty_hostile_files() -> None:
    assert len(HOSTILE) >= 30


def test_each_limit_is_told_with_its_remedy(tmp_path: Path) -> None:
    long = written(tmp_path, "lang.txt", f"{SENTENCE}\n\n".encode() * 16_000)
    heavy = written(tmp_path, "zwaar.docx", heavy_docx())
    for path, limits, told in (
        (long, Limits(seconds=0.01), "takes more than 0.01 seconds; split it, or raise"),
        (heavy, Limits(memory=256), "takes more than 256 MiB of memory; split it, or raise"),
        (long, Limits(output=1), "more than 1 MiB is read from it; split it, or raise"),
    ):
        with (
            ReaderApart(limits) as strict,
            pytest.raises(UnreadableFile, match=rf"{path.name}: .*{told} BRONWIJZER_READ_"),
        ):
            strict.read(document(path), path)


def reading(limits: Limits) -> set[str]:
    """The processes that read with these limits on memory, by their number."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it may just have ended
            if path.read_bytes().endswith(f"\0ingest.reading_process\0{limits.memory}\0".encode()):
                found.add(path.parent.name)
    return found


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="no list of processes")
def test_a_file_is_read_in_a_copy_and_neither_is_left_behind(tmp_path: Path) -> None:
    short = written(tmp_path, "kort.txt", SENTENCE.encode())
    long = written(tmp_path, "lang.txt", f"{SENTENCE}\n\n".encode() * 16_000)
    limits = Limits(seconds=0.5, memory=1023)
    with ReaderApart(limits) as reader:
        reader.read(document(short), short)
        first = reading(limits)
        reader.read(document(short), short)
        assert len(first & reading(limits)) == 1
        with pytest.raises(UnreadableFile, match=r"takes more than 0\.5 seconds"):
            reader.read(document(long), long)
        until = time.monotonic() + AROUND
        while reading(limits) and time.monotonic() < until:
            time.sleep(0.1)
        assert reading(limits) == set()


def test_a_file_says_the_same_apart_as_within(tmp_path: Path, reader: ReaderApart) -> None:
    for name, content in (("a.pdf", pdf(3)), ("a.txt", SENTENCE.encode())):
        path = written(tmp_path, name, content)
        assert reader.read(document(path), path) == read_report(document(path), path)


def test_a_wrong_outline_is_told_as_it_is_within(tmp_path: Path, reader: ReaderApart) -> None:
    path = written(tmp_path, "a.txt", SENTENCE.encode())
    outline = written(tmp_path, "a.toml", b"headings = 3")
    with pytest.raises(BadOutline, match=r"a\.toml"):
        reader.read(document(path), path, outline)


def test_a_file_that_is_not_there_is_told(tmp_path: Path, reader: ReaderApart) -> None:
    with pytest.raises(UnreadableFile, match=r"weg.txt: it can't be opened \(No such file"):
        reader.read(document(tmp_path / "weg.txt"), tmp_path / "weg.txt")

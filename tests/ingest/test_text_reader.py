"""Bytes become lines, whatever the encoding; what is no text is refused by name."""

from pathlib import Path

import pytest

from ingest.readers.text import Line, UnreadableFile, decode, read_lines, split_lines

WORDS = "Cliënten wonen thuis.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    assert decode("a.txt", (WORDS * 20).encode(encoding)) == WORDS * 20


def test_windows_text_is_read() -> None:
    assert decode("a.txt", "‘Cliënten’ – €".encode("cp1252")) == "‘Cliënten’ – €"


def test_lines_keep_their_number_and_page_mark() -> None:
    assert split_lines("een\r\n twee\r\n\r\n  drie") == [
        Line(1, "een"),
        Line(2, " twee", starts_page=True),
        Line(3, ""),
        Line(4, "  drie"),
    ]


def test_a_form_feed_starts_a_physical_page() -> None:
    assert split_lines("een\ftwee\ndrie") == [
        Line(1, "een", False, 1),
        Line(1, "twee", True, 2),
        Line(2, "drie", False, 2),
    ]


@pytest.mark.parametrize("raw", [b"", b"\x00\x00\n", b"\x7fELF" + bytes(range(32)) * 40])
def test_a_file_without_text_is_refused_with_a_remedy(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "leeg.txt"
    path.write_bytes(raw)
    with pytest.raises(UnreadableFile, match=r"leeg\.txt: the file is (empty|binary); \w+"):
        read_lines(path)

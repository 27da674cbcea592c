"""A backup holds all that a server knows, and puts back nothing that does not belong to it."""

import io
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.index import PassageIndex
from corpus.lock import writing
from corpus.manifest import IndexMissing, read_manifest
from ingest.pipeline import ingest
from server.backup import BadBackup, Places, WouldOverwrite, backup, restore
from server.database import NAME, Database
from server.keys import KeyRing
from tests.corpus.miniature import WONEN, TinyEncoder, write_corpus

ENCODER = TinyEncoder()


def places(folder: Path) -> Places:
    return Places(folder / "corpus", folder / "index", folder / "data")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Places:
    found = places(tmp_path_factory.mktemp("served"))
    found.corpus.mkdir(exist_ok=True)
    write_corpus(found.corpus, {"wonen": WONEN})
    (found.corpus / "code.py").write_text("")
    ingest(found.corpus, found.index, ENCODER)
    KeyRing(Database(found.data)).create("intranet", "reader")
    return found


@pytest.fixture(scope="module")
def file(served: Places, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backup") / "backup.tar.gz"
    backup(served, path)
    return path


def test_what_was_backed_up_answers_elsewhere(served: Places, file: Path, tmp_path: Path) -> None:
    back = places(tmp_path)
    contents = restore(file, back)
    assert contents.fingerprint == read_manifest(served.index).fingerprint
    index = PassageIndex(back.index, ENCODER)
    assert index.text("wonen") == PassageIndex(served.index, ENCODER).text("wonen")
    assert [key.name for key in KeyRing(Database(back.data)).list()] == ["intranet"]
    assert {fate.what for fate in ingest(back.corpus, back.index, ENCODER)} == {"unchanged"}
    assert not (back.corpus / "code.py").exists()


def test_a_backup_is_made_while_the_index_is_read(served: Places, tmp_path: Path) -> None:
    reader = PassageIndex(served.index, ENCODER)
    database = Database(served.data)
    assert backup(served, tmp_path / "b.tar.gz").documents == 1
    assert reader.text("wonen")
    assert KeyRing(database).any()


def test_a_backup_is_the_owners_alone_and_never_half(served: Places, tmp_path: Path) -> None:
    backup(served, tmp_path / "b.tar.gz")
    with pytest.raises(IndexMissing):
        backup(places(tmp_path), tmp_path / "none.tar.gz")
    assert [path.name for path in tmp_path.glob("*.gz*")] == ["b.tar.gz"]
    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o077 == 0


def test_nothing_is_replaced_unless_that_was_said(file: Path, tmp_path: Path) -> None:
    back = places(tmp_path)
    restore(file, back)
    ring = KeyRing(Database(back.data))
    ring.create("later", "reader")
    with pytest.raises(WouldOverwrite, match="--force"):
        restore(file, back)
    restore(file, back, force=True)
    assert [key.name for key in KeyRing(Database(back.data)).list()] == ["intranet"]


def made(path: Path, members: Sequence[tarfile.TarInfo]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for member in members:
            tar.addfile(member, io.BytesIO(b"x" * member.size))
    return path


def member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    found = tarfile.TarInfo(name)
    found.type, found.linkname = kind, link
    return found


@pytest.mark.parametrize(
    "bad",
    [
        member("../outside"),
        member("/etc/outside"),
        member("index/../../outside"),
        member("corpus/link", tarfile.SYMTYPE, "/etc/passwd"),
        member("index/link", tarfile.LNKTYPE, "/etc/passwd"),
        member("data/pipe", tarfile.FIFOTYPE),
        member("corpus/evil.py"),
        member("other/file"),
    ],
    ids=lambda bad: bad.name,
)
def test_what_no_backup_holds_is_refused_before_anything_changes(
    bad: tarfile.TarInfo, tmp_path: Path
) -> None:
    back = places(tmp_path / "here")
    with pytest.raises(BadBackup):
        restore(made(tmp_path / "bad.tar.gz", [bad]), back)
    assert not (tmp_path / "outside").exists()
    assert not back.corpus.exists()


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00"])
def test_what_is_no_backup_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(content)
    with pytest.raises(BadBackup, match="take another backup"):
        restore(tmp_path / "bad", places(tmp_path / "here"))


def test_a_backup_that_was_cut_off_is_refused(file: Path, tmp_path: Path) -> None:
    whole = file.read_bytes()
    (tmp_path / "bad").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadBackup):
        restore(tmp_path / "bad", places(tmp_path / "here"))


def test_while_something_is_taken_in_there_is_no_backup(served: Places, tmp_path: Path) -> None:
    with writing(served.index), pytest.raises(Exception, match="being written"):
        backup(served, tmp_path / "b.tar.gz")
    assert (served.data / NAME).exists()

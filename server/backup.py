"""One file of all that a server knows: reports, index, keys and feedback; and back again."""

import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from corpus.index import generation_folder
from corpus.lock import READERS, writing
from corpus.manifest import NAME as MANIFEST
from corpus.manifest import read_manifest
from server.database import NAME as DATABASE
from server.database import Database

CONTENTS = "contents.json"
# By which file it is seen that a part is there.
SIGNS = {"corpus": "catalogue.toml", "index": MANIFEST, "data": DATABASE}
PARTS = tuple(SIGNS)
FORMAT = 1


class BadBackup(Exception):
    """The file is no backup of ours, or holds what does not belong in one."""


class WouldOverwrite(Exception):
    """Something stands where the backup is to be put back."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of reports, index, and keys and feedback."""

    corpus: Path
    index: Path
    data: Path

    def of(self, part: str) -> Path:
        return {"corpus": self.corpus, "index": self.index, "data": self.data}[part]


@dataclass(frozen=True, slots=True)
class Contents:
    format: int
    documents: int
    generation: int
    fingerprint: str


def backup(places: Places, file: Path) -> Contents:
    """Writes `file` whole or not at all, while the server goes on answering; only ingest waits.

    Raises IndexMissing, IndexLocked and DataUnusable.
    """
    unfinished = file.with_name(f"{file.name}.unfinished")
    with writing(places.index):
        manifest = read_manifest(places.index)
        contents = Contents(
            FORMAT, len(manifest.documents), manifest.generation, manifest.fingerprint
        )
        try:
            with _private(unfinished) as target, _tar(target) as tar:
                _add_text(tar, CONTENTS, json.dumps(asdict(contents)))
                tar.add(places.corpus, "corpus", filter=_no_code)
                generation = generation_folder(places.index, manifest.generation)
                tar.add(generation, f"index/{generation.name}", filter=_generation)
                for name in (MANIFEST, "name.txt"):
                    tar.add(places.index / name, f"index/{name}", filter=_regular)
                _add_database(tar, places.data)
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)
    return contents


def restore(file: Path, places: Places, force: bool = False) -> Contents:
    """Puts back what `backup` wrote. The server must be stopped, or started again afterwards.

    Raises BadBackup, and WouldOverwrite unless `force`; until all has been read and checked,
    everything is as it was.
    """
    there = [places.of(part) for part in PARTS if (places.of(part) / SIGNS[part]).exists()]
    if there and not force:
        named = ", ".join(str(path) for path in there)
        raise WouldOverwrite(f"{named} would be replaced; say --force, or name other folders")
    near = places.index.absolute().parent
    near.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=near, prefix=".restore-") as folder:
        contents = _unpack(file, Path(folder))
        with writing(places.index):
            for part in PARTS:
                _replace(Path(folder) / part, places.of(part))
    return contents


def _unpack(file: Path, folder: Path) -> Contents:
    """Only plain files and folders, and only below `folder` (tarfile's data filter)."""
    try:
        with tarfile.open(file, "r:gz") as tar:
            members = [_checked(member) for member in tar]
            tar.extractall(folder, members=members, filter="data")
        contents = Contents(**json.loads((folder / CONTENTS).read_text("utf-8")))
        read_manifest(folder / "index")
    except (tarfile.TarError, OSError, EOFError, ValueError, TypeError) as error:
        raise BadBackup(f"{file} can't be put back ({error}); take another backup") from error
    if contents.format != FORMAT or not (folder / "corpus").is_dir():
        raise BadBackup(f"{file} is of another version; put it back with that version")
    return contents


def _checked(member: tarfile.TarInfo) -> tarfile.TarInfo:
    path = PurePosixPath(member.name)
    is_ours = path.parts[:1] in {(part,) for part in (*PARTS, CONTENTS)} and ".." not in path.parts
    if not is_ours or not (member.isfile() or member.isdir()) or _is_code(member.name):
        raise tarfile.TarError(f"it holds {member.name!r}, which no backup does")
    return member


def _replace(source: Path, target: Path) -> None:
    """What stood there is gone only when the new stands there."""
    if not source.exists():
        return
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.iterdir(), key=lambda path: path.name == MANIFEST):
        there = target / path.name
        if there.is_dir():
            shutil.rmtree(there)
        if path.name == DATABASE:
            for beside in (f"{DATABASE}-wal", f"{DATABASE}-shm"):
                (target / beside).unlink(missing_ok=True)
        shutil.move(path, there)


@contextmanager
def _private(path: Path) -> Iterator[io.BufferedWriter]:
    """A file for its owner alone: digests of keys are in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
        yield opened
        opened.flush()
        os.fsync(opened.fileno())


def _add_database(tar: tarfile.TarFile, data: Path) -> None:
    if not (data / DATABASE).exists():
        return
    with tempfile.TemporaryDirectory() as folder, closing(Database(data)) as database:
        copy = Path(folder) / DATABASE
        database.copy_to(copy)
        tar.add(copy, f"data/{DATABASE}", filter=_regular)


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    member = tarfile.TarInfo(name)
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


def _tar(target: io.BufferedWriter) -> tarfile.TarFile:
    """Files that share their content, as generations of an index do, are stored as files."""
    return tarfile.open(fileobj=target, mode="w:gz", dereference=True)


def _is_code(name: str) -> bool:
    """The package that reads the reports stands in the same folder as they do."""
    path = PurePosixPath(name)
    return path.suffix in (".py", ".pyc", ".pth", ".so") or "__pycache__" in path.parts


def _no_code(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if _is_code(member.name) else _regular(member)


def _regular(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Plain files and folders, without whose they were."""
    if not (member.isfile() or member.isdir()):
        return None
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _generation(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Without the locks of who reads it now."""
    return None if READERS in PurePosixPath(member.name).parts else _regular(member)

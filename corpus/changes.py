"""A change of catalogue, files and index as one: a note written ahead of it lets whoever comes
after a crash finish it or undo it."""

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pydantic import BaseModel

from corpus.catalogue import CATALOGUE, DOCUMENTS, read_catalogue
from corpus.document import Document
from corpus.lock import IndexLocked, writing
from corpus.manifest import IndexDamaged, IndexMissing, read_manifest

# The note is in force while the folder has this name; it is made and cleared away under others.
UNDER_WAY, BEGUN, DONE = ".change", ".change-begun", ".change-done"
NOTE, STAGED = "note.json", "staged"


class _Note(BaseModel):
    """The files that are touched, by their names within the corpus, and the index with its
    generation before the change."""

    index: Path
    generation: int | None
    files: list[str]


@contextmanager
def change(corpus: Path, index: Path, files: Collection[str]) -> Iterator[None]:
    """Catalogue and `files` (names within the corpus) are changed within, and then the index,
    whose lock the caller holds.

    The change is whole once the index has a new generation; until then whatever ends it (an error,
    a full disk, the end of the process) puts catalogue and files back: now, or on the next start.
    Raises IndexLocked where another process changes the same corpus.
    """
    corpus.mkdir(parents=True, exist_ok=True)
    with writing(corpus, ".change"):
        _settle(corpus)
        note = _Note(index=index.absolute(), generation=_generation(index), files=[*files])
        try:
            _begin(corpus, note)
            yield
        except BaseException:
            _settle(corpus)
            raise
        _end(corpus)


def settle(corpus: Path) -> None:
    """Finish or undo a change that a crash left. Raises IndexLocked where it is under way."""
    if any((corpus / name).exists() for name in (UNDER_WAY, BEGUN, DONE)):
        with writing(corpus, ".change"):
            _settle(corpus)


def recover(corpus: Path) -> None:
    """Settle, unless another process is at it: for who only reads."""
    with suppress(IndexLocked):
        settle(corpus)


def read_settled(corpus: Path) -> dict[str, Document]:
    """The catalogue, after what a crash left is finished or undone. Raises BadCatalogue."""
    recover(corpus)
    return read_catalogue(corpus)


def _begin(corpus: Path, note: _Note) -> None:
    begun = corpus / BEGUN
    (corpus / DOCUMENTS).mkdir(exist_ok=True)
    begun.mkdir()
    for name in (CATALOGUE, *note.files):
        if (corpus / name).exists():
            (begun / name).parent.mkdir(exist_ok=True)
            shutil.copy2(corpus / name, begun / name)
    (begun / NOTE).write_text(note.model_dump_json(), encoding="utf-8")
    for path in (*begun.rglob("*"), begun):
        _to_disk(path)
    begun.rename(corpus / UNDER_WAY)
    _to_disk(corpus)


def _settle(corpus: Path) -> None:
    for name in (BEGUN, DONE):
        shutil.rmtree(corpus / name, ignore_errors=True)
    under_way = corpus / UNDER_WAY
    if not under_way.exists():
        return
    note = _Note.model_validate_json((under_way / NOTE).read_text(encoding="utf-8"))
    if _generation(note.index) == note.generation:
        for name in (CATALOGUE, *note.files):
            _put_back(corpus, name)
    _end(corpus)


def _put_back(corpus: Path, name: str) -> None:
    """Once more after a crash within it: what is saved stays until all is done."""
    saved, staged = corpus / UNDER_WAY / name, corpus / UNDER_WAY / STAGED
    if saved.exists():
        shutil.copy2(saved, staged)
        _put(staged, corpus / name)
    else:
        (corpus / name).unlink(missing_ok=True)


def _end(corpus: Path) -> None:
    _to_disk(corpus)
    (corpus / UNDER_WAY).rename(corpus / DONE)
    shutil.rmtree(corpus / DONE)


def _generation(index: Path) -> int | None:
    try:
        return read_manifest(index).generation
    except (IndexMissing, IndexDamaged):
        return None


def put_catalogue(corpus: Path, text: str) -> None:
    """Within a change; in one step: a reader sees the old catalogue or the new one."""
    staged = corpus / UNDER_WAY / STAGED
    staged.write_text(text, encoding="utf-8")
    _put(staged, corpus / CATALOGUE)


def put_file(corpus: Path, source: Path, name: str) -> None:
    """A copy of `source`, under a name within the corpus; within a change, in one step."""
    staged = corpus / UNDER_WAY / STAGED
    shutil.copyfile(source, staged)
    _put(staged, corpus / name)


def _put(staged: Path, path: Path) -> None:
    _to_disk(staged)
    staged.replace(path)


def _to_disk(path: Path) -> None:
    """So that the order of what is written holds through a loss of power too."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)

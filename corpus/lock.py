"""One writer of the index at a time, and readers who keep a generation from being removed."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

READERS = "readers"


class IndexLocked(Exception):
    """Another process is writing the index, or changing the corpus; the message names it."""


@contextmanager
def writing(folder: Path, name: str = "writer") -> Iterator[None]:
    """Holds the index, or the corpus, for one writer; raises IndexLocked when another has it.

    The lock is the operating system's: it ends with the process that holds it, however that ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    holder = folder / f"{name}.txt"
    lock = FileLock(folder / f"{name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        named = holder.read_text(encoding="utf-8") if holder.exists() else "another process"
        raise IndexLocked(
            f"{folder} is being written by {named}; wait for it to finish, then try again"
        ) from error
    try:
        holder.write_text(f"process {os.getpid()} on {socket.gethostname()}", encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def hold_generation(generation: Path) -> FileLock | None:
    """While the result is referred to, `in_use` is true of the folder; it ends with the process.

    None where the folder can't be written: reading goes on, and only the generation that was
    served last is sure to stay.
    """
    readers = generation / READERS
    lock = FileLock(readers / f"{uuid4().hex}.lock", thread_local=False)
    try:
        readers.mkdir(exist_ok=True)
        lock.acquire(timeout=5)
    except OSError:
        return None
    return lock


def in_use(generation: Path) -> bool:
    """Whether a reader holds the folder; what readers left who ended is cleared away."""
    for path in (generation / READERS).glob("*.lock"):
        try:
            with FileLock(path, timeout=0):
                pass
        except Timeout:
            return True
        with suppress(FileNotFoundError):
            path.unlink()
    return False

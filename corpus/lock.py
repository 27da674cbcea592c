"""One writer of the index at a time."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


class IndexLocked(Exception):
    """Another process is writing the index; the message names it."""


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Holds the index for one writer; raises IndexLocked when another has it.

    The lock is the operating system's: it ends with the process that holds it, however that ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    holder = folder / "writer.txt"
    lock = FileLock(folder / "writer.lock")
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

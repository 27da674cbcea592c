"""Reads each file in a process apart, with limits: whatever it does, it does to that one."""

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from corpus.document import Document, StoredText
from ingest.about import About
from ingest.outline import BadOutline
from ingest.readers.text import UnreadableFile
from ingest.reading_process import LENGTH_BYTES, Reply, Request

# Seconds for the process to begin, on a machine that is very busy.
BEGIN_WITHIN = 120.0
PIECE = 2**16
SAVE_ANEW = "open it in the program that made it, save it anew, and add that file"


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: seconds, MiB of address space, pages of a PDF, and MiB of
    what is read from it."""

    seconds: float = 180.0
    memory: int = 1024
    pages: int = 2000
    output: int = 32


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file, and what the file says of itself."""

    text: StoredText
    about: About


class ReaderApart:
    """A context manager; the process begins with the first file, reads each in a copy of itself,
    and ends with the context."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, document: Document, path: Path, outline: Path | None = None) -> StoredText:
        """Raises UnreadableFile or BadOutline."""
        return self.look_into(document.id, path, outline).text

    def look_into(self, document: str, path: Path, outline: Path | None = None) -> Reading:
        """Raises UnreadableFile or BadOutline."""
        whole = outline.absolute() if outline else None
        pages = self._limits.pages
        asked = Request(document=document, path=path.absolute(), outline=whole, pages=pages)
        reply = self._ask(path.name, asked)
        if reply.bad_outline:
            raise BadOutline(reply.bad_outline)
        if reply.problem:
            raise UnreadableFile(path.name, *reply.problem)
        if reply.out_of_memory or reply.text is None or reply.about is None:
            raise self._too_large(path.name)
        return Reading(replace(reply.text, document=document), reply.about)

    def _ask(self, name: str, request: Request) -> Reply:
        process = self._process or self._begin(name)
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            process.stdin.write(request.model_dump_json().encode() + b"\n")
            process.stdin.flush()
        message = self._receive(name, process, self._limits.seconds)
        try:
            return Reply.model_validate_json(message)
        except ValidationError as error:
            self._end()
            raise UnreadableFile(name, "the reader answers nonsense", SAVE_ANEW) from error

    def _begin(self, name: str) -> "subprocess.Popen[bytes]":
        """It is given no environment but what it needs to start: no keys."""
        root = str(Path(__file__).parents[1])
        command = [sys.executable, "-m", "ingest.reading_process", str(self._limits.memory)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=root,
            env={"PYTHONPATH": root, "LC_ALL": "C.UTF-8"},
            start_new_session=True,  # so that its copy can be ended with it
        )
        self._receive(name, self._process, BEGIN_WITHIN)
        return self._process

    def _receive(self, name: str, process: "subprocess.Popen[bytes]", seconds: float) -> bytes:
        end = time.monotonic() + seconds
        length = int.from_bytes(self._bytes(name, process, LENGTH_BYTES, end), "big")
        if length > self._limits.output * 2**20:
            self._end()
            reason = f"more than {self._limits.output} MiB is read from it"
            raise UnreadableFile(name, reason, "split it, or raise BRONWIJZER_READ_OUTPUT")
        return self._bytes(name, process, length, end)

    def _bytes(
        self, name: str, process: "subprocess.Popen[bytes]", count: int, end: float
    ) -> bytes:
        assert process.stdout is not None
        pieces, missing = [], count
        while missing:
            left = end - time.monotonic()
            if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
                self._end()
                reason = f"reading it takes more than {self._limits.seconds:g} seconds"
                raise UnreadableFile(name, reason, "split it, or raise BRONWIJZER_READ_SECONDS")
            piece = os.read(process.stdout.fileno(), min(missing, PIECE))
            if not piece:
                raise self._died(name, process)
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)

    def _died(self, name: str, process: "subprocess.Popen[bytes]") -> UnreadableFile:
        self._end()
        code = process.returncode
        if code in (-signal.SIGABRT, -signal.SIGKILL, 1):  # where no room was left to say so
            return self._too_large(name)
        return UnreadableFile(name, f"it stops its reader (status {code})", SAVE_ANEW)

    def _too_large(self, name: str) -> UnreadableFile:
        reason = f"reading it takes more than {self._limits.memory} MiB of memory"
        return UnreadableFile(name, reason, "split it, or raise BRONWIJZER_READ_MEMORY")

    def _end(self) -> None:
        """It is killed before it is waited for, so that this can't hang either."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        with suppress(ProcessLookupError, PermissionError):  # where all of it has ended
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

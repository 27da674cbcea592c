"""The process that reads files, each in a copy of itself, so that a bad one ends nothing else."""

import contextlib
import os
import resource
import sys
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel

from corpus.document import Document, StoredText
from ingest.about import About, describe
from ingest.outline import BadOutline
from ingest.readers.text import UnreadableFile
from ingest.report import read_report
from ingest.vocabulary import load_word_list

READY = b"ready"
LENGTH_BYTES = 8
MEBIBYTE = 2**20
# Sent as it is: there may be no room left to write another one.
OUT_OF_MEMORY = b'{"out_of_memory":true}'


class Request(BaseModel):
    """One file to read; `pages` is the most that a PDF may have. Files that make no mistake of
    their own still read no more than `memory` MiB of address space."""

    document: str
    path: Path
    outline: Path | None
    pages: int


class Reply(BaseModel):
    """Either the text with what the file says of itself, or why there is none."""

    text: StoredText | None = None
    about: About | None = None
    problem: tuple[str, str] | None = None
    bad_outline: str = ""
    out_of_memory: bool = False


def send(stream: BinaryIO, message: bytes) -> None:
    """A message goes as its length, then its bytes."""
    stream.write(len(message).to_bytes(LENGTH_BYTES, "big") + message)
    stream.flush()


def main(memory_mebibytes: int) -> None:
    """Answers requests, a line each, until there are no more."""
    with os.fdopen(os.dup(1), "wb") as replies, Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)  # whatever a library prints is no reply
        _limit(resource.RLIMIT_AS, memory_mebibytes * MEBIBYTE)
        _limit(resource.RLIMIT_FSIZE, 0)  # it makes no files,
        _limit(resource.RLIMIT_CORE, 0)  # and leaves no core behind
        with contextlib.suppress(MemoryError):  # then a file that needs it is refused
            load_word_list()
        send(replies, READY)
        for line in sys.stdin.buffer:
            _answer_in_copy(line, replies)


def _answer_in_copy(line: bytes, replies: BinaryIO) -> None:
    """A copy begins at once, with all that is loaded here, and what a file did ends with it; where
    the copy dies of it, this process ends in the same way."""
    copy = os.fork()
    if not copy:
        status = 1
        try:
            _limit(resource.RLIMIT_NPROC, 0)  # it leaves no copy of its own behind
            send(replies, _answer(Request.model_validate_json(line)))
            status = 0
        finally:
            os._exit(status)
    ended = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
    if ended < 0:
        os.kill(os.getpid(), -ended)
    if ended:
        os._exit(abs(ended))


def _limit(what: int, most: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # where the system knows no such limit
        resource.setrlimit(what, (most, most))


def _answer(request: Request) -> bytes:
    try:
        return _read(request).model_dump_json().encode()
    except MemoryError:
        return OUT_OF_MEMORY
    except BadOutline as error:
        return Reply(bad_outline=str(error)).model_dump_json().encode()
    except UnreadableFile as error:
        problem = (error.reason, error.remedy)
    except OSError as error:
        problem = (f"it can't be opened ({error.strerror})", "name a file that can be read")
    # The last resort of a process that exists to meet whatever a hostile file does.
    except Exception as error:
        reason = f"the file is damaged ({type(error).__name__})"
        problem = (reason, "open it in the program that made it, and save it anew")
    return Reply(problem=problem).model_dump_json().encode(errors="replace")


def _read(request: Request) -> Reply:
    document = Document(request.document, "", request.path.name, "")
    text = read_report(document, request.path, request.outline, request.pages)
    return Reply(text=text, about=describe(request.path))


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""What `bronwijzer doctor` looks at in catalogue, language model and disk."""

import errno
import os
import shutil
import time
from pathlib import Path

from corpus.catalogue import check_file, read_catalogue
from retriever.writer import Prompt, Writer


def catalogue_state(corpus: Path) -> str:
    """Raises BadCatalogue and BadDocumentFile."""
    documents = read_catalogue(corpus)
    for document in documents.values():
        check_file(corpus, document)
    return f"{len(documents)} documenten, alle bestanden kloppen"


def writer_state(writer: Writer | None) -> str:
    """Raises ModelFailed unless the model, where one is set, writes something in time."""
    if writer is None:
        return "geen ingesteld, dus antwoorden in citaten"
    started = time.perf_counter()
    for _ in writer.write(Prompt("Answer with one word.", "Say: ready"), writer.seconds):
        break
    return f"{writer.name} antwoordt na {time.perf_counter() - started:.1f} s"


def free_space(folder: Path, remedy: str) -> str:
    """Raises PermissionError with the remedy where nothing can be written."""
    there = next(path for path in [folder.absolute(), *folder.absolute().parents] if path.exists())
    if not os.access(there, os.W_OK):
        raise PermissionError(errno.EACCES, f"{there} can't be written; {remedy}")
    return f"{shutil.disk_usage(there).free / 2**30:.1f} GiB vrij"

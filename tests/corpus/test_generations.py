"""One writer at a time; killed, refused or out of space, a run leaves the old index whole."""

import multiprocessing
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from corpus.generations import IndexUnwritable
from corpus.index import PassageIndex
from corpus.lock import IndexLocked, writing
from ingest.pipeline import ingest
from tests.corpus.miniature import (
    WERKEN,
    WONEN,
    ZORG,
    TinyEncoder,
    fates,
    unit_texts,
    write_corpus,
)

# Processes of our own: a real lock and a real kill. The modules are loaded in them only once.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["ingest.pipeline", "tests.corpus.miniature"])


def hold(folder: Path) -> None:
    with writing(folder):
        (folder / "held").touch()
        time.sleep(60)


def run_ingest(corpus: Path, folder: Path, pause: float) -> None:
    ingest(corpus, folder, TinyEncoder(pause=pause))


def started(work: Callable[..., None], *args: object) -> ForkServerProcess:
    process = PROCESSES.Process(target=work, args=args)
    process.start()
    return process


def wait_for(condition: Callable[[], bool], process: ForkServerProcess) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert process.is_alive(), "it ended before the moment came"
        assert time.monotonic() < end
        time.sleep(0.0005)


def kill(process: ForkServerProcess) -> None:
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An index of two documents, and a catalogue that has since changed in both."""
    folder, corpus = tmp_path / "index", tmp_path / "corpus"
    ingest(write_corpus(corpus, {"wonen": WONEN, "werken": WERKEN}), folder, TinyEncoder())
    write_corpus(corpus, {"wonen": ZORG, "zorg": ZORG + WERKEN * 40})
    return folder


def texts(folder: Path) -> dict[str, str]:
    return unit_texts(PassageIndex(folder, TinyEncoder()))


# Moments in a run, by what lies in the folder then; the second generation is being made.
MOMENTS: dict[str, Callable[[Path], bool]] = {
    "while it encodes": lambda index: (index / "writer.txt").exists(),
    "as the new generation begins": lambda index: (index / "generation-000002").exists(),
    "as the vectors go in": lambda index: (index / "generation-000002/components.npy").exists(),
    "as the words go in": lambda index: any((index / "generation-000002/terms").glob("*.term")),
    "before the manifest": lambda index: (index / "generation-000002/centroid.npy").exists(),
}


@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_the_old_index_answers_and_the_next_run_finishes(
    tmp_path: Path, old: Path, moment: str
) -> None:
    before = texts(old)
    pause = 0.05 if moment == "while it encodes" else 0.0
    # Writing to a pipe that nobody reads stops the run just before its last step.
    os.mkfifo(old / "manifest.json.unfinished")
    process = started(run_ingest, tmp_path / "corpus", old, pause)
    wait_for(lambda: MOMENTS[moment](old), process)
    kill(process)
    (old / "manifest.json.unfinished").unlink()
    ingest(tmp_path / "corpus", tmp_path / "whole", TinyEncoder())
    after = texts(tmp_path / "whole")
    assert texts(old) in (before, after)
    done = fates(tmp_path / "corpus", old, TinyEncoder())
    assert done[0].startswith("wonen: ")
    assert texts(old) == after
    assert len(list(old.glob("generation-*"))) <= 2


@pytest.mark.slow
def test_a_second_writer_is_refused_with_the_name_of_the_first(tmp_path: Path, old: Path) -> None:
    process = started(hold, old)
    wait_for((old / "held").exists, process)
    named = rf"index is being written by process {process.pid} on {socket.gethostname()}; wait"
    with pytest.raises(IndexLocked, match=named):
        ingest(tmp_path / "corpus", old, TinyEncoder())
    assert len(texts(old)) > 0
    kill(process)
    assert fates(tmp_path / "corpus", old, TinyEncoder())[0] == "wonen: replaced"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("only root can mount a small disk, and not everywhere")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.parametrize("kibibytes_free", [20, 200, 600, 1000])
def test_on_a_full_disk_the_old_index_is_as_it_was_and_the_message_says_what_to_do(
    tmp_path: Path, small_disk: Path, kibibytes_free: int
) -> None:
    corpus, folder = tmp_path / "corpus", small_disk / "index"
    ingest(write_corpus(corpus, {"wonen": WONEN}), folder, TinyEncoder())
    before = texts(folder)
    write_corpus(corpus, {"wonen": WONEN, "zorg": ZORG + WERKEN * 400})
    free = os.statvfs(small_disk)
    (small_disk / "ballast").write_bytes(
        bytes(free.f_bavail * free.f_bsize - kibibytes_free * 1024)
    )
    with pytest.raises(IndexUnwritable, match=r"can't be stored .*make room .*is as it was"):
        ingest(corpus, folder, TinyEncoder())
    assert texts(folder) == before
    assert [path.name for path in folder.glob("generation-*")] == ["generation-000001"]
    (small_disk / "ballast").unlink()
    smaller = write_corpus(corpus, {"wonen": ZORG})
    assert fates(smaller, folder, TinyEncoder()) == ["wonen: replaced"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_without_permission_to_write_the_index_is_as_it_was(tmp_path: Path, old: Path) -> None:
    before = texts(old)
    old.chmod(0o500)
    with pytest.raises(PermissionError):
        ingest(tmp_path / "corpus", old, TinyEncoder())
    old.chmod(0o700)
    assert texts(old) == before

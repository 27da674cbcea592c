"""What a server bears: many clients at once, from another process, while a document is taken in."""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx
from rich.console import Console

from corpus.index import generation_folder
from corpus.lock import READERS
from corpus.manifest import read_manifest
from evals.clients import EARLY, LATE, Clients, single_answers
from evals.gold import read_questions
from evals.summary import percentiles

# A share of the load's time goes to one client alone, for the rate to compare with.
ALONE = 0.25
QUESTIONS = 100
MADE = """1 Buurttuin

De buurttuin op het Weiland is in een proef met zes bewoners van beschermd wonen aangelegd.

De vrijwilligers van de buurttuin koken elke donderdag voor de straat.
"""


@dataclass(frozen=True, slots=True)
class Load:
    """Rates in answers a second, times in seconds, memory in MiB (None before so many requests).

    `wrong` counts answers that one client alone did not get, before or after the document came.
    """

    clients: int
    cores: int
    alone: float
    rate: float
    p50: float
    p95: float
    statuses: Mapping[int, int]
    failures: int
    wrong: int
    early: float | None
    late: float | None

    @property
    def share(self) -> float:
        """Of what the cores would give if each gave what one client alone gets."""
        return self.rate / (self.alone * self.cores)


def run_load(
    corpus: Path,
    index: Path,
    gold: Path,
    output: Path,
    console: Console,
    clients: int,
    seconds: float,
    until_late: bool,
) -> int:
    """Exit status: 1 where an answer failed or was wrong. Writes load.json to `output`."""
    asked = [one.question for one in read_questions(gold / "questions.jsonl")][:QUESTIONS]
    with tempfile.TemporaryDirectory() as folder:
        found = measure_load(corpus, index, Path(folder), asked, clients, seconds, until_late)
    output.mkdir(parents=True, exist_ok=True)
    told = asdict(found) | {"share": found.share}
    (output / "load.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    console.print_json(json.dumps(told))
    return int(bool(found.failures or found.wrong))


def measure_load(
    corpus: Path,
    index: Path,
    folder: Path,
    questions: Sequence[str],
    clients: int,
    seconds: float,
    until_late: bool = False,
) -> Load:
    """Over a copy of reports and index in `folder`. With `until_late` the clients go on until
    10,000 questions were answered, for the memory that was held then."""
    environment = copied(corpus, index, folder)
    with served(environment, folder / "server.log") as url:
        alone = Clients(url, questions)
        asyncio.run(alone.ask_for(1, seconds * ALONE))
        before = single_answers(url, questions)
        many = Clients(url, questions)
        with adding(environment, folder):
            asyncio.run(many.ask_for(clients, seconds))
        rate, times = len(many.seen.times) / seconds, list(many.seen.times)
        if until_late:
            asyncio.run(many.ask_for(clients, 6 * 3600, LATE))
        after = single_answers(url, questions)
    seen = many.seen
    p50, p95 = percentiles(times) or (0.0, 0.0)
    return Load(
        clients=clients,
        cores=os.cpu_count() or 1,
        alone=len(alone.seen.times) / (seconds * ALONE),
        rate=rate,
        p50=p50,
        p95=p95,
        statuses=dict(seen.statuses),
        failures=seen.failures,
        wrong=sum(what not in (before[q], after[q]) for q, what in seen.said),
        early=seen.memory.get(EARLY),
        late=seen.memory.get(LATE),
    )


def copied(corpus: Path, index: Path, folder: Path) -> dict[str, str]:
    """The environment of a server over copies, which may be changed."""
    number = read_manifest(index).generation
    generation = generation_folder(index, number)
    shutil.copytree(corpus, folder / "corpus", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copytree(
        generation, folder / "index" / generation.name, ignore=shutil.ignore_patterns(READERS)
    )
    for path in index.iterdir():
        if path.is_file() and path.suffix in (".json", ".txt"):
            shutil.copy2(path, folder / "index")
    places = {name.upper(): str(folder / name) for name in ("corpus", "index", "data")}
    ours = {f"BRONWIJZER_{name}": place for name, place in places.items()}
    return os.environ | ours | {"BRONWIJZER_RATE": "0"}


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "bronwijzer", *words]


@contextmanager
def served(environment: Mapping[str, str], log: Path) -> Iterator[str]:
    """The address of a server in a process of its own."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (
        log.open("wb") as told,
        subprocess.Popen(command("serve", "--port", str(port)), env=environment, stderr=told) as it,
    ):
        try:
            wait_until_ready(url, it)
            yield url
        finally:
            it.terminate()


def wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            if httpx.get(f"{url}/health/ready", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise RuntimeError(f"the server ended with status {process.returncode}; see its log")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port: int = bound.getsockname()[1]
        return port


@contextmanager
def adding(environment: Mapping[str, str], folder: Path) -> Iterator[None]:
    """A document is taken in meanwhile, by another process."""
    file = folder / "buurttuin-2026.txt"
    file.write_text(MADE, "utf-8")
    with (folder / "adding.log").open("wb") as told:
        words = command("documents", "add", str(file))
        with subprocess.Popen(words, env=environment, stdout=told, stderr=told) as adding:
            yield
        if adding.returncode:
            raise RuntimeError(f"the document was not taken in; see {told.name}")

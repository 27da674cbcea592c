"""What reading costs: pages a second of processor time, and the memory of a long document."""

import json
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.document import Document
from ingest.report import read_report


@dataclass(frozen=True, slots=True)
class ReadingCost:
    """Of one file, from its bytes to repaired text, on one core: `seconds` are those of the
    processor, `memory` is the peak of the process in MiB, None where the system does not tell."""

    pages: int
    characters: int
    seconds: float
    memory: float | None

    @property
    def pages_a_second(self) -> float:
        return self.pages / self.seconds


def measure_reading(path: Path, most_pages: int = 10_000) -> ReadingCost:
    """In a process of its own, which holds nothing but the readers. The file must be readable."""
    command = [sys.executable, "-m", "evals.reading", str(path.absolute()), str(most_pages)]
    root = Path(__file__).parents[1]
    told = subprocess.run(command, check=True, capture_output=True, cwd=root).stdout
    return ReadingCost(**json.loads(told))


def _read(path: Path, most_pages: int) -> ReadingCost:
    document = Document(path.stem, path.stem, path.name, "")
    started = time.process_time()
    text = read_report(document, path, None, most_pages)
    seconds = time.process_time() - started
    pages = max((page.index or 0 for page in text.pages), default=0)
    status = Path("/proc/self/status")
    peak = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return ReadingCost(pages, len(text.text), seconds, int(peak[1]) / 1024 if peak else None)


if __name__ == "__main__":
    cost = _read(Path(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.write(json.dumps(asdict(cost)))

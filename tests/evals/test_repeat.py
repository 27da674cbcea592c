"""Two runs over the five reports give the same scores, question by question."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from corpus.encoder import SentenceEncoder
from corpus.index import PassageIndex
from evals.measure import Options, measure
from evals.result import Result
from retriever.assistant import Assistant

pytestmark = pytest.mark.slow
EVERY = 16


@pytest.fixture
def options(tmp_path: Path) -> Options:
    """Some questions of every sort, and some dialogues."""
    for name in ("questions.jsonl", "dialogues.jsonl"):
        lines = (Path("evals") / name).read_text("utf-8").splitlines()
        rows = [json.loads(line) | {"parallel": None} for line in lines[::EVERY]]
        if name == "dialogues.jsonl":
            rows = [{key: row[key] for key in row if key != "parallel"} for row in rows]
        (tmp_path / name).write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    (tmp_path / "pages.jsonl").touch()
    return Options(tmp_path, tmp_path, "abc123", "standaard")


def run(folder: Path, encoder: SentenceEncoder, options: Options) -> Result:
    assistant = Assistant(PassageIndex(folder, encoder), encoder)
    quiet = Console(file=io.StringIO())
    return measure(assistant, assistant.retrievers, encoder, options, quiet).result


def test_two_runs_give_the_same_scores(
    report_index: PassageIndex, encoder: SentenceEncoder, options: Options
) -> None:
    one, two = (run(report_index.folder, encoder, options) for _ in range(2))
    assert one.questions == 24 and len(one.turns) > 3
    assert one.model_dump(exclude={"elapsed"}) == two.model_dump(exclude={"elapsed"})

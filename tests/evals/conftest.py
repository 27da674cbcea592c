"""The miniature corpus as fixtures."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from corpus.document import StoredText
from tests.evals.miniature import (
    FAR,
    GATE,
    GOLD,
    HOUSING,
    REPORTS,
    dialogue_row,
    question_row,
    store,
    write_lines,
)


@pytest.fixture
def texts() -> dict[str, StoredText]:
    return {id: store(id, sentences) for id, sentences in REPORTS.items()}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder with questions, page proofs and a gate that this corpus passes."""
    folder = tmp_path / "gold"
    folder.mkdir()
    rows = [question_row(*row) for row in GOLD]
    unanswerable = {"kind": "unanswerable", "category": "far", "nuggets": [], "split": "test"}
    rows.append({"id": FAR[0], "question": FAR[1], "language": "nl", "answer": "", **unanswerable})
    write_lines(folder / "questions.jsonl", rows)
    write_lines(folder / "dialogues.jsonl", [dialogue_row()])
    first, last = REPORTS[HOUSING][0][:30], REPORTS[HOUSING][0][-20:]
    write_lines(
        folder / "pages.jsonl", [{"document": HOUSING, "page": "3", "first": first, "last": last}]
    )
    (folder / "gate.toml").write_text(GATE, "utf-8")
    return folder


@pytest.fixture
def console() -> Console:
    return Console(file=io.StringIO(), width=200)

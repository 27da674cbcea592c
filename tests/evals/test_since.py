"""A made report beside the five: which questions it changes, and what it says of their facts."""

import hashlib
import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from corpus.encoder import SentenceEncoder
from corpus.index import PassageIndex
from evals.face import run_evals
from evals.measure import Options
from ingest.pipeline import ingest
from retriever.assistant import Assistant
from tests.evals.reports import RememberingEncoder

pytestmark = pytest.mark.slow
NEW = "terugblik-2026"
MADE = Path(__file__).with_name(f"{NEW}.txt")
# Facts that it contradicts, facts that it confirms, and other things, some in both languages.
CONTRADICTED = {"bt-001", "bt-029", "bt-005"}
CONFIRMED = {"rk-003", "rk-026", "sb-023", "sb-024"}
OTHER = {"rk-006", "rk-024", "sb-032", "wt-006"}


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    lines = Path("evals/questions.jsonl").read_text("utf-8").splitlines(keepends=True)
    asked = CONTRADICTED | CONFIRMED | OTHER
    chosen = [line for line in lines if json.loads(line)["id"] in asked]
    assert len(chosen) == len(asked)
    (folder / "questions.jsonl").write_text("".join(chosen), "utf-8")
    shutil.copy("evals/pages.jsonl", folder)
    shutil.copy("evals/gate.toml", folder)
    (folder / "dialogues.jsonl").touch()
    return folder


@pytest.fixture(scope="module")
def enlarged(
    report_index: PassageIndex, encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory
) -> PassageIndex:
    """The index of the five reports, to which the made one was added."""
    folder = tmp_path_factory.mktemp("enlarged")
    corpus, index = folder / "corpus", folder / "index"
    shutil.copytree("corpus", corpus, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copytree(report_index.folder, index)
    shutil.copy(MADE, corpus / "documents")
    digest = hashlib.sha256(MADE.read_bytes()).hexdigest()
    with (corpus / "catalogue.toml").open("a", encoding="utf-8") as catalogue:
        catalogue.write(
            f'\n[{NEW}]\ntitle = "Terugblik"\nfile = "{MADE.name}"\nsha256 = "{digest}"\n'
        )
    fates = {fate.document: fate.what for fate in ingest(corpus, index, encoder)}
    assert fates == {**dict.fromkeys(report_index.documents, "unchanged"), NEW: "added"}
    return PassageIndex(index, encoder)


@pytest.fixture(scope="module")
def said(
    report_index: PassageIndex,
    enlarged: PassageIndex,
    encoder: SentenceEncoder,
    gold: Path,
) -> str:
    """What the terminal says when the made report has come in."""
    remembering = RememberingEncoder(encoder)
    options = Options(gold, gold / "report", "abc123", "standaard")
    old, new = (Assistant(index, remembering) for index in (report_index, enlarged))
    accept = replace(options, accept=True)
    assert run_evals(old, old.retrievers, remembering, accept, Console(file=io.StringIO())) == 0
    file = io.StringIO()
    console = Console(file=file, width=150)
    since = replace(options, since=options.baseline)
    assert run_evals(new, new.retrievers, remembering, since, console) == 0
    return file.getvalue()


def test_the_questions_that_it_changes_are_listed_with_it_as_their_cause(said: str) -> None:
    assert f"{NEW} was added" in said
    table = [line for line in said.splitlines() if re.match("│ [a-z]{2}-", line)]
    rows = {line.split()[1]: line for line in table}
    # What it says of rk-003 nearly copies a sentence of the five: that stays the one that is read.
    assert {"bt-001", "bt-005", "sb-023"} <= rows.keys() <= CONTRADICTED | CONFIRMED, said
    assert all(f"│ {NEW} " in rows[id] for id in ("bt-001", "bt-005", "sb-023")), said
    assert any("other quotes" in row for row in rows.values()), said


def test_sentences_that_say_the_same_are_proposed_as_evidence(said: str) -> None:
    proposed, _ = between(said, "may prove gold facts too", "with other figures")
    assert {line.split()[1] for line in proposed} == CONFIRMED
    assert any("sluit de corporatie een reguliere huurovereenkomst" in line for line in proposed)
    assert any("ambulant wonen op pantoffelafstand" in line for line in proposed)


def test_sentences_with_other_figures_are_told_apart(said: str) -> None:
    _, differing = between(said, "may prove gold facts too", "with other figures")
    assert {line.split()[1] for line in differing} == CONTRADICTED
    assert any("nog 55% van de mensen" in line and "(without 80, 90)" in line for line in differing)
    assert any("begeleiders 14 cliënten" in line and "(without 10)" in line for line in differing)


def between(said: str, first: str, second: str) -> tuple[list[str], list[str]]:
    """The lines after each of two titles."""
    lines = said.splitlines()
    starts = [next(i for i, line in enumerate(lines) if title in line) for title in (first, second)]
    return lines[starts[0] + 1 : starts[1]], [line for line in lines[starts[1] + 1 :] if line]

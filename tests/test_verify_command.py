"""`bronwijzer verify` reads a file, a Word document or standard input."""

import json
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from bronwijzer import app

ROOT = Path(__file__).parents[1]
CLAIM = "Ruim 70% van de huidige bezoekers van de nachtopvang valt terug naar dakloosheid."

pytestmark = pytest.mark.usefixtures("report_index")


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRONWIJZER_CORPUS", str(ROOT / "corpus"))
    monkeypatch.setenv("BRONWIJZER_INDEX", str(ROOT / "var" / "tests" / "index"))
    monkeypatch.setenv("BRONWIJZER_MODELS", str(ROOT / "var" / "models"))


def test_a_word_document_is_checked_by_the_sentence(tmp_path: Path) -> None:
    plan = docx.Document()
    plan.add_heading("Opvang", level=1)
    plan.add_paragraph(CLAIM)
    plan.save(str(tmp_path / "plan.docx"))
    result = CliRunner().invoke(app, ["verify", str(tmp_path / "plan.docx"), "--json"])
    found = json.loads(result.stdout)
    assert [(s["text"], s["finding"]) for s in found["sentences"]] == [
        ("Opvang", "no_claim"),
        (CLAIM, "contradicted"),
    ]


def test_standard_input_gives_readable_text() -> None:
    result = CliRunner().invoke(app, ["verify", "-"], input=CLAIM)
    first, *rest = result.stdout.splitlines()
    assert first == f"tegengesproken  {CLAIM}"
    assert rest[0].startswith("  - “Zo blijkt bijvoorbeeld uit onderzoek dat 50%")
    assert rest[-1] == "1 tegengesproken"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.odt", b"PK", "plan.odt: is no Word, Markdown or text file"),
        ("leeg.txt", b"", "leeg"),
    ],
)
def test_a_file_that_cannot_be_checked_is_named(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    result = CliRunner().invoke(app, ["verify", str(tmp_path / name)])
    assert result.exit_code == 2
    assert said in result.stderr

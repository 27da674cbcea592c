"""`bronwijzer cite` writes references, and says what it can't refer to."""

import io
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from bronwijzer import app
from corpus.index import PassageIndex

ROOT = Path(__file__).parents[1]
REPORT = "regionale-koers-2017"
ENTRY = "U16-gemeenten. (2017). Regionale koers maatschappelijke opvang en beschermd wonen U16."


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRONWIJZER_CORPUS", str(ROOT / "corpus"))
    monkeypatch.setenv("BRONWIJZER_INDEX", str(ROOT / "var" / "tests" / "index"))
    monkeypatch.setenv("BRONWIJZER_MODELS", str(ROOT / "var" / "models"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["cite", *arguments])


@pytest.fixture
def place(report_index: PassageIndex) -> str:
    """Of a sentence of the report that may be quoted."""
    sentences = report_index.text(REPORT).sentences
    span = next(one.span for one in sentences[300:] if one.exact and one.kind == "sentence")
    return f"{REPORT}:{span.start}-{span.end}"


@pytest.mark.usefixtures("report_index")
def test_a_document_is_cited_in_the_style_that_is_asked_for() -> None:
    assert run(REPORT).output == f"{ENTRY}\n"
    assert run(REPORT, "--style", "vancouver", "--language", "en").output == (
        "1. U16-gemeenten. Regionale koers maatschappelijke opvang en beschermd wonen U16. 2017.\n"
    )


def test_a_place_is_quoted_above_the_list(place: str, report_index: PassageIndex) -> None:
    start, end = (int(one) for one in place.partition(":")[2].split("-"))
    result = run(place)
    assert result.output.startswith(f"“{report_index.text(REPORT).text[start:end]}” (U16-gemeenten")
    assert result.output.endswith(f"\n\nBronnen\n\n{ENTRY}\n")


def test_a_word_file_goes_to_a_file(place: str, tmp_path: Path) -> None:
    refused = run(place, "--format", "docx")
    assert (refused.exit_code, "add --output FILE" in refused.output) == (2, True)
    path = tmp_path / "bronnen.docx"
    assert run(place, "--format", "docx", "--output", str(path)).exit_code == 0
    texts = [
        paragraph.text for paragraph in docx.Document(io.BytesIO(path.read_bytes())).paragraphs
    ]
    assert (texts[0], texts[-1]) == ("Citaten en bronnen", ENTRY)


@pytest.mark.usefixtures("report_index")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["weg"], "UnknownDocument: no document 'weg'"),
        ([f"{REPORT}:5"], "UnprovenQuote: 'regionale-koers-2017:5' is neither"),
        ([f"{REPORT}:5-99999999"], "start must lie before end"),
        ([REPORT, "--style", "appa"], "UnknownStyle: no style 'appa'; choose"),
        ([REPORT, "--format", "pdf"], "'pdf' is not one of"),
        ([REPORT, "--output", "/dev/null/bronnen"], "choose another --output"),
    ],
)
def test_a_mistake_is_told_with_its_remedy(arguments: list[str], told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())

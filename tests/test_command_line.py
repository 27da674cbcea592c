"""The commands keep the contract of the design: fields, exit statuses, messages with remedies."""

import errno
import json
import os
import socket
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from bronwijzer import app, reporting
from corpus.index import PassageIndex
from tests.corpus.miniature import WONEN, write_corpus

ROOT = Path(__file__).parents[1]
HELPS = "what helps omklap succeed?"
REPORT = "bouwen-aan-een-thuis-2021"
Types = dict[str, type | tuple[type, ...]]
PASSAGE: Types = {
    "id": str,
    "document": str,
    "title": str,
    "year": int,
    "section": list,
    "page": (str, type(None)),
    "start": int,
    "end": int,
    "text": str,
    "score": float,
    "why": list,
}
CITATION = {name: PASSAGE[name] for name in PASSAGE if name not in ("id", "text", "score", "why")}
CITATION |= {"number": int, "quote": str}


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The index that the tests share, without encoding anything."""
    monkeypatch.setenv("BRONWIJZER_CORPUS", str(ROOT / "corpus"))
    monkeypatch.setenv("BRONWIJZER_INDEX", str(ROOT / "var" / "tests" / "index"))
    monkeypatch.setenv("BRONWIJZER_MODELS", str(ROOT / "var" / "models"))
    return monkeypatch


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def has_types(row: dict[str, Any], types: Types) -> bool:
    return row.keys() == types.keys() and all(isinstance(row[n], t) for n, t in types.items())


def batch(folder: Path, *lines: object) -> str:
    path = folder / "questions.jsonl"
    written = (
        line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines
    )
    path.write_text("\n".join(written), encoding="utf-8")
    return str(path)


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.strip().split("\n")]


# What is found and answered


@pytest.mark.usefixtures("settings")
def test_search_gives_passages_in_the_agreed_form(report_index: PassageIndex) -> None:
    result = run("search", HELPS, "--limit", "3", "--json")
    (reply,) = rows(result)
    assert result.exit_code == 0
    types: Types = {"question": str, "asked": str, "language": str, "passages": list}
    types |= {"elapsed_ms": float}
    assert has_types(reply, types)
    assert (reply["question"], reply["language"], len(reply["passages"])) == (HELPS, "en", 3)
    for passage in reply["passages"]:
        assert has_types(passage, PASSAGE)
        stored = report_index.text(passage["document"]).text
        assert stored[passage["start"] : passage["end"]] == passage["text"]
    scores = [passage["score"] for passage in reply["passages"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.usefixtures("settings", "report_index")
def test_search_within_documents_finds_nothing_elsewhere() -> None:
    wanted = [REPORT, "regionale-koers-2017"]
    only = [argument for id in wanted for argument in ("--document", id)]
    (reply,) = rows(run("search", "omklapcontract", *only, "--json"))
    assert len(reply["passages"]) == 20
    assert {passage["document"] for passage in reply["passages"]} == set(wanted)


@pytest.mark.usefixtures("settings")
def test_ask_gives_an_answer_in_the_agreed_form(report_index: PassageIndex) -> None:
    result = run("ask", HELPS, "--json")
    (reply,) = rows(result)
    assert result.exit_code == 0
    types: Types = {"question": str, "language": str, "outcome": str, "text": str, "claims": list}
    types |= {"citations": list, "nearest": list, "elapsed_ms": float}
    types |= {"asked": str, "confidence": float, "note": str, "removed": int}
    assert has_types(reply, types)
    assert (reply["language"], reply["outcome"]) == ("en", "answered")
    assert all(has_types(citation, CITATION) for citation in reply["citations"])
    assert all(has_types(passage, PASSAGE) for passage in reply["nearest"])
    for claim in reply["claims"]:
        assert has_types(claim, {"text": str, "verdict": str, "citations": list})
    numbers = [citation["number"] for citation in reply["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {number for claim in reply["claims"] for number in claim["citations"]} == set(numbers)
    for citation in reply["citations"]:
        stored = report_index.text(citation["document"]).text
        assert stored[citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.usefixtures("settings", "report_index")
def test_ask_prints_the_answer_with_its_sources_in_the_language_of_the_question() -> None:
    result = run("ask", "wat is een omklapwoning?")
    assert result.exit_code == 0
    assert "[1]" in result.stdout
    assert "Bouwen aan een thuis" in result.stdout


@pytest.mark.usefixtures("settings", "report_index")
def test_a_batch_gives_one_reply_a_line_in_order_with_its_id(tmp_path: Path) -> None:
    questions = batch(
        tmp_path,
        {"id": "a", "question": HELPS},
        "",
        {"id": "b", "question": "wie betaalt\u2028de begeleiding?", "topic": "geld"},
    )
    result = run("search", "--batch", questions, "--limit", "2")
    assert result.exit_code == 0
    assert [(row["id"], row["language"], len(row["passages"])) for row in rows(result)] == [
        ("a", "en", 2),
        ("b", "nl", 2),
    ]


@pytest.mark.usefixtures("settings", "report_index")
def test_a_follow_up_takes_along_what_its_history_says(tmp_path: Path) -> None:
    first, follow_up = "Wat is Pitstop in Woerden?", "en in Houten?"
    questions = batch(tmp_path, {"id": "a", "question": follow_up, "history": [first]})
    (reply,) = rows(run("search", "--batch", questions))
    assert (reply["question"], reply["asked"]) == (follow_up, "Wat is Pitstop in Houten?")
    printed = run("ask", follow_up, "--history", "hallo", "--history", first).stdout
    assert printed.startswith("Gezocht met: Wat is Pitstop in Houten?\n")


@pytest.mark.usefixtures("settings", "report_index")
def test_a_batch_goes_on_after_a_line_that_cannot_be_answered(tmp_path: Path) -> None:
    questions = batch(
        tmp_path,
        '{"id": "kapot", ',
        {"id": "zonder vraag"},
        {"id": "leeg", "question": " \t "},
        {"id": "lang", "question": "omklap " * 1429},
        {"id": "duits", "question": "Wie ist die Betreuung für die Bewohner und was kostet das?"},
        {"id": "tekens", "question": "wat\x00 is\x07 omklap\u202e?"},
    )
    result = run("ask", "--batch", questions)
    found = rows(result)
    assert result.exit_code == 1
    assert [row.get("id") for row in found] == [None, None, "leeg", "lang", "duits", "tekens"]
    assert found[0]["line"] == '{"id": "kapot", '
    assert "Invalid JSON" in found[0]["error"]
    assert "Field required" in found[1]["error"]
    assert "De vraag is leeg" in found[2]["error"]
    assert "telt 10002 tekens" in found[3]["error"]
    assert "lijkt Duits te zijn" in found[4]["error"]
    assert found[5]["outcome"] in ("answered", "uncertain")


# What a user can mend


@pytest.mark.usefixtures("settings", "report_index")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ask", ""), "BadQuestion: De vraag is leeg"),
        (("search", "omklap " * 1429), "BadQuestion: De vraag telt 10002 tekens"),
        (("search", "omklap", "--document", "[red]"), "no document '[red]' in the index; it holds"),
    ],
)
def test_a_question_that_cannot_be_asked_exits_with_2(
    arguments: tuple[str, ...], message: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.usefixtures("settings")
def test_a_batch_file_that_is_not_there_exits_with_2(tmp_path: Path) -> None:
    result = run("search", "--batch", str(tmp_path / "nergens.jsonl"))
    assert result.exit_code == 2
    assert "does not exist" in " ".join(result.stderr.split())


def test_an_unknown_setting_is_named_beside_those_that_exist(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("BRONWIJZER_PASSAGES_SHOW", "3")
    result = run("documents", "list")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "BRONWIJZER_PASSAGES_SHOW is no setting; known are BRONWIJZER_ADAPTER" in result.stderr


def test_a_setting_with_a_wrong_value_is_named(settings: pytest.MonkeyPatch) -> None:
    settings.setenv("BRONWIJZER_PORT", "veel")
    result = run("documents", "list")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "BRONWIJZER_PORT: " in result.stderr
    assert "(found 'veel')" in result.stderr


def test_a_missing_index_exits_with_1_and_says_what_makes_one(
    settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.setenv("BRONWIJZER_INDEX", str(tmp_path / "index"))
    result = run("ask", "wat is omklap?")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"IndexMissing: no index in {tmp_path}/index; run `bronwijzer ingest`" in result.stderr


def test_a_typing_error_in_the_catalogue_exits_with_1(
    settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"wonen": WONEN})
    with (corpus / "catalogue.toml").open("a", encoding="utf-8") as catalogue:
        catalogue.write("jaar = 2020\n")
    settings.setenv("BRONWIJZER_CORPUS", str(corpus))
    result = run("documents", "list")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "catalogue.toml, [wonen] jaar: Extra inputs" in result.stderr


@pytest.mark.usefixtures("settings", "report_index")
def test_serving_on_a_port_in_use_exits_with_1() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        result = run("serve", "--port", str(other.getsockname()[1]))
    assert result.exit_code == 1
    assert "PortInUse: port" in result.stderr
    assert "choose another port" in result.stderr


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "No space left on device: var/[index]; make room on the disk"),
        (errno.EACCES, "Permission denied: var/[index]; give yourself write permission there"),
        (errno.EROFS, "Read-only file system: var/[index]; set BRONWIJZER_INDEX"),
    ],
)
def test_a_disk_that_cannot_be_written_exits_with_1_and_a_remedy(
    number: int, remedy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    failure = OSError(number, os.strerror(number), "var/[index]")
    with pytest.raises(typer.Exit) as stopped, reporting():
        raise failure
    assert stopped.value.exit_code == 1
    assert remedy in capsys.readouterr().err


def test_a_fault_of_ours_shows_its_trace() -> None:
    with pytest.raises(ZeroDivisionError), reporting():
        raise ZeroDivisionError


# Ingest, documents, doctor


@pytest.mark.usefixtures("settings", "report_index")
def test_ingest_tells_what_became_of_each_document() -> None:
    result = run("ingest", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert len(found) == 5
    assert {row["what"] for row in found} == {"unchanged"}
    types: Types = {"document": str, "what": str, "passages": int, "characters": int}
    assert has_types(found[0], {**types, "seconds": float, "problem": str, "asked": list})


@pytest.mark.slow
def test_ingest_exits_with_1_and_names_a_file_that_failed(
    settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"wonen": WONEN, "weg": WONEN})
    (corpus / "documents" / "weg.txt").unlink()
    settings.setenv("BRONWIJZER_CORPUS", str(corpus))
    settings.setenv("BRONWIJZER_INDEX", str(tmp_path / "index"))
    result = run("ingest", "--quiet")
    assert result.exit_code == 1
    assert "weg.txt can't be read (No such file or directory); put the file back" in result.stderr
    assert run("ask", "wat is een omklapcontract?").exit_code == 0


@pytest.mark.usefixtures("settings")
def test_documents_are_listed_as_the_catalogue_has_them() -> None:
    result = run("documents", "list", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [row["id"] for row in found] == [
        "regionale-koers-2017",
        "weer-thuis-in-de-wijk-2018",
        "quick-scan-t0-2020",
        REPORT,
        "sociale-basis-utrecht-2025",
    ]
    fields = "id title file sha256 authors publisher year language rights url"
    assert set(found[0]) == set(fields.split())
    assert all(row["id"] in run("documents", "list").stdout for row in found)


@pytest.mark.usefixtures("settings")
def test_one_document_is_shown_with_its_file_checked() -> None:
    result = run("documents", "show", REPORT, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["authors"][0] == "Els Overkamp"
    unknown = run("documents", "show", "nergens")
    assert unknown.exit_code == 2
    assert "no document 'nergens' in the catalogue; it holds" in unknown.stderr


@pytest.mark.usefixtures("settings", "report_index")
def test_the_doctor_finds_every_part_well() -> None:
    result = run("doctor")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["goed"] * 8


def test_the_doctor_says_what_is_missing(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings.setenv("BRONWIJZER_INDEX", str(tmp_path / "index"))
    result = run("doctor")
    assert result.exit_code == 1
    lines = [line.split(":")[0].split() for line in result.stdout.splitlines()]
    assert lines[-3:] == [["fout", "index"], ["fout", "ijking"], ["fout", "antwoord"]]
    assert "run `bronwijzer ingest`" in result.stdout

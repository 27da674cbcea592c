"""A language model is set by name, and told of; without one nothing is sent anywhere."""

import json
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bronwijzer import app
from retriever.phrases import phrase

ROOT = Path(__file__).parents[1]
QUESTION = "Wat is een omklapwoning?"
KEY = "geheim-1234"


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("BRONWIJZER_CORPUS", str(ROOT / "corpus"))
    monkeypatch.setenv("BRONWIJZER_INDEX", str(ROOT / "var" / "tests" / "index"))
    monkeypatch.setenv("BRONWIJZER_MODELS", str(ROOT / "var" / "models"))
    return monkeypatch


@pytest.fixture
def dead(settings: pytest.MonkeyPatch) -> str:
    """The address of a model's server that is not there, as it is set."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    settings.setenv("BRONWIJZER_MODEL", "klein")
    settings.setenv("BRONWIJZER_MODEL_URL", url)
    settings.setenv("BRONWIJZER_MODEL_KEY", KEY)
    settings.setenv("BRONWIJZER_MODEL_SECONDS", "5")
    return url


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.mark.usefixtures("report_index")
def test_a_model_that_is_down_costs_a_note_and_no_answer(dead: str) -> None:
    result = run("ask", QUESTION, "--json")
    reply = json.loads(result.stdout)
    assert result.exit_code == 0
    assert reply["note"] == phrase("model down", "nl")
    assert reply["citations"]
    assert f"Answers are written by klein at {dead}" in result.stderr
    assert KEY not in result.output


@pytest.mark.usefixtures("report_index", "dead")
def test_the_doctor_says_that_a_model_is_down() -> None:
    result = run("doctor")
    assert result.exit_code == 1
    assert "fout  taalmodel: klein: " in result.stdout
    assert KEY not in result.output


@pytest.mark.usefixtures("settings", "report_index")
def test_without_a_model_nobody_is_told_of_one() -> None:
    result = run("ask", QUESTION, "--json")
    assert (json.loads(result.stdout)["note"], result.stderr) == ("", "")


@pytest.mark.parametrize("name", ["BRONWIJZER_MODEL_URL", "BRONWIJZER_MODEL_KEY"])
def test_an_address_or_a_key_without_a_model_is_a_mistake(
    name: str, settings: pytest.MonkeyPatch
) -> None:
    settings.setenv(name, KEY)
    result = run("ask", QUESTION)
    assert result.exit_code == 1
    assert "BRONWIJZER_MODEL is not; name the model, such as openai:NAME" in result.stderr
    assert KEY not in result.output


def test_a_missing_provider_is_named_with_the_command_to_install_it(
    settings: pytest.MonkeyPatch,
) -> None:
    settings.setenv("BRONWIJZER_MODEL", "ollama:llama3.2")
    result = run("ask", QUESTION)
    assert result.exit_code == 1
    assert "pip install langchain-ollama" in result.stderr


@pytest.mark.parametrize("seconds", ["0", "-1", "veel"])
def test_a_time_limit_is_a_number_of_seconds(seconds: str, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("BRONWIJZER_MODEL_SECONDS", seconds)
    result = run("ask", QUESTION)
    assert result.exit_code == 2
    assert "BRONWIJZER_MODEL_SECONDS: " in result.stderr

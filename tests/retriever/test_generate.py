"""A chat model is asked within a time limit, and whatever it does wrong gets its name."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from socketserver import BaseServer

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from retriever.generate import LONGEST, ChatWriter, load_model
from retriever.writer import ModelFailed, ModelUnavailable, Prompt
from tests.retriever.scripted import ScriptedModel, writes

PROMPT = Prompt("Antwoord kort.", "<vraag>Wat is omklap?</vraag>")
TEXT = "Omklap is een overgang [1]. Het lukt vaak [2]."


def writer(model: ScriptedModel, seconds: float = 10) -> ChatWriter:
    return ChatWriter(model, "scripted", seconds, room=1000)


def failure(writer: ChatWriter) -> str:
    with pytest.raises(ModelFailed) as failed:
        list(writer.write(PROMPT, writer.seconds))
    return failed.value.failure


def test_what_a_model_writes_comes_through_in_pieces() -> None:
    pieces = list(writer(writes(TEXT)).write(PROMPT, 10))
    assert "".join(pieces) == TEXT
    assert len(pieces) > 5


def test_empty_pieces_are_passed_over() -> None:
    model = ScriptedModel(reply=lambda _, __: iter(["", "", "Een feit.", ""]))
    assert "".join(writer(model).write(PROMPT, 10)) == "Een feit."


def test_any_chat_model_of_langchain_fits() -> None:
    model = GenericFakeChatModel(messages=iter([AIMessage(TEXT)]))
    assert "".join(ChatWriter(model, "fake", 10, room=1000).write(PROMPT, 10)) == TEXT


def test_instructions_and_data_are_sent_as_two_messages() -> None:
    model = writes(TEXT)
    list(writer(model).write(PROMPT, 10))
    assert model.asked == [(PROMPT.instructions, PROMPT.data)]


def test_a_piece_is_given_before_the_next_is_written() -> None:
    go_on = threading.Event()

    def reply(_: str, __: str) -> Iterator[str]:
        yield "Een."
        go_on.wait(10)
        yield " Twee."

    pieces = writer(ScriptedModel(reply=reply)).write(PROMPT, 10)
    assert next(pieces) == "Een."
    go_on.set()
    assert "".join(pieces) == " Twee."


@pytest.mark.parametrize("size", [1, 3, 100])
def test_thinking_aloud_is_left_out(size: int) -> None:
    text = "<think>Hm, 1 < 2. Zal ik [1] noemen?</think>Een feit, want 1 < 2 [1]."
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    model = ScriptedModel(reply=lambda _, __: iter(pieces))
    assert "".join(writer(model).write(PROMPT, 10)) == "Een feit, want 1 < 2 [1]."


def test_a_model_without_a_piece_is_silent() -> None:
    assert failure(writer(ScriptedModel(reply=lambda _, __: iter(())))) == "silent"


@pytest.mark.parametrize("text", ["", "  \n \n", "<think>Ik denk nog", "<think>a</think> "])
def test_a_model_that_writes_nothing_is_silent(text: str) -> None:
    assert failure(writer(writes(text))) == "silent"


@pytest.mark.parametrize(
    "text",
    [
        "Het helpt als er tijd is. " * 9,
        "- Meer tijd voor overleg [1]\n" * 9,
        "ja " * 99,
        "." * 99,
        "Zo begint het. " + "en toen en toen nog iets anders, " * 20,
    ],
)
def test_a_model_that_repeats_itself_is_stopped(text: str) -> None:
    assert failure(writer(writes(text))) == "loops"


@pytest.mark.parametrize("text", ["\x00\x01PNG\x1a", "Een \ufffd\ufffd feit", "\x1b[31mrood"])
def test_what_is_no_text_is_rubbish(text: str) -> None:
    assert failure(writer(writes(text))) == "rubbish"


def test_a_model_that_does_not_stop_is_stopped() -> None:
    def reply(_: str, __: str) -> Iterator[str]:
        yield from (f"woord{number} " for number in range(LONGEST))

    assert failure(writer(ScriptedModel(reply=reply))) == "long"


def test_a_model_that_hangs_is_left_when_the_time_is_up() -> None:
    for_ever = threading.Event()

    def reply(_: str, __: str) -> Iterator[str]:
        yield "Een"
        for_ever.wait(20)
        yield " feit."

    started = time.monotonic()
    assert failure(writer(ScriptedModel(reply=reply), seconds=0.3)) == "slow"
    assert time.monotonic() - started < 2
    for_ever.set()


def test_an_error_of_the_model_is_a_failure_and_no_crash() -> None:
    def reply(_: str, __: str) -> Iterator[str]:
        yield "Een"
        raise RuntimeError("kapot")

    assert failure(writer(ScriptedModel(reply=reply))) == "down"


# Servers that speak OpenAI's protocol, badly


class Badly(BaseHTTPRequestHandler):
    """Answers with what the server was made with: a status and a body, or nothing for a while."""

    status, body, kind, seconds = 200, b"", "text/event-stream", 0.0

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.seconds)
        if self.seconds:
            return
        self.send_response(self.status)
        self.send_header("Content-Type", self.kind)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def serving(handler: type[Badly]) -> Iterator[str]:
    server: HTTPServer = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=BaseServer.serve_forever, args=(server, 0.05))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    thread.join()
    server.server_close()


def sent(*pieces: str) -> bytes:
    """A stream of OpenAI's protocol, one chunk a piece."""
    chunk = (
        '{"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,'
    )
    lines = [f'data: {chunk}"delta":{{"content":"{piece}"}}}}]}}\n\n' for piece in pieces]
    return "".join([*lines, "data: [DONE]\n\n"]).encode()


def asked_of(url: str, seconds: float = 5) -> ChatWriter:
    return ChatWriter(load_model("m", url, "", seconds), "m", seconds, room=1000)


def test_a_server_that_speaks_the_protocol_is_understood() -> None:
    class Well(Badly):
        body = sent("Een", " feit", ".")

    with serving(Well) as url:
        assert list(asked_of(url).write(PROMPT, 10)) == ["Een", " feit", ".", ""]


@pytest.mark.parametrize(
    ("status", "body", "kind", "name"),
    [
        (500, b"{}", "application/json", "down"),
        (401, b'{"error": {"message": "no key"}}', "application/json", "down"),
        (200, b"\x89PNG\x00\x00 data: niets", "text/event-stream", "rubbish"),
        (200, b"data: {kapot\n\n", "text/event-stream", "rubbish"),
        (200, b"<html>proxy</html>", "text/html", "silent"),
        (200, sent("\\u0000\\u0001"), "text/event-stream", "rubbish"),
        (200, sent(*["hetzelfde weer. "] * 20), "text/event-stream", "loops"),
    ],
)
def test_a_server_that_answers_badly_gets_its_name(
    status: int, body: bytes, kind: str, name: str
) -> None:
    answer = {"status": status, "body": body, "kind": kind}
    with serving(type("Bad", (Badly,), answer)) as url:
        assert failure(asked_of(url)) == name


def test_a_server_that_never_answers_is_slow() -> None:
    class Hanging(Badly):
        seconds = 1.5

    with serving(Hanging) as url:
        started = time.monotonic()
        assert failure(asked_of(url, seconds=0.5)) == "slow"
        assert time.monotonic() - started < 1.4


def test_a_server_that_is_not_there_is_down() -> None:
    with serving(Badly) as url:
        pass
    assert failure(asked_of(url)) == "down"


# Settings


@pytest.mark.parametrize("provider", ["ollama", "mistralai"])
def test_a_package_that_is_missing_is_named_with_its_command(provider: str) -> None:
    with pytest.raises(ModelUnavailable, match=rf"pip install langchain-{provider}`"):
        load_model(f"{provider}:klein", "", "", 10)


@pytest.mark.parametrize("name", ["llama3", "nergens:llama3", ":", "openai:gpt-9"])
def test_a_name_that_says_too_little_is_refused_with_the_form(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelUnavailable, match="Write PROVIDER:MODEL"):
        load_model(name, "", "", 10)

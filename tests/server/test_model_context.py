"""The official client of the Model Context Protocol, over HTTP and over standard streams."""

import json
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import anyio
import httpx
import pytest
from mcp import StdioServerParameters, stdio_client
from mcp.client import Client
from mcp.types import CallToolResult, TextContent

from corpus.index import PassageIndex
from server.app import create_app
from server.options import Options
from tests.server.running import running
from tests.server.standin import DEFINITION, TEXT, made_assistant

ROOT = Path(__file__).parents[2]
NAMES = ["search", "ask", "read", "verify_quote", "cite"]
START = TEXT.index(DEFINITION)
PLACE: dict[str, Any] = {
    "document": "wonen-2020",
    "title": "Wonen & <i>wijken</i>",
    "year": 2020,
    "section": ["Wonen", "Omklap"],
    "page": "17",
    "start": START,
    "end": START + len(DEFINITION),
}
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
ACCEPT = {"Accept": "application/json, text/event-stream"}
T = TypeVar("T")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    options = Options(hosts=("127.0.0.1", "localhost"))
    with running(create_app(made_assistant(), options=options)) as server:
        yield f"{server.url}/mcp"


def talk(server: object, work: Callable[[Client], Awaitable[T]], mode: str = "auto") -> T:
    async def connected() -> T:
        async with Client(server, mode=mode) as client:  # type: ignore[arg-type]
            return await work(client)

    return anyio.run(connected)


def call(server: object, tool: str, **arguments: object) -> CallToolResult:
    return talk(server, lambda client: client.call_tool(tool, arguments))


def structured(result: CallToolResult) -> dict[str, Any]:
    assert not result.is_error, result.content
    assert result.structured_content is not None
    return result.structured_content


def text(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_tools_are_listed_and_change_nothing(address: str, mode: str) -> None:
    listed = talk(address, lambda client: client.list_tools(), mode)
    assert [tool.name for tool in listed.tools] == NAMES
    for tool in listed.tools:
        assert tool.description and tool.annotations and tool.annotations.read_only_hint


def test_search_gives_passages_with_their_place(address: str) -> None:
    found = structured(call(address, "search", question="omklap", limit=1))
    assert [passage["text"] for passage in found["passages"]] == [DEFINITION]


def test_ask_gives_text_with_citations(address: str) -> None:
    reply = structured(call(address, "ask", question="wat is een omklapwoning?"))
    assert reply["outcome"] == "answered"
    assert reply["citations"][0] == {"number": 1, "quote": DEFINITION, **PLACE}


def test_a_document_is_read_from_end_to_end(address: str) -> None:
    whole, start = "", 0
    while start is not None:
        reply = structured(
            call(address, "read", document="wonen-2020", start=start, end=start + 90)
        )
        whole, start = whole + reply["text"], reply["next"]
    assert whole == TEXT


def test_a_quote_is_verified_with_its_places(address: str) -> None:
    assert structured(call(address, "verify_quote", quote=f" {DEFINITION}\n")) == {
        "verbatim": True,
        "places": [PLACE],
        "sentences": [],
    }


def test_a_false_quote_is_told_with_what_contradicts_it(address: str) -> None:
    reply = structured(call(address, "verify_quote", quote="Wonen wordt duurder."))
    assert (reply["verbatim"], reply["places"]) == (False, [])
    assert [sentence["finding"] for sentence in reply["sentences"]] == ["contradicted"]


def test_cite_makes_references(address: str) -> None:
    cited = [{"document": "wonen-2020", "start": PLACE["start"], "end": PLACE["end"]}]
    told = text(call(address, "cite", citations=cited, language="en"))
    assert told == (
        f"“{DEFINITION}” (de Bouwer & Huis, 2020, p. 17)\n\nReferences\n\n"
        "de Bouwer, A., & Huis, B. (2020). Wonen & <i>wijken</i>. Uitgeverij Thuis.\n"
    )


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("ask", {"question": " "}, "ask one"),
        ("search", {"question": "omklap", "documents": ["weg"]}, "weg"),
        ("read", {"document": "weg"}, "no document 'weg'"),
        ("read", {"document": "wonen-2020", "start": 9_999}, "characters"),
        ("verify_quote", {"quote": "omklap", "documents": ["weg"]}, "no document 'weg'"),
        ("cite", {"citations": [{"document": "wonen-2020", "quote": "nee"}]}, "does not stand"),
        ("cite", {"citations": [{"document": "wonen-2020"}], "style": "appa"}, "no style 'appa'"),
        ("search", {"question": "omklap", "limit": 0}, "limit"),
    ],
)
def test_what_a_model_can_mend_is_told(
    address: str, tool: str, arguments: dict[str, object], told: str
) -> None:
    result = call(address, tool, **arguments)
    assert result.is_error
    assert told in text(result)


def test_a_fault_repeats_nothing_of_the_question(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    result = call(address, "ask", question="storing bij mevrouw Jansen")
    assert (result.is_error, "Something went wrong" in text(result)) == (True, True)
    assert "Jansen" not in text(result) + caplog.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "evil.example"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Content-Type": "text/plain"}, 400),
    ],
)
def test_another_site_can_t_reach_the_tools(
    address: str, headers: dict[str, str], status: int
) -> None:
    sent = ACCEPT | {"Content-Type": "application/json"} | headers
    reply = httpx.post(address, content=json.dumps(INITIALIZE), headers=sent)
    assert reply.status_code == status


def test_there_is_no_stream_to_get(address: str) -> None:
    reply = httpx.get(address, headers={"Accept": "text/event-stream"})
    assert (reply.status_code, reply.json()["status"]) == (405, 405)


def test_an_app_can_start_more_than_once() -> None:
    app = create_app(made_assistant())
    for _ in range(2):
        with running(app) as server:
            assert structured(call(f"{server.url}/mcp", "search", question="omklap"))["passages"]


@pytest.mark.slow
def test_the_command_speaks_the_protocol_and_nothing_else(report_index: PassageIndex) -> None:
    settings = {
        "BRONWIJZER_CORPUS": str(ROOT / "corpus"),
        "BRONWIJZER_INDEX": str(ROOT / "var" / "tests" / "index"),
        "BRONWIJZER_MODELS": str(ROOT / "var" / "models"),
    }
    command = [str(Path(sys.executable).parent / "bronwijzer"), "mcp"]
    parameters = StdioServerParameters(
        command=command[0], args=command[1:], env=dict(os.environ) | settings
    )

    async def find(client: Client) -> tuple[list[str], dict[str, Any]]:
        listed = await client.list_tools()
        found = await client.call_tool("search", {"question": "wat is een omklapcontract?"})
        return [tool.name for tool in listed.tools], structured(found)

    names, found = talk(stdio_client(parameters), find, "legacy")
    assert (names, len(found["passages"])) == (NAMES, 10)
    for passage in found["passages"]:
        stored = report_index.text(passage["document"]).text
        assert stored[passage["start"] : passage["end"]] == passage["text"]

"""The page at / leaves the protocols beside it alone."""

import httpx
import pytest

HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


@pytest.mark.usefixtures("browser")  # whose event loop the page takes over
def test_the_protocols_answer_beside_the_page(address: str) -> None:
    accept = {"Accept": "application/json, text/event-stream"}
    tools = httpx.post(f"{address}/mcp", json=HELLO, headers=accept).json()
    assert tools["result"]["serverInfo"]["name"] == "bronwijzer"
    models = httpx.get(f"{address}/v1/models").json()
    assert [model["id"] for model in models["data"]] == ["bronwijzer"]
    assert "gradio" in httpx.get(address).text

"""The page at / leaves the protocols beside it alone."""

import anyio
import httpx
import openai
from mcp.client import Client


def test_the_tools_answer_beside_the_page(address: str) -> None:
    async def names() -> list[str]:
        async with Client(f"{address}/mcp") as client:
            return [tool.name for tool in (await client.list_tools()).tools]

    assert anyio.run(names) == ["search", "ask", "read", "verify_quote", "cite"]
    assert "gradio" in httpx.get(address).text


def test_openai_s_protocol_answers_beside_the_page(address: str) -> None:
    with openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as client:
        assert [model.id for model in client.models.list()] == ["bronwijzer"]

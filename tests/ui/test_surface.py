"""What Gradio opens beside the page stays shut."""

import httpx
import pytest


def test_no_file_is_taken(address: str) -> None:
    reply = httpx.post(f"{address}/gradio_api/upload", files={"files": b"hallo"})
    assert reply.status_code == 413


@pytest.mark.parametrize("path", ["pyproject.toml", "/etc/hostname"])
def test_no_file_is_given(address: str, path: str) -> None:
    assert httpx.get(f"{address}/gradio_api/file={path}").status_code == 403


def test_the_page_offers_no_second_api(address: str) -> None:
    info = httpx.get(f"{address}/gradio_api/info").json()
    assert info == {"named_endpoints": {}, "unnamed_endpoints": {}}


def test_the_page_keeps_no_questions_in_the_browser(address: str) -> None:
    config = httpx.get(f"{address}/config").json()
    assert config["run_history"] is False
    assert config["analytics_enabled"] is False

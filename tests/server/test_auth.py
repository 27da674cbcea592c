"""Roles: each may do what those before it may, and nothing that those after it may."""

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from server.app import create_app
from server.auth import Editor, Role
from server.options import Options
from tests.server.standin import made_assistant


def app_with_a_write(options: Options) -> FastAPI:
    app = create_app(made_assistant(), options=options)

    @app.post("/api/a-write", dependencies=[Editor])
    def add() -> dict[str, Any]:
        return {"added": True}

    return app


@pytest.mark.parametrize(("anonymous", "status"), [("reader", 401), ("editor", 200), (None, 401)])
def test_a_write_takes_an_editor(anonymous: Role | None, status: int) -> None:
    client = TestClient(app_with_a_write(Options(anonymous=anonymous)))
    assert client.post("/api/a-write").status_code == status


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/api/documents", "/gradio_api/x"])
def test_where_nobody_may_come_anonymously_every_path_is_shut(path: str) -> None:
    reply = TestClient(create_app(made_assistant(), options=Options(anonymous=None))).get(path)
    assert (reply.status_code, reply.headers["www-authenticate"]) == (
        401,
        'Bearer realm="Bronwijzer"',
    )

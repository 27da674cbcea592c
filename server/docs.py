"""The page /docs: the API as its own OpenAPI description tells it, without script or network."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

from server.pages import page

routes = APIRouter(include_in_schema=False)

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one path: as OpenAPI tells it, and as a command to try.

    `gives` is the schema of what it sends back as JSON, None where that is something else; `role`
    is the least that a caller must have, empty where that is the reader's.
    """

    method: str
    path: str
    told: Schema
    command: str
    gives: Schema | None
    role: str


def json_schema(content: Schema) -> Schema | None:
    """What a request or a reply holds as JSON."""
    found: Schema | None = content.get("content", {}).get("application/json", {}).get("schema")
    return found


def least_role(told: Schema) -> str:
    scopes = [scope for way in told.get("security", []) for scope in chain(*way.values())]
    return next((scope for scope in scopes if scope != "reader"), "")


def example_body(told: Schema, models: Schema) -> str | None:
    """The request body that the examples of its fields make, or None where there is no body."""
    schema = json_schema(told.get("requestBody", {})) or {}
    if "$ref" not in schema:
        return None
    name = schema["$ref"].rsplit("/", 1)[-1]
    fields = models[name]["properties"].items()
    body = {key: field["examples"][0] for key, field in fields if "examples" in field}
    return json.dumps(body, ensure_ascii=False)


def command(base: str, method: str, path: str, body: str | None) -> str:
    if body is None:
        return f"curl '{base}{path}'" if method == "GET" else f"curl -X {method} '{base}{path}'"
    lines = (
        f"curl -X {method} '{base}{path}'",
        "-H 'Content-Type: application/json'",
        f"-d '{body}'",
    )
    return " \\\n  ".join(lines)


def operations(api: Schema, base: str) -> Iterator[Operation]:
    for path, methods in api["paths"].items():
        for method, told in methods.items():
            body = example_body(told, api["components"]["schemas"])
            tried = command(base, method.upper(), path, body)
            success = next(v for code, v in told["responses"].items() if code.startswith("2"))
            gives = json_schema(success)
            yield Operation(method.upper(), path, told, tried, gives, least_role(told))


@routes.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """What the API takes and gives."""
    app: FastAPI = request.app
    api = app.openapi()
    models = {
        name: model
        for name, model in api["components"]["schemas"].items()
        if "ValidationError" not in name
    }
    base = str(request.base_url).rstrip("/")
    told = list(operations(api, base))
    return page("docs", language="en", api=api, operations=told, models=models)

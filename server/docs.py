"""The page /docs: the API as its own OpenAPI description tells it, without script or network."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

from server.pages import page

routes = APIRouter(include_in_schema=False)

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one path: as OpenAPI tells it, and as a command to try."""

    method: str
    path: str
    told: Schema
    command: str


def example_body(told: Schema, models: Schema) -> str | None:
    """The request body that the examples of its fields make, or None where there is no body."""
    if "requestBody" not in told:
        return None
    name = told["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1]
    fields = models[name]["properties"].items()
    body = {key: field["examples"][0] for key, field in fields if "examples" in field}
    return json.dumps(body, ensure_ascii=False)


def command(base: str, method: str, path: str, body: str | None) -> str:
    if body is None:
        return f"curl '{base}{path}'"
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
            yield Operation(method.upper(), path, told, command(base, method.upper(), path, body))


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
    return page("docs", api=api, operations=list(operations(api, base)), models=models)

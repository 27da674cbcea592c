"""What the API tells of itself, in which every refusal has one shape."""

import json
from typing import Any

from fastapi import FastAPI

from server.problems import Problem


class DescribedApp(FastAPI):
    def openapi(self) -> dict[str, Any]:
        """With the shape of refusals, which no route names as what it sends."""
        api = super().openapi()
        api["components"]["schemas"].setdefault("Problem", Problem.model_json_schema())
        return api


def description(app: FastAPI) -> str:
    """As the file that is committed has it."""
    return json.dumps(app.openapi(), ensure_ascii=False, indent=1) + "\n"

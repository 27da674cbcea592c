"""The routes of those who keep the server running: is it alive, is it ready, how does it fare."""

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel

from server.api import CurrentAssistant, failures
from server.auth import Reader
from server.metrics import Metrics

routes = APIRouter()


class AliveReply(BaseModel):
    status: Literal["alive"] = "alive"


class ReadyReply(BaseModel):
    status: Literal["ready"] = "ready"
    documents: int


@routes.get("/health/live", summary="Tell that the process runs")
async def live() -> AliveReply:
    """Where this fails, restart the server."""
    return AliveReply()


@routes.get("/health/ready", summary="Tell whether questions can be answered")
def ready(assistant: CurrentAssistant) -> ReadyReply:
    """Where this fails, send no questions: there is no index yet."""
    return ReadyReply(documents=len(assistant.documents))


@routes.get(
    "/metrics",
    summary="Tell how the server fares",
    dependencies=[Reader],
    response_class=Response,
    responses={
        **failures(503),
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
    },
)
def metrics(request: Request, assistant: CurrentAssistant) -> Response:
    """For Prometheus: questions by outcome, time by stage, refusals, the index that answers."""
    found: Metrics = request.app.state.metrics
    told = assistant.health()
    generation, fingerprint = told.get("generation", ""), told.get("fingerprint", "")
    found.show_index(str(generation), str(fingerprint), len(assistant.documents))
    return Response(found.text(), media_type=found.content_type)

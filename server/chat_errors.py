"""Errors under /v1 in the shape that OpenAI's clients read."""

from collections.abc import Mapping
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

PREFIX = "/v1/"
KINDS = {
    401: "authentication_error",
    403: "permission_error",
    429: "rate_limit_error",
    500: "server_error",
    503: "server_error",
}
CODES = {401: "invalid_api_key", 404: "not_found", 429: "rate_limit_exceeded"}


class BadChat(ValueError):
    """The messages hold no question in text; the message says what to send."""


class UnknownModel(ValueError):
    """Another model is asked for than the one that answers here."""


class ChatError(BaseModel):
    message: str = Field(description="What is wrong, and what to do.")
    type: str = Field(examples=["invalid_request_error"])
    param: str | None = None
    code: str | None = None


class ChatErrorReply(BaseModel):
    """An error as OpenAI's protocol has it."""

    error: ChatError


def error_reply(status: int, detail: str, remedy: str) -> ChatErrorReply:
    kind = KINDS.get(status, "invalid_request_error")
    return ChatErrorReply(
        error=ChatError(message=f"{detail} {remedy}".strip(), type=kind, code=CODES.get(status))
    )


def chat_error(
    status: int, detail: str, remedy: str, headers: Mapping[str, str] | None
) -> JSONResponse:
    """422 is unknown to the protocol: there it is 400."""
    known = 400 if status == 422 else status
    told = error_reply(known, detail, remedy)
    return JSONResponse(told.model_dump(), known, dict(headers or {}))


def chat_failures(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": ChatErrorReply, "description": "Error"} for status in statuses}

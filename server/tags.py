"""Replies with an ETag: who has them already is told so, and gets nothing again."""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def etag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def has_already(request: Request, tag: str) -> bool:
    """By the weak comparison, as RFC 9110 has it for If-None-Match."""
    given = request.headers.get("if-none-match", "")
    known = {one.strip().removeprefix("W/") for one in given.split(",")}
    return tag in known or given.strip() == "*"


class TaggedRoute(APIRoute):
    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def tagged(request: Request) -> Response:
            reply = await handle(request)
            if reply.status_code != 200:
                return reply
            tag = etag(bytes(reply.body))
            reply.headers["ETag"] = tag
            reply.headers["Cache-Control"] = "private, no-cache"
            if not has_already(request, tag):
                return reply
            kept = {k: v for k, v in reply.headers.items() if not k.startswith("content-")}
            return Response(status_code=304, headers=kept)

        return tagged

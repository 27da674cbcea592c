"""Reads what is sent, before anything works on it: not too much of it, and not too slowly."""

import asyncio
import json
import re
import time

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.auth import Caller
from server.options import Options
from server.problems import BodyTooLarge, problem

MOST_BODY = 64 * 1024
HALF = re.compile(rb"\\u[dD][89a-fA-F]")
# Where a conversation is sent whole, with all of its answers.
CONVERSATIONS = frozenset({"/v1/chat/completions", "/api/references"})
MOST_CONVERSATION = 1024 * 1024
# Where editors send files; everybody else may send as little there as anywhere.
UPLOADS = ("/api/documents", "/gradio_api/upload")


class BodyTooSlow(HTTPException):
    """The request did not arrive within the time that the server waits."""

    def __init__(self, seconds: float) -> None:
        super().__init__(408, f"the request took more than {seconds:g} seconds to arrive")


class HalfCharacter(HTTPException):
    """A JSON string names half of a character, which nothing can write or show."""

    def __init__(self) -> None:
        super().__init__(422, "the request holds half of a character (a lone surrogate)")


class Bodies:
    """Refuses a body that is too large, by its declared or else by its counted length, or too slow.

    A small body is read whole before a place among the answers is taken: who sends slowly keeps
    nobody waiting. An upload goes on as it comes.
    """

    def __init__(self, app: ASGIApp, options: Options, most: int = MOST_BODY) -> None:
        self.app = app
        self.options = options
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        upload = may_upload(scope)
        most = self.options.upload_bytes if upload else self.most_of(scope["path"])
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared) > most:
            return await self.refuse(BodyTooLarge(most), scope, receive, send)
        if upload:
            seconds = self.options.upload_seconds
            return await self.app(scope, metered(receive, most, seconds), send)
        try:
            messages = await whole(receive, most, self.options.body_seconds)
            check_characters(b"".join(message.get("body", b"") for message in messages))
        except HTTPException as refused:
            return await self.refuse(refused, scope, receive, send)
        await self.app(scope, replayed(messages, receive), send)

    def most_of(self, path: str) -> int:
        return MOST_CONVERSATION if path in CONVERSATIONS else self.most

    async def refuse(
        self, refused: HTTPException, scope: Scope, receive: Receive, send: Send
    ) -> None:
        shut = {"Connection": "close"}
        told = problem(scope["path"], refused.status_code, refused.detail, shut)
        await told(scope, receive, send)


def may_upload(scope: Scope) -> bool:
    caller: Caller | None = scope.get("state", {}).get("caller")
    may = caller is not None and caller.may("editor")
    return may and scope["method"] in ("POST", "PUT") and scope["path"].startswith(UPLOADS)


def metered(receive: Receive, most: int, seconds: float) -> Receive:
    """Raises BodyTooLarge and BodyTooSlow when it is called."""
    until, read, more = time.monotonic() + seconds, 0, True

    async def next_part() -> Message:
        nonlocal read, more
        if not more:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), max(0.0, until - time.monotonic()))
        except TimeoutError as error:
            raise BodyTooSlow(seconds) from error
        read += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)
        if read > most:
            raise BodyTooLarge(most)
        return message

    return next_part


async def whole(receive: Receive, most: int, seconds: float) -> list[Message]:
    """Raises BodyTooLarge and BodyTooSlow."""
    next_part, messages = metered(receive, most, seconds), list[Message]()
    while not messages or messages[-1].get("more_body", False):
        messages.append(await next_part())
    return messages


def check_characters(body: bytes) -> None:
    """Raises HalfCharacter. What is no JSON is left to who reads it."""
    if not HALF.search(body):
        return
    try:
        json.dumps(json.loads(body), ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise HalfCharacter from error
    except (ValueError, RecursionError):
        return


def replayed(messages: list[Message], receive: Receive) -> Receive:
    left = iter(messages)

    async def next_part() -> Message:
        return next(left, None) or await receive()

    return next_part

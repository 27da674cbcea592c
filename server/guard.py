"""What surrounds every request: a limit on its body, security headers, and discreet errors."""

import logging
import traceback

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.problems import BodyTooLarge, problem

MOST_BODY = 64 * 1024

# Gradio compiles its templates in the browser, hence unsafe-eval; nothing may come from elsewhere.
PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)

log = logging.getLogger(__name__)


class BodyLimit:
    """Refuses a body over `most` bytes, by its declared or else by its counted length."""

    def __init__(self, app: ASGIApp, most: int = MOST_BODY) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared) > self.most:
            too_large = BodyTooLarge(self.most)
            return await problem(scope["path"], 413, too_large.detail)(scope, receive, send)
        await self.app(scope, self.counting(receive), send)

    def counting(self, receive: Receive) -> Receive:
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.most:
                raise BodyTooLarge(self.most)
            return message

        return counted


class SafeHeaders:
    """Tells browsers to load nothing from elsewhere, to guess no types and to leak no addresses."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", PAGE_POLICY)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
            await send(message)

        await self.app(scope, receive, send_safely)


class DiscreetErrors:
    """Answers the unexpected with a problem, and logs where it arose.

    The error's own message is left out of the log, for it may hold the question.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
        except Exception as error:
            where = "".join(traceback.format_tb(error.__traceback__, limit=-5))
            log.error("%s at %s\n%s", type(error).__name__, scope["path"], where)
            if not started:
                told = problem(scope["path"], 500, "Something went wrong on the server.")
                await told(scope, receive, send)

"""Logs as JSON, a line for each event, with the id of the request and without what was asked."""

import json
import logging
import re
import secrets
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.origin import origin
from server.metrics import Metrics

REQUEST_ID = "X-Request-ID"
GOOD_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
LONGEST_PATH = 200

current_request: ContextVar[str] = ContextVar("current_request", default="")
log = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """What somebody sent stays within its string: line ends and control characters are escaped."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"at": at, "level": record.levelname.lower()}
        line |= {"logger": record.name, "message": record.getMessage()}
        if request := current_request.get():
            line["request"] = request
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = origin(record.exc_info[2])
        return json.dumps(line)


def log_to(stream: TextIO, level: int = logging.INFO) -> None:
    """Everything that this process logs goes to `stream`."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "chromadb", "mcp"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


class RequestLog:
    """Gives every request an id, the caller's own where that is harmless, and logs how it went.

    Of the address only the path is kept: what was asked may stand behind it.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        given = Headers(scope=scope).get(REQUEST_ID, "")
        id = given if GOOD_ID.fullmatch(given) else secrets.token_hex(8)
        status, started = 500, time.perf_counter()

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = id
            await send(message)

        current = current_request.set(id)
        try:
            await self.app(scope, receive, send_named)
        finally:
            self.note(scope, status, time.perf_counter() - started)
            current_request.reset(current)

    def note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in KNOWN_METHODS else "other"
        self.metrics.requests.labels(method, str(status)).observe(seconds)
        if status in REFUSALS:
            self.metrics.refusals.labels(str(status)).inc()
        caller = scope.get("state", {}).get("caller")
        fields = {
            "method": method,
            "path": scope["path"][:LONGEST_PATH],
            "status": status,
            "ms": round(seconds * 1000, 1),
            "way": caller.way if caller else "none",
            "role": caller.role if caller else "none",
        }
        log.info("request", extra={"fields": fields})


KNOWN_METHODS = frozenset("GET HEAD OPTIONS POST PUT PATCH DELETE".split())
REFUSALS = frozenset({400, 401, 403, 408, 413, 421, 429, 503})

"""How much one caller may ask, and how much is answered at once; what is more comes back later."""

import asyncio
import math
import re
import time
from ipaddress import IPv6Address, ip_network

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from server.auth import SAFE_METHODS, Caller
from server.pages import spoken
from server.problems import problem

# What is looked at counts as a part of what is asked; a wrong key as many questions.
COST_OF_READING, COST_OF_GUESSING = 0.05, 10.0
MOST_REMEMBERED = 20_000
# Answers as pages, and pages as pictures: browsers GET them, and they are work.
ANSWERS, PICTURES = "/antwoord", re.compile(r"/bron/[^/]+/blad/")
# Paths whose work a processor feels.
WORK = frozenset(
    "/api/ask /api/search /api/verify /api/references /v1/chat/completions /mcp".split()
)
RETRY_SECONDS = 2


class TooManyRequests(HTTPException):
    """The caller has asked as much as is allowed for now."""

    def __init__(self, seconds: float) -> None:
        wait = {"Retry-After": str(max(1, math.ceil(seconds)))}
        super().__init__(429, "more was asked than is allowed in a minute", wait)


class Allowance:
    """`rate` questions a minute for each caller, a minute's worth at once; 0 for no limit."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, who: str, cost: float, now: float | None = None) -> None:
        """Raises TooManyRequests. `now` in seconds, on the clock of time.monotonic."""
        if not self.rate:
            return
        now = time.monotonic() if now is None else now
        left, since = self._left.get(who, (float(self.rate), now))
        left = min(self.rate, left + (now - since) * self.rate / 60)
        if left < cost:
            raise TooManyRequests((cost - left) * 60 / self.rate)
        if len(self._left) >= MOST_REMEMBERED:
            self._forget(now)
        self._left[who] = left - cost, now

    def _forget(self, now: float) -> None:
        """Those who have all of their allowance again, or else everybody."""
        kept = {who: one for who, one in self._left.items() if now - one[1] < 60}
        self._left = kept if len(kept) < MOST_REMEMBERED else {}


def who(connection: HTTPConnection, caller: Caller | None) -> str:
    """Whose allowance it is: the key's, the person's, or else the address's."""
    if caller is not None and caller.way != "anonymous":
        return f"{caller.way} {caller.name}"
    return f"address {address(connection)}"


def address(connection: HTTPConnection) -> str:
    """Of version 6 the network: one household or office has more addresses than can be counted."""
    host = connection.client.host if connection.client else "unknown"
    try:
        return str(ip_network(f"{IPv6Address(host)}/64", strict=False))
    except ValueError:
        return host


def cost(connection: HTTPConnection) -> float:
    is_read = connection.scope.get("method", "GET") in SAFE_METHODS
    return COST_OF_READING if is_read and not is_made(connection.scope["path"]) else 1.0


def is_made(path: str) -> bool:
    """Whether what is got there has to be made first."""
    return path == ANSWERS or PICTURES.match(path) is not None


def is_work(scope: Scope) -> bool:
    if scope["type"] != "http":
        return False
    return is_made(scope["path"]) or (scope["path"] in WORK and scope["method"] == "POST")


class Turns:
    """Lets `at_once` requests work side by side and `waiting` more wait; the others come back."""

    def __init__(self, app: ASGIApp, at_once: int, waiting: int) -> None:
        self.app = app
        self._most = at_once + waiting
        self._inside = 0
        self._turn = asyncio.Semaphore(at_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_work(scope):
            return await self.app(scope, receive, send)
        if self._inside >= self._most:
            later = {"Retry-After": str(RETRY_SECONDS)}
            remedy = "Wait as many seconds as the header Retry-After says."
            about = "too many questions at once"
            told = problem(scope["path"], 503, about, later, remedy, spoken(scope))
            return await told(scope, receive, send)
        self._inside += 1
        try:
            async with self._turn:
                await self.app(scope, receive, send)
        finally:
            self._inside -= 1

"""The gate before every path, the page's too: it says who calls, or lets nobody in."""

from starlette.types import ASGIApp, Receive, Scope, Send

from server.auth import Caller, NoKey
from server.options import Options
from server.problems import problem

# Open to everybody: what watches over the server has no key.
OPEN = frozenset({"/health/live", "/health/ready", "/api/health"})


class Gate:
    """Writes the caller into the scope, where server.auth finds it."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self.app = app
        self.options = options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        caller = self.caller()
        if caller is None and scope["path"] not in OPEN:
            nobody = NoKey()
            told = problem(scope["path"], 401, nobody.detail, nobody.headers)
            return await told(scope, receive, send)
        scope.setdefault("state", {})["caller"] = caller
        await self.app(scope, receive, send)

    def caller(self) -> Caller | None:
        anonymous = self.options.anonymous
        return Caller("anonymous", anonymous, "anonymous") if anonymous else None

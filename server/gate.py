"""The gate before every path, the page's too: it says who calls, or lets nobody in."""

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from server.auth import NoKey
from server.doorkeeper import Doorkeeper
from server.limits import COST_OF_GUESSING, Allowance, address, cost, who
from server.pages import spoken
from server.problems import problem

# Open to everybody: what watches over the server has no key, and who signs in has none yet.
WATCHED = frozenset({"/health/live", "/health/ready", "/api/health"})
OPEN = WATCHED | {"/sign-in", "/sign-in/callback"}


class Gate:
    """Writes the caller into the scope, where server.auth finds it."""

    def __init__(self, app: ASGIApp, doorkeeper: Doorkeeper, allowance: Allowance) -> None:
        self.app = app
        self.doorkeeper = doorkeeper
        self.allowance = allowance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        connection = HTTPConnection(scope)
        try:
            self.let_in(connection)
        except HTTPException as refused:
            return await self.refusal(connection, refused)(scope, receive, send)
        await self.app(scope, receive, send)

    def let_in(self, connection: HTTPConnection) -> None:
        path = connection.scope["path"]
        if path in WATCHED:
            return
        self.doorkeeper.check_address(connection)
        try:
            caller = self.doorkeeper.caller(connection)
        except NoKey:
            self.allowance.take(f"guesses {address(connection)}", COST_OF_GUESSING)
            raise
        self.allowance.take(who(connection, caller), cost(connection))
        if caller is None and path not in OPEN:
            raise NoKey
        connection.scope.setdefault("state", {})["caller"] = caller

    def refusal(self, connection: HTTPConnection, refused: HTTPException) -> Response:
        """A person is sent to sign in; a program is told."""
        path = connection.scope["path"]
        shows_pages = "text/html" in connection.headers.get("accept", "")
        if isinstance(refused, NoKey) and self.doorkeeper.options.provider and shows_pages:
            return RedirectResponse(f"/sign-in?next={path}", 303)
        language = spoken(connection.scope)
        told = refused.status_code, refused.detail, refused.headers
        return problem(path, *told, language=language)

"""Who calls, and what a caller may do: readers ask, editors change documents, admins keep keys."""

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from fastapi import Request, Security
from fastapi.security import HTTPBearer
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

Role = Literal["reader", "editor", "admin"]
# Each may do what those before it may.
ROLES: Sequence[Role] = get_args(Role)
TOKEN_HEADER = "X-CSRF-Token"
# Only told of in the API's description: it is the gate that reads keys.
BEARER = HTTPBearer(auto_error=False, description="A key, in the header Authorization.")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody, and the way in which they are known; `token` is what a session's writes carry."""

    name: str
    role: Role
    way: Literal["anonymous", "key", "session"]
    token: str = ""

    def may(self, least: Role) -> bool:
        return ROLES.index(self.role) >= ROLES.index(least)


class NoKey(HTTPException):
    """Nobody is known to call, and the path is not open to everybody."""

    def __init__(self, why: str = "this needs a key or a sign-in") -> None:
        super().__init__(401, why, {"WWW-Authenticate": 'Bearer realm="Bronwijzer"'})


class NotAllowed(HTTPException):
    """The caller is known, and may not do this."""

    def __init__(self, why: str) -> None:
        super().__init__(403, why)


def caller_of(connection: HTTPConnection) -> Caller | None:
    """Whom the gate let in; None where it knows nobody."""
    found: Caller | None = connection.scope.get("state", {}).get("caller")
    return found


def role(least: Role) -> Callable[..., Caller]:
    """A dependency that lets callers of this role and those above it pass.

    Raises NoKey, and NotAllowed.
    """

    def check(request: Request, _: Annotated[object, Security(BEARER)]) -> Caller:
        caller = caller_of(request)
        if caller is None or (caller.way == "anonymous" and not caller.may(least)):
            raise NoKey(f"this needs a key or a sign-in with the role {least}")
        if not caller.may(least):
            raise NotAllowed(f"this needs the role {least}, and {caller.name} is {caller.role}")
        if least != "reader":
            check_token(request, caller)
        return caller

    return check


def check_token(request: Request, caller: Caller) -> None:
    """Raises NotAllowed where a browser's session changes something without the session's token,
    which another site's page cannot know."""
    if caller.way != "session" or request.method in SAFE_METHODS:
        return
    given = request.headers.get(TOKEN_HEADER, "")
    if not hmac.compare_digest(given.encode(), caller.token.encode()):
        raise NotAllowed(f"the header {TOKEN_HEADER} lacks the token that GET /api/me gives")


Reader, Editor, Admin = (Security(role(least), scopes=[least]) for least in ROLES)

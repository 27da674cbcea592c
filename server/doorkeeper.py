"""Tells who calls, by key, by session or by nothing, and what gives a caller away as false."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from server.auth import SAFE_METHODS, Caller, NoKey, NotAllowed
from server.keys import KeyRing
from server.options import Options
from server.sessions import Sessions

NAMES_OF_KEYS = frozenset({"api_key", "api-key", "apikey", "access_token", "authorization"})
A_KEY = re.compile(r"bw_[0-9a-f]{12}_")
# Whoever sets one of these stands between the server and the one who calls.
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "via", "x-real-ip")


class KeyInUrl(HTTPException):
    """A key stands in the address, where logs and histories keep it."""

    def __init__(self) -> None:
        super().__init__(400, "a key in the address is refused; revoke it, for addresses are kept")


class WrongHost(HTTPException):
    """The request is meant for another name than this server's."""

    def __init__(self) -> None:
        super().__init__(421, "this server does not answer under that name")


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """Without a key ring and sessions, everybody is anonymous."""

    options: Options
    keys: KeyRing | None
    sessions: Sessions | None

    @property
    def cookie(self) -> str:
        return "__Host-bronwijzer" if self.options.is_https else "bronwijzer"

    def check_address(self, connection: HTTPConnection) -> None:
        """Raises KeyInUrl and WrongHost."""
        url = connection.url
        names = {name.lower() for name, _ in parse_qsl(url.query, keep_blank_values=True)}
        if names & NAMES_OF_KEYS or A_KEY.search(f"{url.path}?{url.query}"):
            raise KeyInUrl
        if self.options.hosts and host_name(connection) not in self.options.hosts:
            raise WrongHost

    def caller(self, connection: HTTPConnection) -> Caller | None:
        """None where nobody may come anonymously. Raises NoKey for a key or a session that does
        not hold, and NotAllowed where another site's page sends what changes something."""
        given = connection.headers.getlist("authorization")
        if len(given) > 1:
            raise NoKey("one header Authorization, not more")
        scheme, _, credential = (given[0] if given else "").partition(" ")
        if scheme.lower() == "bearer" and not is_placeholder(connection, credential.strip()):
            return self._holder(credential.strip())
        self._check_origin(connection)
        cookie = connection.cookies.get(self.cookie, "")
        signed_in = self.sessions.caller(cookie) if self.sessions and cookie else None
        return signed_in or self._anonymous(connection)

    def _holder(self, credential: str) -> Caller:
        caller = self.keys.holder(credential) if self.keys else None
        if caller is None:
            raise NoKey("this key is not known, or was revoked")
        return caller

    def _anonymous(self, connection: HTTPConnection) -> Caller | None:
        role = self.options.anonymous
        if self.options.lone and not any(name in connection.headers for name in FORWARDED):
            role = role if self.keys and self.keys.any() else "editor"
        return Caller("anonymous", role, "anonymous") if role else None

    def _check_origin(self, connection: HTTPConnection) -> None:
        """Browsers say from where a page sends; a program that is no browser says nothing."""
        is_safe = connection.scope.get("method", "") in SAFE_METHODS
        if is_safe and connection.scope["type"] == "http":
            return
        origin = connection.headers.get("origin")
        ours = {connection.headers.get("host", ""), urlsplit(self.options.public_url).netloc}
        if connection.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            raise NotAllowed("another site's page may not do this")
        if origin is not None and urlsplit(origin).netloc not in ours - {""}:
            raise NotAllowed("another site's page may not do this")


def is_placeholder(connection: HTTPConnection, credential: str) -> bool:
    """Clients of OpenAI's protocol can't do without a key: where they have none of ours they send
    a word in its place, which is as good as nothing."""
    return connection.scope["path"].startswith("/v1/") and not A_KEY.match(credential)


def host_name(connection: HTTPConnection) -> str:
    """Without its port; an address of version 6 without its brackets."""
    given = connection.headers.getlist("host")
    try:
        return (urlsplit(f"//{given[0]}").hostname or "") if len(given) == 1 else ""
    except ValueError:
        return ""

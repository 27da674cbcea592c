"""Sessions of people who signed in: signed cookies, which end on time and at sign-out."""

import secrets
import time
from collections.abc import Mapping
from typing import Any, cast

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from server.auth import Caller, Role
from server.database import Database

# Eight hours: a working day; a role that was changed holds from the next sign-in on.
SESSION_SECONDS = 8 * 3600
SIGNING = {"alg": "HS256"}


class Sessions:
    """Seals what a cookie holds, so that its holder can read but not change it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.run(
            "INSERT OR IGNORE INTO secrets VALUES ('cookies', ?)", (secrets.token_bytes(32),)
        )
        [(kept,)] = database.run("SELECT value FROM secrets WHERE name = 'cookies'")
        self._key = OctKey.import_key(cast(bytes, kept))

    def seal(self, use: str, content: Mapping[str, object], seconds: int) -> str:
        """`use` keeps a cookie of one kind from being taken for another."""
        claims = {**content, "aud": use, "exp": int(time.time()) + seconds}
        return jwt.encode(SIGNING, claims, self._key)

    def unseal(self, use: str, sealed: str) -> dict[str, Any] | None:
        """What was sealed; None where it is not ours, not for this use, or too old."""
        wanted = jwt.JWTClaimsRegistry(
            aud={"essential": True, "value": use}, exp={"essential": True}
        )
        try:
            token = jwt.decode(sealed, self._key, algorithms=[SIGNING["alg"]])
            wanted.validate(token.claims)
        except (JoseError, ValueError):
            return None
        return dict(token.claims)

    def begin(self, name: str, role: Role) -> str:
        """The cookie of a new session."""
        session = {"jti": secrets.token_hex(16), "name": name, "role": role}
        return self.seal("session", session | {"token": secrets.token_urlsafe(24)}, SESSION_SECONDS)

    def caller(self, cookie: str) -> Caller | None:
        found = self.unseal("session", cookie)
        if found is None or self._database.run(
            "SELECT 1 FROM ended_sessions WHERE id = ?", (found["jti"],)
        ):
            return None
        return Caller(found["name"], found["role"], "session", found["token"])

    def end(self, cookie: str) -> None:
        """From now on the cookie is nobody's, whoever kept a copy."""
        found = self.unseal("session", cookie)
        self._database.run("DELETE FROM ended_sessions WHERE until < ?", (time.time(),))
        if found:
            self._database.run(
                "INSERT OR IGNORE INTO ended_sessions VALUES (?, ?)", (found["jti"], found["exp"])
            )

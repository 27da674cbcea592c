"""API keys: shown once, kept as digests, compared in constant time, revocable at once."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from server.auth import Caller, Role
from server.database import Database, Row

# A key is bw_, its id, _ and 256 random bits: too many to guess, so that a plain SHA-256 keeps it
# as safe as a slow hash would.
KEY = re.compile(r"bw_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
NOBODY = bytes(32)


class UnknownKey(Exception):
    """No key has this id."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key; times are ISO 8601, `revoked` is None while it works."""

    id: str
    name: str
    role: Role
    made: str
    revoked: str | None


class KeyRing:
    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, name: str, role: Role) -> tuple[Key, str]:
        """The key, and the text that its holder sends, which nobody can be told again."""
        id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        self._database.run(
            "INSERT INTO keys VALUES (?, ?, ?, ?, ?, NULL)",
            (id, name, role, _digest(secret), made),
        )
        return Key(id, name, role, made, None), f"bw_{id}_{secret}"

    def list(self) -> list[Key]:
        """The newest last, the revoked ones too."""
        rows = self._database.run(
            "SELECT id, name, role, made, revoked FROM keys ORDER BY made, rowid"
        )
        return [_key(row) for row in rows]

    def revoke(self, id: str) -> None:
        """Raises UnknownKey."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        changed = self._database.run(
            "UPDATE keys SET revoked = coalesce(revoked, ?) WHERE id = ? RETURNING id", (now, id)
        )
        if not changed:
            raise UnknownKey(f"no key has the id {id!r}; `bronwijzer keys list` shows them")

    def any(self) -> bool:
        """Whether a key works."""
        return bool(self._database.run("SELECT 1 FROM keys WHERE revoked IS NULL LIMIT 1"))

    def holder(self, given: str) -> Caller | None:
        """Who holds this key; None where none does or it was revoked."""
        parts = KEY.fullmatch(given)
        rows = self._database.run(
            "SELECT name, role, digest FROM keys WHERE id = ? AND revoked IS NULL",
            (parts[1] if parts else "",),
        )
        kept = cast(bytes, rows[0][2]) if rows else NOBODY
        # Compared whether there is such a key or not: the time tells nothing.
        same = hmac.compare_digest(kept, _digest(parts[2] if parts else given))
        return Caller(str(rows[0][0]), cast(Role, rows[0][1]), "key") if same and rows else None


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()


def _key(row: Row) -> Key:
    id, name, role, made, revoked = row
    return Key(
        str(id), str(name), cast(Role, role), str(made), None if revoked is None else str(revoked)
    )

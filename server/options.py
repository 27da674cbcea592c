"""What an operator decides about a server; the defaults suit one person at one machine."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from server.auth import Role

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID Connect provider; `role_claim` names the claim that holds somebody's roles."""

    issuer: str
    client_id: str
    client_secret: str
    role_claim: str = "roles"


@dataclass(frozen=True, slots=True)
class Options:
    """`data` is the folder of keys and feedback; without one there are none, and nothing is kept.

    `anonymous` is what callers without key or sign-in may do, None for nothing; where `lone` says
    that only this machine reaches the server, they are editors as long as there are no keys.
    `public_url` is the address that people use, where that is not what the server listens on;
    `hosts` are the names under which it answers, all of them when empty.
    """

    data: Path | None = None
    anonymous: Role | None = "reader"
    lone: bool = False
    public_url: str = ""
    hosts: tuple[str, ...] = ()
    provider: Provider | None = None
    # Questions a minute of one caller; a page that is read counts as a twentieth of a question.
    rate: int = 600
    # Questions that are answered side by side, and how many more may wait for their turn.
    answers: int = 4
    waiting: int = 16
    upload_bytes: int = 50 * MIB
    # Longest time that a request may take to arrive.
    body_seconds: float = 20
    upload_seconds: float = 300
    feedback_days: int = 180

    @property
    def is_https(self) -> bool:
        return urlsplit(self.public_url).scheme == "https"

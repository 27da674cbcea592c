"""What an operator decides about a server; the defaults suit one person at one machine."""

from dataclasses import dataclass
from pathlib import Path

from server.auth import Role

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Options:
    """`data` is the folder of keys and feedback; without one there are none, and nothing is kept.

    `anonymous` is what callers without key or sign-in may do, None for nothing.
    """

    data: Path | None = None
    anonymous: Role | None = "reader"

"""Keys: shown once, kept as digests, and worth nothing once they are revoked."""

from pathlib import Path

import pytest

from server.auth import Caller
from server.database import NAME, Database
from server.keys import KeyRing, UnknownKey


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(Database(tmp_path))


def test_a_key_opens_what_it_is_for_until_it_is_revoked(ring: KeyRing) -> None:
    key, text = ring.create("intranet", "editor")
    assert ring.holder(text) == Caller("intranet", "editor", "key")
    ring.revoke(key.id)
    assert ring.holder(text) is None


def test_the_key_itself_is_nowhere_in_the_files(ring: KeyRing, tmp_path: Path) -> None:
    _, text = ring.create("intranet", "reader")
    secret = text.rsplit("_", 1)[-1].encode()
    assert not any(secret in path.read_bytes() for path in tmp_path.glob(f"{NAME}*"))


@pytest.mark.parametrize("given", ["", "bw_", "bw_000000000000_" + "a" * 43, "é" * 50, "\udcff"])
def test_what_is_no_key_opens_nothing(ring: KeyRing, given: str) -> None:
    ring.create("intranet", "reader")
    assert ring.holder(given) is None


def test_another_process_sees_a_revocation_at_once(tmp_path: Path) -> None:
    one, other = KeyRing(Database(tmp_path)), KeyRing(Database(tmp_path))
    key, text = one.create("intranet", "reader")
    assert other.holder(text)
    one.revoke(key.id)
    assert other.holder(text) is None
    assert not other.any()


def test_an_unknown_id_is_named(ring: KeyRing) -> None:
    with pytest.raises(UnknownKey, match="'weg'"):
        ring.revoke("weg")


def test_the_files_are_the_owners_alone(ring: KeyRing, tmp_path: Path) -> None:
    ring.create("intranet", "reader")
    assert (tmp_path / NAME).stat().st_mode & 0o077 == 0

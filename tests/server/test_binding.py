"""Beyond this machine nobody comes in without a key, unless somebody said that they may."""

from pathlib import Path

import pytest

from server.auth import Role
from server.binding import NotGuarded, SignInIncomplete, guard
from server.database import Database
from server.keys import KeyRing
from server.options import Options, Provider

PROVIDER = Provider("https://id.example.nl", "bronwijzer", "geheim")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.9.1"])
def test_on_this_machine_everybody_reads_and_the_one_at_it_edits(host: str) -> None:
    guarded = guard(Options(), host)
    assert (guarded.anonymous, guarded.lone) == ("reader", True)
    assert "localhost" in guarded.hosts


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "10.0.0.7", "bron.example.nl"])
def test_elsewhere_it_does_not_start_unguarded(host: str, tmp_path: Path) -> None:
    with pytest.raises(NotGuarded, match="keys create"):
        guard(Options(data=tmp_path), host)


def test_behind_a_proxy_it_is_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(NotGuarded, match=r"bron\.example\.nl"):
        guard(Options(data=tmp_path, public_url="https://bron.example.nl"), "127.0.0.1")


@pytest.mark.parametrize(("allow", "anonymous"), [(True, "reader"), (False, None)])
def test_with_a_key_it_starts_and_tells_by_the_option_who_reads(
    tmp_path: Path, allow: bool, anonymous: Role | None
) -> None:
    KeyRing(Database(tmp_path)).create("intranet", "reader")
    guarded = guard(Options(data=tmp_path), "0.0.0.0", allow)
    assert (guarded.anonymous, guarded.lone, guarded.hosts) == (anonymous, False, ())


def test_a_revoked_key_guards_nothing(tmp_path: Path) -> None:
    ring = KeyRing(Database(tmp_path))
    ring.revoke(ring.create("intranet", "reader")[0].id)
    with pytest.raises(NotGuarded):
        guard(Options(data=tmp_path), "0.0.0.0")


def test_signing_in_guards(tmp_path: Path) -> None:
    options = Options(data=tmp_path, provider=PROVIDER, public_url="https://bron.example.nl")
    guarded = guard(options, "0.0.0.0")
    assert guarded.anonymous is None
    assert guarded.hosts == ("localhost", "127.0.0.1", "::1", "bron.example.nl")


def test_what_signing_in_lacks_is_named() -> None:
    with pytest.raises(SignInIncomplete, match="BRONWIJZER_PUBLIC_URL"):
        guard(Options(provider=PROVIDER), "127.0.0.1")

"""A secret in what is committed is found, and no network is no failure."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

PATH = Path(__file__).parents[1] / ".ci" / "audit.py"


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", PATH)
    assert spec and spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


# Made of parts, so that this file holds none.
@pytest.mark.parametrize(
    ("secret", "kind"),
    [
        ("-----BEGIN RSA " + "PRIVATE KEY-----", "private key"),
        ("bw_" + "0" * 12 + "_" + "a" * 43, "key of this program"),
        ("AKIA" + "A" * 16, "AWS key"),
        ("ghp_" + "a" * 36, "GitHub token"),
        ("sk-" + "a" * 40, "key of a model's server"),
        ("https://jan:geheim" + "geheim@example.nl", "password in an address"),
    ],
)
def test_a_secret_is_found_and_not_shown(
    audit: ModuleType, tmp_path: Path, secret: str, kind: str
) -> None:
    path = tmp_path / "settings.txt"
    path.write_text(f"one\nkey = '{secret}'\n")
    assert list(audit.secrets_in([path])) == [f"{path}, line 2: looks like a {kind}"]


def test_nothing_that_is_committed_looks_like_a_secret(audit: ModuleType) -> None:
    assert list(audit.secrets_in(audit.tracked(audit.ROOT))) == []


def test_no_network_is_told(audit: ModuleType) -> None:
    assert audit.network_answers("http://127.0.0.1:9/") is False

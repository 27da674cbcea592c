"""Signing in with OpenID Connect, at a real provider, and what a session may do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient

from server.app import create_app
from server.auth import Role
from server.options import Options
from server.options import Provider as ProviderOptions
from server.sign_in import local_path, role_in
from tests.server.provider import Provider, running_provider
from tests.server.standin import made_assistant

OURS = "https://bron.example.nl"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider() as running:
        yield running


@pytest.fixture
def browser(tmp_path: Path, provider: Provider) -> TestClient:
    provider.claims, provider.forged = {"sub": "jan", "preferred_username": "Jan"}, False
    options = Options(
        data=tmp_path,
        anonymous=None,
        public_url=OURS,
        hosts=("bron.example.nl",),
        provider=ProviderOptions(provider.issuer, "bronwijzer", "geheim"),
    )
    app = create_app(made_assistant(), options=options)
    return TestClient(app, base_url=OURS, follow_redirects=False)


def sign_in(browser: TestClient, next: str = "/docs") -> httpx.Response:
    """What the browser gets back at the end of the way over the provider."""
    sent = browser.get("/sign-in", params={"next": next})
    back = httpx.get(sent.headers["location"])
    return browser.get(back.headers["location"].removeprefix(OURS))


def me(browser: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = browser.get("/api/me").json()
    return found


def test_who_signs_in_comes_back_with_a_session(browser: TestClient) -> None:
    assert browser.get("/docs").status_code == 401
    reply = sign_in(browser)
    assert (reply.status_code, reply.headers["location"]) == (303, "/docs")
    assert browser.get("/docs").status_code == 200
    assert {k: v for k, v in me(browser).items() if k != "token"} == {
        "name": "Jan",
        "role": "reader",
        "way": "session",
    }


def test_the_cookie_is_for_this_site_alone_and_no_script_reads_it(browser: TestClient) -> None:
    cookie = next(c for c in sign_in(browser).headers.get_list("set-cookie") if "__Host-" in c)
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))


def test_a_person_is_sent_to_sign_in_and_a_program_is_told(browser: TestClient) -> None:
    page = browser.get("/bron/wonen-2020", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in?next=/bron/wonen-2020")
    assert browser.get("/api/documents").status_code == 401


def test_the_claim_decides_the_role(browser: TestClient, provider: Provider) -> None:
    provider.claims["roles"] = ["staff", "bronwijzer-admin"]
    sign_in(browser)
    assert me(browser)["role"] == "admin"
    token = {"X-CSRF-Token": me(browser)["token"]}
    made = browser.post("/api/keys", json={"name": "intranet", "role": "reader"}, headers=token)
    assert made.status_code == 201


def test_a_session_changes_nothing_without_its_token(
    browser: TestClient, provider: Provider
) -> None:
    provider.claims["roles"] = "admin"
    sign_in(browser)
    body = {"name": "intranet", "role": "reader"}
    assert browser.post("/api/keys", json=body).status_code == 403
    wrong = {"X-CSRF-Token": "x"}
    assert browser.post("/api/keys", json=body, headers=wrong).status_code == 403
    assert browser.get("/api/keys").json() == []


def test_signing_out_ends_the_session_in_every_copy(browser: TestClient) -> None:
    sign_in(browser)
    kept = dict(browser.cookies)
    assert browser.post("/sign-out").headers["location"] == "/"
    browser.cookies.update(kept)
    assert browser.get("/api/me").status_code == 401


def test_a_forged_token_of_the_provider_opens_nothing(
    browser: TestClient, provider: Provider
) -> None:
    provider.forged = True
    reply = sign_in(browser)
    assert (reply.status_code, reply.json()["status"]) == (401, 401)
    assert browser.get("/api/me").status_code == 401


@pytest.mark.parametrize("claim", [{"aud": "other"}, {"iss": "https://x.nl"}, {"exp": 1}])
def test_a_token_for_another_or_of_another_or_too_old_opens_nothing(
    browser: TestClient, provider: Provider, claim: dict[str, Any]
) -> None:
    provider.claims |= claim
    assert sign_in(browser).status_code == 401


def test_a_sign_in_that_began_in_another_browser_is_refused(browser: TestClient) -> None:
    sent = browser.get("/sign-in")
    back = httpx.get(sent.headers["location"]).headers["location"]
    browser.cookies.clear()
    assert browser.get(back.removeprefix(OURS)).status_code == 401


def test_a_state_that_was_not_given_is_refused(browser: TestClient) -> None:
    browser.get("/sign-in")
    assert browser.get("/sign-in/callback?code=x&state=y").status_code == 401


def test_the_provider_gets_our_own_address_whatever_the_host_says(browser: TestClient) -> None:
    sent = browser.get("/sign-in", headers={"X-Forwarded-Host": "kwaad.nl"})
    asked = parse_qs(urlsplit(sent.headers["location"]).query)
    assert asked["redirect_uri"] == [f"{OURS}/sign-in/callback"]
    assert asked["code_challenge_method"] == ["S256"]


@pytest.mark.parametrize(
    "asked", ["https://kwaad.nl", "//kwaad.nl", "/\\kwaad.nl", "javascript:x", "/a\r\nSet: b", ""]
)
def test_after_signing_in_nobody_is_sent_elsewhere(asked: str) -> None:
    assert local_path(asked) == "/"


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({}, "reader"),
        ({"roles": "editor"}, "editor"),
        ({"roles": ["editor", "admin"]}, "admin"),
        ({"roles": ["superuser"]}, "reader"),
        ({"roles": {"a": 1}}, "reader"),
    ],
)
def test_a_claim_names_a_role_or_makes_a_reader(claims: dict[str, Any], role: Role) -> None:
    assert role_in(claims, "roles") == role


def test_a_role_may_stand_in_a_claim_of_claims() -> None:
    claims = {"realm_access": {"roles": ["editor"]}}
    assert role_in(claims, "realm_access.roles") == "editor"

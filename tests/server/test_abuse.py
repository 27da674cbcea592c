"""What people who mean harm try, each case held: keys, roles, paths, bodies, headers, other sites,
addresses to call, and logs."""

import ast
import inspect
import json
import logging
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketDenialResponse

from server.app import create_app
from server.auth import Role
from server.database import Database
from server.keys import KeyRing
from server.logs import JsonLines
from server.options import Options
from tests.server.running import Running, running
from tests.server.standin import made_assistant

ASK = {"question": "wat is een omklapwoning?"}


@dataclass(frozen=True)
class Guarded:
    """A server that lets nobody in without a key, and a key of every kind."""

    client: TestClient
    keys: dict[str, str]

    def bearer(self, name: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.keys[name]}"}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Guarded:
    folder = tmp_path_factory.mktemp("data")
    ring = KeyRing(Database(folder))
    roles: dict[str, Role] = {"reader": "reader", "editor": "editor", "admin": "admin"}
    keys = {name: ring.create(name, role)[1] for name, role in roles.items()}
    revoked, keys["revoked"] = ring.create("gone", "admin")
    ring.revoke(revoked.id)
    options = Options(data=folder, anonymous=None, hosts=("testserver",), rate=0)
    return Guarded(TestClient(create_app(made_assistant(), options=options)), keys)


@pytest.fixture(scope="module")
def lone(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A server on this machine, whose only person is an editor."""
    options = Options(data=tmp_path_factory.mktemp("data"), lone=True, hosts=("testserver",))
    return TestClient(create_app(made_assistant(), options=options))


@pytest.fixture(scope="module")
def real() -> Iterator[Running]:
    with running(create_app(made_assistant())) as server:
        yield server


def is_told(reply: httpx.Response, *statuses: int) -> bool:
    """Refused with a problem that has a remedy, or on the reading pages with a page."""
    assert reply.status_code in statuses, reply.text
    assert "root:" not in reply.text
    if reply.headers["content-type"].startswith("text/html"):
        return "<h1>" in reply.text and "<script" not in reply.text
    told = reply.json()
    return bool(told.get("remedy") or told["error"]["message"])


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/docs"),
        ("GET", "/openapi.json"),
        ("GET", "/api/documents"),
        ("GET", "/bron/wonen-2020"),
        ("GET", "/metrics"),
        ("GET", "/api/me"),
        ("GET", "/api/keys"),
        ("GET", "/v1/models"),
        ("GET", "/gradio_api/info"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "//health/live"),
        ("GET", "/health/live/../../api/documents"),
        ("GET", "/HEALTH/LIVE"),
        ("POST", "/api/ask"),
        ("POST", "/api/feedback"),
        ("POST", "/mcp"),
        ("POST", "/gradio_api/queue/join"),
        ("DELETE", "/api/documents/wonen-2020"),
        ("TRACE", "/api/documents"),
    ],
)
def test_without_a_key_nothing_opens(guarded: Guarded, method: str, path: str) -> None:
    assert is_told(guarded.client.request(method, path), 401)


@pytest.mark.parametrize(
    "made",
    [
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer {revoked}",
        "Bearer {reader}x",
        "Bearer {reader} {reader}",
        "Bearer bw_000000000000_" + "A" * 43,
        "Bearer ' OR 1=1 --",
        "Bearer " + "x" * 10_000,
        "Basic {reader}",
        "{reader}",
        "Token {reader}",
    ],
)
def test_what_is_no_key_opens_nothing(guarded: Guarded, made: str) -> None:
    header = made.format(**guarded.keys)
    reply = guarded.client.get("/api/documents", headers={"Authorization": header})
    assert is_told(reply, 401)


@pytest.mark.parametrize("name", ["X-API-Key", "Cookie", "Proxy-Authorization", "X-Authorization"])
def test_a_key_elsewhere_than_in_its_header_opens_nothing(guarded: Guarded, name: str) -> None:
    key = guarded.keys["admin"]
    for value in (key, f"Bearer {key}", f"bronwijzer={key}", f"__Host-bronwijzer={key}"):
        assert is_told(guarded.client.get("/api/documents", headers={name: value}), 401)


def test_two_keys_open_nothing(guarded: Guarded) -> None:
    both = [("Authorization", f"Bearer {guarded.keys[name]}") for name in ("reader", "admin")]
    assert is_told(guarded.client.get("/api/documents", headers=both), 401)


@pytest.mark.parametrize(
    ("name", "method", "path"),
    [
        ("reader", "GET", "/api/keys"),
        ("reader", "POST", "/api/keys"),
        ("reader", "DELETE", "/api/keys/x"),
        ("reader", "GET", "/api/feedback"),
        ("reader", "POST", "/api/documents"),
        ("reader", "PATCH", "/api/documents/wonen-2020"),
        ("reader", "DELETE", "/api/documents/wonen-2020"),
        ("editor", "GET", "/api/keys"),
        ("editor", "POST", "/api/keys"),
        ("editor", "GET", "/api/feedback"),
    ],
)
def test_a_role_does_no_more_than_it_may(
    guarded: Guarded, name: str, method: str, path: str
) -> None:
    body = {"name": "mijn", "role": "admin"}
    content = json.dumps(body).encode() if method == "POST" else b""
    headers = guarded.bearer(name) | {"Content-Type": "application/json"}
    assert is_told(guarded.client.request(method, path, headers=headers, content=content), 403)


@pytest.mark.parametrize(
    "address",
    [
        "/api/documents?api_key=x",
        "/api/documents?API_KEY=x",
        "/api/documents?access_token=x",
        "/api/documents?authorization=Bearer+x",
        "/api/documents?anything={admin}",
        "/api/documents/{admin}",
        "/bron/{admin}",
        "/health?x={admin}",
    ],
)
def test_a_key_in_an_address_is_refused_even_beside_a_good_one(
    guarded: Guarded, address: str
) -> None:
    reply = guarded.client.get(address.format(**guarded.keys), headers=guarded.bearer("admin"))
    assert is_told(reply, 400)


@pytest.mark.parametrize(
    "path",
    [
        "/api/documents/..%2f..%2fetc%2fpasswd",
        "/api/documents/..%2f..%2fetc%2fpasswd/text",
        "/api/documents/%2e%2e/text",
        "/api/documents/..%5c..%5cwindows",
        "/api/documents/%00",
        "/api/documents/%252e%252e%252fcatalogue.toml",
        "/api/documents/file:%2f%2f%2fetc%2fpasswd",
        "/bron/..%2f..%2f..%2fetc%2fpasswd",
        "/bron/%2fetc%2fpasswd?start=0&end=10",
        "/bron/%3Cscript%3Ealert(1)%3C%2fscript%3E",
        "/api/feedback/..%2fkeys",
    ],
)
def test_an_id_leads_to_no_file(guarded: Guarded, path: str) -> None:
    reply = guarded.client.get(path, headers=guarded.bearer("reader"))
    assert is_told(reply, 404, 405, 422)


@pytest.mark.parametrize(
    "question",
    [
        "<script>alert(1)</script> omklapwoning",
        "<img src=x onerror=alert(1)> omklapwoning",
        "](javascript:alert(1)) omklapwoning",
        "\u202e\u0000\u200bomklapwoning",
        "'; DROP TABLE keys; -- omklapwoning",
        "{{ 7 * 7 }} ${7*7} omklapwoning",
    ],
)
def test_a_question_is_text_and_nothing_else(guarded: Guarded, question: str) -> None:
    headers = guarded.bearer("reader")
    reply = guarded.client.post("/api/ask", json={"question": question}, headers=headers)
    assert reply.status_code in (200, 422)
    assert reply.headers["content-type"].startswith("application/")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["content-security-policy"].startswith("default-src 'none'")
    assert "49" not in reply.json().get("text", "")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"[" * 50_000, "application/json"),
        (b'{"question": "\xff\xfe"}', "application/json"),
        (b'{"question": "\\ud800"}', "application/json"),
        (b'{"question": NaN}', "application/json"),
        (b'{"question": 1e999}', "application/json"),
        (b"question=omklap", "application/x-www-form-urlencoded"),
        (b"<question/>", "application/xml"),
        (b'{"question": "' + b"o" * 2001 + b'"}', "application/json"),
        (b'{"question": "o", "documents": ["' + b'","' * 101 + b'"]}', "application/json"),
        (b'{"question": "o", "__proto__": {}}', "application/json"),
        (b'{"question": "' + b"o" * 70_000 + b'"}', "application/json"),
    ],
)
def test_a_body_that_is_no_question_is_refused(guarded: Guarded, content: bytes, kind: str) -> None:
    headers = guarded.bearer("reader") | {"Content-Type": kind}
    reply = guarded.client.post("/api/ask", content=content, headers=headers)
    assert is_told(reply, 400, 413, 422)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "kwaad.nl"}, 421),
        ({"Host": "testserver.kwaad.nl"}, 421),
        ({"Host": "testserver@kwaad.nl"}, 421),
        ({"Host": ""}, 421),
        ({"X-Forwarded-Host": "kwaad.nl"}, 401),
        ({"X-Original-URL": "/health/live"}, 401),
        ({"X-Rewrite-URL": "/health/live"}, 401),
        ({"X-Forwarded-For": "127.0.0.1"}, 401),
        ({"X-Remote-User": "admin"}, 401),
        ({"X-HTTP-Method-Override": "OPTIONS"}, 401),
    ],
)
def test_a_header_opens_nothing(guarded: Guarded, headers: dict[str, str], status: int) -> None:
    assert is_told(guarded.client.get("/api/documents", headers=headers), status)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://kwaad.nl"},
        {"Origin": "null"},
        {"Origin": "http://testserver.kwaad.nl"},
        {"Origin": "http://testserver:81"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/api/documents", "/api/feedback", "/gradio_api/queue/join"])
def test_another_sites_page_changes_nothing(
    lone: TestClient, headers: dict[str, str], path: str
) -> None:
    assert is_told(lone.post(path, headers=headers), 403)


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
def test_who_comes_through_a_proxy_is_not_the_one_at_the_machine(
    lone: TestClient, name: str
) -> None:
    assert lone.get("/api/me").json()["role"] == "editor"
    assert lone.get("/api/me", headers={name: "1.2.3.4"}).json()["role"] == "reader"


def test_another_sites_page_opens_no_socket(lone: TestClient) -> None:
    with (
        pytest.raises(WebSocketDenialResponse) as refused,
        lone.websocket_connect("/gradio_api/ws", headers={"Origin": "https://kwaad.nl"}),
    ):
        pass
    assert refused.value.status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        ASK | {"model": "{url}"},
        ASK | {"model_url": "{url}"},
        ASK | {"base_url": "{url}"},
        ASK | {"documents": ["{url}"]},
        ASK | {"url": "{url}"},
        {"question": "{url} omklapwoning"},
    ],
    ids=lambda body: next(reversed(body)),
)
def test_no_address_that_is_sent_is_called(guarded: Guarded, body: dict[str, object]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        sent = json.loads(json.dumps(body).replace("{url}", url))
        reply = guarded.client.post("/api/ask", json=sent, headers=guarded.bearer("reader"))
        assert reply.status_code in (200, 404, 422)
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /health/live HTTP/1.1\r\nHost: x\r\nX: a\nInjected: b\r\nContent-Length: -1\r\n\r\n",
        b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
        b"POST /api/ask HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GARBAGE\r\n\r\n",
    ],
    ids=["bad length", "two lengths", "bad chunk", "long address", "garbage"],
)
def test_what_is_no_request_is_refused_and_the_server_goes_on(real: Running, raw: bytes) -> None:
    assert real.send(raw).startswith(b"HTTP/1.1 4")
    assert httpx.get(f"{real.url}/health/live").status_code == 200


@pytest.mark.parametrize(
    "path", ["/a%0d%0a%7B%22level%22:%22error%22%7D", "/%e2%80%a8x", "/%1b[2J"]
)
def test_an_address_makes_no_line_of_its_own_in_the_log(
    guarded: Guarded, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    caplog.set_level(logging.INFO, "server.logs")
    guarded.client.get(path, headers=guarded.bearer("reader"))
    lines = [JsonLines().format(record) for record in caplog.records]
    assert lines
    assert all(len(line.splitlines()) == 1 and line.isprintable() for line in lines)


def test_no_key_reaches_the_log(guarded: Guarded, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    key = guarded.keys["admin"]
    guarded.client.get("/api/documents", headers={"Authorization": f"Bearer {key}"})
    guarded.client.get(f"/api/documents?key={key}", headers=guarded.bearer("admin"))
    logged = "".join(JsonLines().format(one) for one in caplog.records if "server" in one.name)
    assert key not in logged


def test_who_may_not_send_files_may_not_send_much(guarded: Guarded) -> None:
    """The body is read before the role is looked at: so it must be small."""
    file = {"file": ("groot.txt", b"x" * 100_000)}
    for name, status in (("reader", 413), ("editor", 404)):
        reply = guarded.client.post("/api/documents", files=file, headers=guarded.bearer(name))
        assert is_told(reply, status)


def test_guessing_is_slowed_down(tmp_path: Path) -> None:
    client = TestClient(create_app(made_assistant(), options=Options(data=tmp_path, rate=20)))
    headers = {"Authorization": "Bearer x"}
    replies = [client.get("/api/documents", headers=headers) for _ in range(3)]
    assert [reply.status_code for reply in replies] == [401, 401, 429]
    assert int(replies[-1].headers["retry-after"]) > 0


def test_secrets_are_compared_in_constant_time() -> None:
    """A measured time would depend on the machine: what is looked at is that nothing but
    compare_digest decides."""
    tree = ast.parse(inspect.getsource(KeyRing).strip())
    [holder] = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == "holder"
    ]
    calls = [node.func for node in ast.walk(holder) if isinstance(node, ast.Call)]
    assert any(isinstance(call, ast.Attribute) and call.attr == "compare_digest" for call in calls)
    assert not any(isinstance(node, ast.Compare) for node in ast.walk(holder))


def test_a_key_is_not_shown_again(guarded: Guarded) -> None:
    headers = guarded.bearer("admin")
    made = guarded.client.post("/api/keys", json={"name": "n", "role": "reader"}, headers=headers)
    secret = made.json()["key"].rsplit("_", 1)[-1]
    assert secret not in guarded.client.get("/api/keys", headers=headers).text
    id = made.json()["id"]
    assert guarded.client.delete(f"/api/keys/{id}", headers=headers).status_code == 204
    bearer = {"Authorization": f"Bearer {made.json()['key']}"}
    assert guarded.client.get("/api/documents", headers=bearer).status_code == 401


@pytest.mark.parametrize("name", ["", "a\nb", "x" * 101])
def test_a_name_of_a_key_is_one_short_line(guarded: Guarded, name: str) -> None:
    body = {"name": name, "role": "reader"}
    reply = guarded.client.post("/api/keys", json=body, headers=guarded.bearer("admin"))
    assert is_told(reply, 422)

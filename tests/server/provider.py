"""A small OpenID Connect provider on a port of its own, which signs in whomever it is told."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey


class Provider(ThreadingHTTPServer):
    """`claims` is what it says of the person; `forged` has it sign with a key of another."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.key = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
        self.other = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
        self.claims: dict[str, Any] = {"sub": "jan", "preferred_username": "Jan"}
        self.forged = False
        self.asked: dict[str, dict[str, str]] = {}

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": "bronwijzer", "iat": now, "exp": now + 60}
        key = self.other if self.forged else self.key
        header = {"alg": "RS256", "kid": "one"}
        return jwt.encode(header, claims | {"nonce": nonce} | self.claims, key)


class Answer(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/authorize":
            return self.authorize({name: v[0] for name, v in parse_qs(url.query).items()})
        issuer = self.server.issuer
        metadata = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/jwks",
        }
        jwks = {"keys": [self.server.key.as_dict(private=False)]}
        self.give(jwks if url.path == "/jwks" else metadata)

    def authorize(self, asked: dict[str, str]) -> None:
        code = f"code-{len(self.server.asked)}"
        self.server.asked[code] = asked
        self.send_response(302)
        back = urlencode({"code": code, "state": asked["state"]})
        self.send_header("Location", f"{asked['redirect_uri']}?{back}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: v[0] for name, v in parse_qs(body).items()}
        asked = self.server.asked.pop(given["code"])
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != asked["code_challenge"]:
            return self.give({"error": "invalid_grant"}, 400)
        token = {"access_token": "a", "token_type": "Bearer", "expires_in": 60}
        self.give(token | {"id_token": self.server.id_token(asked["nonce"])})

    def give(self, content: object, status: int = 200) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running_provider() -> Iterator[Provider]:
    with Provider() as provider:
        thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield provider
        provider.shutdown()
        thread.join()

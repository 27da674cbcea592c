"""What surrounds every request: security headers, and discreet errors."""

import logging

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.origin import origin
from server.problems import problem

# Gradio compiles its templates in the browser, hence unsafe-eval; nothing may come from elsewhere.
PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
# What programs read shows nothing and loads nothing.
DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
DATA_PATHS = ("/api/", "/v1/", "/mcp", "/metrics", "/health/", "/openapi.json")
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
# Two years, as browsers ask; only sent where people come by HTTPS.
HSTS = "max-age=63072000"

log = logging.getLogger(__name__)


class SafeHeaders:
    """Tells browsers to load nothing from elsewhere, to guess no types, to leak no addresses, and
    to let no other site read what they get."""

    def __init__(self, app: ASGIApp, is_https: bool = False) -> None:
        self.app = app
        self.is_https = is_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        is_data = scope["path"].startswith(DATA_PATHS)

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.add(MutableHeaders(scope=message), is_data)
            await send(message)

        await self.app(scope, receive, send_safely)

    def add(self, headers: MutableHeaders, is_data: bool) -> None:
        for name in [name for name in headers if name.startswith("access-control-allow")]:
            del headers[name]
        headers.setdefault("Content-Security-Policy", DATA_POLICY if is_data else PAGE_POLICY)
        if is_data:
            headers.setdefault("Cache-Control", "no-store")
        if self.is_https:
            headers["Strict-Transport-Security"] = HSTS
        headers.update(FIXED)


class DiscreetErrors:
    """Answers the unexpected with a problem, and logs where it arose."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
        except Exception as error:
            where = origin(error.__traceback__)
            log.error("%s at %s\n%s", type(error).__name__, scope["path"], where)
            if not started:
                told = problem(scope["path"], 500, "Something went wrong on the server.")
                await told(scope, receive, send)

"""Builds the HTTP app around an assistant."""

from fastapi import FastAPI

from retriever.assistant import Assistant
from server import api, docs, reading
from server.guard import BodyLimit, DiscreetErrors, SafeHeaders
from server.problems import add_problem_handlers

ABOUT = """Answers questions over a corpus of Dutch reports, always with the passages that prove
them. Every citation opens at /bron/{document}?start={start}&end={end}, a page for people. Every
error is a problem (RFC 9457) with a remedy."""


def create_app(assistant: Assistant | None) -> FastAPI:
    """The API, the reading pages and /docs; without an assistant they answer 503.

    A page can be mounted on the result afterwards, at `/`: it comes after these routes.
    """
    app = FastAPI(title="Bronwijzer", description=ABOUT, docs_url=None, redoc_url=None)
    app.state.assistant = assistant
    for routes in (api.routes, reading.routes, docs.routes):
        app.include_router(routes)
    add_problem_handlers(app)
    # The one added last is outermost: every answer gets the headers, the guards' own too.
    app.add_middleware(BodyLimit)
    app.add_middleware(DiscreetErrors)
    app.add_middleware(SafeHeaders)
    return app

"""Builds the HTTP app around an assistant."""

from fastapi import FastAPI

from corpus.guide import CheckedGuide
from retriever.assistant import Assistant
from retriever.guide import Guides
from server import api, docs, reading
from server.gate import Gate
from server.guard import BodyLimit, DiscreetErrors, SafeHeaders
from server.guide import routes as guide_routes
from server.options import Options
from server.problems import add_problem_handlers

ABOUT = """Answers questions over a corpus of Dutch reports, always with the passages that prove
them. Every citation opens at /bron/{document}?start={start}&end={end}, a page for people. Every
error is a problem (RFC 9457) with a remedy."""

DEFAULTS = Options()


def create_app(
    assistant: Assistant | None,
    checked: CheckedGuide | None = None,
    options: Options = DEFAULTS,
) -> FastAPI:
    """The API, the reading pages and /docs; without an assistant they answer 503.

    `checked` is what people chose for the guide; without it, rules choose.

    A page can be mounted on the result afterwards, at `/`: it comes after these routes.
    """
    app = FastAPI(
        title="Bronwijzer",
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        responses=api.failures(400, 401, 403, 408, 413, 421, 422, 429, 503),
    )
    app.state.assistant = assistant
    app.state.guides = Guides(checked or CheckedGuide())
    for routes in (api.routes, guide_routes, reading.routes, docs.routes):
        app.include_router(routes)
    add_problem_handlers(app)
    # The one added last is outermost: every answer gets the headers, the guards' own too.
    app.add_middleware(BodyLimit)
    app.add_middleware(Gate, options=options)
    app.add_middleware(DiscreetErrors)
    app.add_middleware(SafeHeaders)
    return app

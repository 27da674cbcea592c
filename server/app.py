"""Builds the HTTP app around an assistant."""

from functools import partial
from importlib.metadata import version

from fastapi import FastAPI

from corpus.guide import CheckedGuide
from ingest.collection import Collection
from retriever.assistant import Assistant
from retriever.guide import Guides
from server import (
    api,
    chat,
    docs,
    feedback_routes,
    key_routes,
    operation,
    reading,
    reading_sheet,
    references,
    sign_in,
    uploads,
)
from server.bodies import Bodies
from server.database import Database
from server.description import DescribedApp
from server.doorkeeper import Doorkeeper
from server.feedback import FeedbackBox
from server.gate import Gate
from server.guard import DiscreetErrors, SafeHeaders
from server.guide import routes as guide_routes
from server.jobs import Jobs
from server.keys import KeyRing
from server.limits import Allowance, Turns
from server.logs import RequestLog
from server.measured import Meter
from server.metrics import Metrics
from server.model_context import add_tools
from server.options import Options
from server.problems import add_problem_handlers
from server.sessions import Sessions
from server.sheets import Sheets

ABOUT = """Answers questions over a corpus of Dutch reports, always with the passages that prove
them. Every citation opens at /bron/{document}?start={start}&end={end}, a page for people. Every
error is a problem (RFC 9457) with a remedy. Where the server asks who you are, send a key in the
header Authorization: Bearer KEY, or sign in at /sign-in; a key in an address is refused. 429 and
503 come with Retry-After, in seconds. Every reply has an X-Request-ID, under which the log tells of
it."""

DEFAULTS = Options()
VERSION = version("bronwijzer")
ROUTES = (
    api.routes,
    api.tagged,
    uploads.routes,
    guide_routes,
    references.routes,
    chat.routes,
    feedback_routes.routes,
    key_routes.routes,
    operation.routes,
    sign_in.api_routes,
    sign_in.routes,
    reading.routes,
    reading_sheet.routes,
    docs.routes,
)


def create_app(
    assistant: Assistant | None,
    checked: CheckedGuide | None = None,
    options: Options = DEFAULTS,
    metrics: Metrics | None = None,
    collection: Collection | None = None,
) -> FastAPI:
    """The API, the reading pages and /docs; without an assistant they answer 503.

    `checked` is what people chose for the guide; without it, rules choose. `metrics` are those of
    an assistant that is measured already. Editors change `collection`; without it nobody can,
    and no page of a PDF is shown.

    A page can be mounted on the result afterwards, at `/`: it comes after these routes.
    """
    app = DescribedApp(
        title="Bronwijzer",
        version=VERSION,
        separate_input_output_schemas=False,
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        responses=api.failures(400, 401, 403, 408, 413, 421, 422, 429, 503),
    )
    app.state.assistant = assistant
    app.state.jobs = Jobs(collection) if collection else None
    app.state.sheets = Sheets(collection.corpus) if collection else None
    app.state.guides = Guides(checked or CheckedGuide())
    app.state.metrics = metrics or Metrics()
    app.state.meter = Meter(app.state.metrics)
    database = Database(options.data) if options.data else None
    doorkeeper = open_doors(options, database)
    app.state.doorkeeper = doorkeeper
    app.state.feedback = FeedbackBox(database, options.feedback_days, VERSION) if database else None
    app.state.provider = sign_in.provider_client(options) if options.provider else None
    for routes in ROUTES:
        app.include_router(routes)
    add_tools(app, partial(api.assistant_of, app), options.hosts)
    add_problem_handlers(app)
    surround(app, doorkeeper)
    return app


def surround(app: FastAPI, doorkeeper: Doorkeeper) -> None:
    """The one added last is outermost: every answer gets the headers, the guards' own too."""
    options = doorkeeper.options
    app.add_middleware(Turns, at_once=options.answers, waiting=options.waiting)
    app.add_middleware(Bodies, options=options)
    app.add_middleware(Gate, doorkeeper=doorkeeper, allowance=Allowance(options.rate))
    app.add_middleware(DiscreetErrors)
    app.add_middleware(SafeHeaders, is_https=options.is_https)
    app.add_middleware(RequestLog, metrics=app.state.metrics)


def open_doors(options: Options, database: Database | None) -> Doorkeeper:
    """Without a database there are no keys and no sessions."""
    if database is None:
        return Doorkeeper(options, None, None)
    return Doorkeeper(options, KeyRing(database), Sessions(database))

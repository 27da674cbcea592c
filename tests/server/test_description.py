"""The API does what its own description says, whoever calls, and the description is a known one."""

import json
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode, Response
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.schemas import OpenApiSchema

from ingest.collection import Collection
from ingest.pipeline import ingest
from retriever.following import follow
from server.app import create_app
from server.auth import Role
from server.description import description
from server.options import Options
from tests.corpus.miniature import WONEN, TinyEncoder, write_corpus
from tests.server.standin import made_assistant

COMMITTED = Path(__file__).parents[2] / "server" / "openapi.json"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def test_the_description_is_the_one_that_was_committed() -> None:
    assert description(create_app(None)) == COMMITTED.read_text("utf-8"), (
        "the API changed; if it was meant to, run `bronwijzer openapi > server/openapi.json`, read "
        "what changed with `git diff`, and commit it"
    )


def test_every_route_tells_a_stranger_what_it_does() -> None:
    api = create_app(None).openapi()
    silent = [
        f"{method} {path}"
        for path, methods in api["paths"].items()
        for method, told in methods.items()
        if not told.get("summary") or not told.get("description")
    ]
    assert silent == []


@pytest.fixture(scope="module", params=["reader", "admin"])
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> OpenApiSchema:
    """The description of a server that lets everybody be this, over the made assistant."""
    role: Role = request.param
    options = Options(data=tmp_path_factory.mktemp(role), anonymous=role, rate=0)
    app = create_app(made_assistant(), options=options)
    return schemathesis.openapi.from_asgi("/openapi.json", app)


@pytest.fixture(scope="module")
def editors_api(tmp_path_factory: pytest.TempPathFactory) -> OpenApiSchema:
    """Over a real index of one document, which is changed."""
    folder = tmp_path_factory.mktemp("editor")
    corpus, index = write_corpus(folder / "corpus", {"wonen": WONEN}), folder / "index"
    ingest(corpus, index, TinyEncoder())
    options = Options(data=folder / "data", anonymous="editor", rate=0)
    collection = Collection(corpus, index, TinyEncoder())
    app = create_app(follow(index, TinyEncoder()), options=options, collection=collection)
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def operations(within: str = "/") -> list[tuple[str, str]]:
    paths = json.loads(COMMITTED.read_text("utf-8"))["paths"].items()
    return [(m.upper(), path) for path, ways in paths if path.startswith(within) for m in ways]


def check(api: OpenApiSchema, method: str, path: str, times: int) -> None:
    """The same cases every time, and no clock: a busy machine is no fault of ours."""
    operation = api[path][method]
    wanted, unwanted = (operation.as_strategy(generation_mode=mode) for mode in GenerationMode)

    @settings(
        max_examples=times,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=wanted | unwanted)
    def send(case: Case) -> None:
        reply = case.call_and_validate(checks=CHECKS)
        assert reply.status_code < 400 or remedy(reply)
        replies.append(reply.status_code)

    replies: list[int] = []
    send()
    assert replies


def remedy(refusal: Response) -> str:
    """What a refusal says to do, in the shape of the API or of OpenAI's protocol."""
    told = refusal.json()
    return str(told["error"]["message"] if "error" in told else told["remedy"])


@pytest.mark.parametrize(("method", "path"), operations())
def test_whatever_is_sent_the_reply_is_described(
    api: OpenApiSchema, method: str, path: str
) -> None:
    check(api, method, path, times=8)


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path"), operations("/api/documents"))
def test_whatever_an_editor_sends_the_reply_is_described(
    editors_api: OpenApiSchema, method: str, path: str
) -> None:
    check(editors_api, method, path, times=5)

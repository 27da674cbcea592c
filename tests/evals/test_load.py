"""The load benchmark counts what is answered, refused, failed and wrong."""

import asyncio
from collections.abc import Iterator

import pytest

from evals.clients import Clients, resident, single_answers
from evals.load import Load
from server.app import create_app
from server.options import Options
from tests.server.running import Running, running
from tests.server.standin import made_assistant

QUESTIONS = ["wat is een omklapwoning?", "misschien iets?", "hoe hoog is de Dom?"]


@pytest.fixture
def server() -> Iterator[Running]:
    options = Options(rate=0, answers=2, waiting=0)
    with running(create_app(made_assistant(), options=options)) as found:
        yield found


def test_clients_note_what_they_are_told(server: Running) -> None:
    clients = Clients(server.url, QUESTIONS)
    asyncio.run(clients.ask_for(2, 30, most=20))
    seen, single = clients.seen, single_answers(server.url, QUESTIONS)
    assert seen.failures == 0
    assert seen.statuses[200] == len(seen.times) == len(seen.said) >= 20
    assert all(what == single[question] for question, what in seen.said)


def test_a_server_that_is_gone_is_a_failure() -> None:
    clients = Clients("http://127.0.0.1:9", QUESTIONS)
    asyncio.run(clients.ask_for(1, 0.05))
    assert clients.seen.failures > 0


def test_memory_is_read_from_the_figures() -> None:
    assert resident("# HELP x\nprocess_resident_memory_bytes 2.097152e+06\n") == 2.0


def test_the_share_is_of_what_every_core_gives_one_client() -> None:
    load = Load(50, 2, 10.0, 16.0, 0.1, 0.2, {200: 960}, 0, 0, None, None)
    assert load.share == 0.8

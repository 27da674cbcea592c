"""A real server in a thread, for what a client in the same process cannot show."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from fastapi import FastAPI

from retriever.answer import Answer
from server.serve import listen
from tests.server.standin import DOCUMENT, StandIn


@dataclass(frozen=True)
class Slow(StandIn):
    """Answers when it is let go, and tells how many questions it has begun."""

    go: threading.Event = field(default_factory=threading.Event)
    begun: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def ask(
        self, question: str, documents: Sequence[str] = (), history: Sequence[str] = ()
    ) -> Answer:
        self.begun.release()
        self.go.wait(30)
        return super().ask(question, documents, history)


def slow() -> Slow:
    return Slow({DOCUMENT.id: DOCUMENT})


@dataclass(frozen=True)
class Running:
    port: int
    server: uvicorn.Server
    thread: threading.Thread

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(self, *parts: bytes, pause: float = 0) -> bytes:
        """All that comes back to raw parts, until the server closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            for part in parts:
                connection.sendall(part)
                time.sleep(pause)
            got = b""
            while more := connection.recv(65536):
                got += more
            return got


@contextmanager
def running(app: FastAPI) -> Iterator[Running]:
    with listen("127.0.0.1", 0) as bound:
        config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield Running(bound.getsockname()[1], server, thread)
        server.should_exit = True
        thread.join()

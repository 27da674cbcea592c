"""Runs the app on one port."""

import socket
import sys

import uvicorn
from fastapi import FastAPI

from server.logs import log_to


class PortInUse(OSError):
    """Another program listens on the port."""


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to `host` and `port` (0 takes a free one). Raises PortInUse."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise PortInUse(
            f"port {port} on {host} can't be taken ({error.strerror}); "
            "stop the other program or choose another port"
        ) from error
    return bound


# Seconds in which answers that were begun are finished when the server is told to stop.
LAST_ANSWERS = 40


def serve(app: FastAPI, host: str, port: int) -> None:
    """Serves until interrupted, then finishes what was begun. Raises PortInUse."""
    log_to(sys.stderr)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=LAST_ANSWERS,
    )
    with listen(host, port) as bound:
        uvicorn.Server(config).run(sockets=[bound])

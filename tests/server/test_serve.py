"""The server takes a free port and refuses a taken one."""

import socket

import pytest

from server.serve import PortInUse, listen


def test_a_port_in_use_is_refused_by_name() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortInUse, match=f"port {port} on 127.0.0.1"):
            listen("127.0.0.1", port)


def test_a_free_port_is_taken() -> None:
    with listen("127.0.0.1", 0) as bound:
        assert bound.getsockname()[1] > 0

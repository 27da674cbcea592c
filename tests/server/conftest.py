"""A client of an app around the made assistant."""

import pytest
from fastapi.testclient import TestClient

from server.app import create_app
from tests.server.standin import made_assistant


@pytest.fixture
def client() -> TestClient:
    return TestClient(create_app(made_assistant()))

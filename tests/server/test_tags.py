"""Who has a document already gets nothing again."""

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize(
    "path", ["/api/documents", "/api/documents/wonen-2020", "/api/documents/wonen-2020/text"]
)
def test_what_did_not_change_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    again = client.get(path, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"other"'}).json() == first.json()


def test_another_part_of_a_text_has_another_tag(client: TestClient) -> None:
    path = "/api/documents/wonen-2020/text"
    tags = {client.get(f"{path}?end={end}").headers["etag"] for end in (5, 6, 5)}
    assert len(tags) == 2


def test_documents_come_by_the_page(client: TestClient) -> None:
    reply = client.get("/api/documents?offset=1")
    assert (reply.json(), reply.headers["x-total-count"]) == ([], "1")

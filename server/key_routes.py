"""The routes of administrators: keys are made, listed and revoked."""

from typing import Annotated, Self

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from server.api import failures
from server.auth import Admin, Role
from server.keys import Key, KeyRing

routes = APIRouter(prefix="/api/keys", dependencies=[Admin])


class KeyRequest(BaseModel):
    """Whom a key is for, and what it may do."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")] = (
        Field(description="For whom or what the key is.", examples=["intranet"])
    )
    role: Role = Field(description="What it may do.", examples=["reader"])


class KeyReply(BaseModel):
    """What is kept of a key."""

    id: str
    name: str
    role: Role
    made: str
    revoked: str | None = Field(description="When it was; null while it works.")

    @classmethod
    def of(cls, key: Key) -> Self:
        return cls(id=key.id, name=key.name, role=key.role, made=key.made, revoked=key.revoked)


class NewKeyReply(KeyReply):
    key: str = Field(description="What its holder sends; it is not shown again.")


def ring(request: Request) -> KeyRing:
    """Raises HTTPException where the server keeps no data."""
    keys: KeyRing | None = request.app.state.doorkeeper.keys
    if keys is None:
        raise HTTPException(404, "this server keeps no keys")
    return keys


@routes.get("", summary="List the keys", responses=failures(404))
def keys(request: Request) -> list[KeyReply]:
    """The newest last; of a key itself only a digest is kept."""
    return [KeyReply.of(key) for key in ring(request).list()]


@routes.post("", summary="Make a key", status_code=201, responses=failures(404, 422))
def create(body: KeyRequest, request: Request) -> NewKeyReply:
    """The key is in the reply, this once."""
    key, text = ring(request).create(body.name, body.role)
    return NewKeyReply(**KeyReply.of(key).model_dump(), key=text)


@routes.delete("/{id}", summary="Revoke a key", status_code=204, responses=failures(404))
def revoke(id: str, request: Request) -> None:
    """From the next request on it opens nothing."""
    ring(request).revoke(id)

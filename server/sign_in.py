"""Signing in with OpenID Connect, and out; the only module that knows authlib."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from httpx import HTTPError
from joserfc.errors import JoseError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from server.auth import ROLES, Caller, Reader, Role
from server.doorkeeper import Doorkeeper
from server.options import Options
from server.sessions import SESSION_SECONDS, Sessions

CALLBACK = "/sign-in/callback"
# The time in which somebody types a password.
SIGNING_IN, SIGNING_IN_SECONDS = "bronwijzer-signing-in", 600
FAILURES = (AuthlibBaseError, JoseError, HTTPError, RuntimeError, KeyError, ValueError)

routes = APIRouter(include_in_schema=False)


class SignInFailed(HTTPException):
    """The provider did not say who it is, or what it said does not hold."""

    def __init__(self, why: str) -> None:
        super().__init__(401, f"signing in failed: {why}; try again")


class WhoReply(BaseModel):
    name: str = Field(description="Name of the key or the person; or anonymous.")
    role: Role
    way: str = Field(description="anonymous, key or session.")
    token: str = Field(description="What a session sends as X-CSRF-Token with every change.")


def provider_client(options: Options) -> StarletteOAuth2App:
    """The provider's client, which reads what the provider tells of itself when first needed."""
    provider = options.provider
    assert provider is not None
    return OAuth().register(
        "provider",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
    )


def local_path(asked: str) -> str:
    """Where to go on after signing in: a path of this server, nowhere else."""
    parts = urlsplit(asked)
    is_ours = asked.startswith("/") and not asked.startswith(("//", "/\\"))
    return asked if is_ours and not parts.netloc and asked.isprintable() else "/"


def role_in(claims: Mapping[str, Any], name: str) -> Role:
    """The highest role that the claim names, with or without `bronwijzer-` before it; reader where
    it names none. A dot in the name leads into a claim of claims."""
    found: Any = claims
    for part in name.split("."):
        found = found.get(part, ()) if isinstance(found, Mapping) else ()
    given = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    known = {str(one).removeprefix("bronwijzer-") for one in given}
    return next((role for role in reversed(ROLES) if role in known), "reader")


def parts_of(request: Request) -> tuple[Doorkeeper, Sessions, StarletteOAuth2App]:
    """Raises HTTPException where no provider is set."""
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    if doorkeeper.sessions is None or doorkeeper.options.provider is None:
        raise HTTPException(404, "no provider to sign in with is set")
    return doorkeeper, doorkeeper.sessions, request.app.state.provider


def keep(reply: Response, name: str, value: str, seconds: int, options: Options) -> Response:
    reply.set_cookie(
        name, value, max_age=seconds, secure=options.is_https, httponly=True, samesite="lax"
    )
    return reply


@routes.get("/sign-in")
async def sign_in(request: Request, next: Annotated[str, Query(max_length=2000)] = "/") -> Response:
    """Sends a person to the provider."""
    doorkeeper, sessions, provider = parts_of(request)
    request.scope["session"] = {"next": local_path(next)}
    try:
        sent: Response = await provider.authorize_redirect(
            request, f"{doorkeeper.options.public_url.rstrip('/')}{CALLBACK}"
        )
    except FAILURES as error:
        raise SignInFailed(f"the provider can't be reached ({type(error).__name__})") from error
    state = sessions.seal("signing-in", {"kept": request.session}, SIGNING_IN_SECONDS)
    return keep(sent, SIGNING_IN, state, SIGNING_IN_SECONDS, doorkeeper.options)


@routes.get(CALLBACK)
async def signed_in(request: Request) -> Response:
    """Begins a session for whom the provider vouches for."""
    doorkeeper, sessions, provider = parts_of(request)
    begun = sessions.unseal("signing-in", request.cookies.get(SIGNING_IN, ""))
    if begun is None:
        raise SignInFailed("it took too long, or began in another browser")
    request.scope["session"] = begun["kept"]
    try:
        claims = (await provider.authorize_access_token(request))["userinfo"]
    except FAILURES as error:
        raise SignInFailed(type(error).__name__) from error
    named = str(claims.get("preferred_username") or claims.get("email") or claims["sub"])
    assert doorkeeper.options.provider
    role = role_in(claims, doorkeeper.options.provider.role_claim)
    reply = RedirectResponse(local_path(begun["kept"]["next"]), 303)
    reply.delete_cookie(SIGNING_IN)
    cookie = sessions.begin(named[:200], role)
    return keep(reply, doorkeeper.cookie, cookie, SESSION_SECONDS, doorkeeper.options)


@routes.post("/sign-out")
def sign_out(request: Request) -> Response:
    """Ends the session, in every place that holds a copy of its cookie."""
    doorkeeper, sessions, _ = parts_of(request)
    sessions.end(request.cookies.get(doorkeeper.cookie, ""))
    reply = RedirectResponse("/", 303)
    reply.delete_cookie(doorkeeper.cookie, secure=doorkeeper.options.is_https, httponly=True)
    return reply


api_routes = APIRouter(prefix="/api")


@api_routes.get("/me", summary="Tell who calls")
def me(caller: Annotated[Caller, Reader]) -> WhoReply:
    """The name and the role by which the server knows you."""
    return WhoReply(name=caller.name, role=caller.role, way=caller.way, token=caller.token)

"""Who may come in, by where the server listens: beyond this machine nobody without a key."""

from dataclasses import replace
from ipaddress import ip_address
from urllib.parse import urlsplit

from server.database import Database
from server.keys import KeyRing
from server.options import Options

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
ANY_ADDRESS = ("0.0.0.0", "::", "")


class NotGuarded(Exception):
    """The server would be open to whoever reaches it, and nobody said that it may be."""


class SignInIncomplete(Exception):
    """A setting that signing in needs is missing; the message names it."""


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def guard(options: Options, host: str, allow_anonymous: bool = False) -> Options:
    """The options with who may come anonymously, and under which names the server answers.

    Raises NotGuarded and SignInIncomplete. Who stands behind a proxy listens on loopback and is
    reached from elsewhere: `public_url` tells, and counts as listening elsewhere.
    """
    check_provider(options)
    lone = is_loopback(host) and not options.public_url
    if not lone and not allow_anonymous and not has_authentication(options):
        raise NotGuarded(
            f"{options.public_url or host} would be open to everybody; make a key with "
            "`bronwijzer keys create NAME`, set BRONWIJZER_OIDC_ISSUER, or say --allow-anonymous"
        )
    return replace(
        options,
        anonymous="reader" if lone or allow_anonymous else None,
        lone=lone and options.provider is None,
        hosts=names(options, host),
    )


def names(options: Options, host: str) -> tuple[str, ...]:
    """Where the server listens on every address and has no public one, any name is good."""
    public = urlsplit(options.public_url).hostname
    if host in ANY_ADDRESS and public is None:
        return ()
    known = [*LOOPBACK_NAMES, *([public] if public else [])]
    return tuple(known if host in (*ANY_ADDRESS, *known) else [*known, host.lower()])


def has_authentication(options: Options) -> bool:
    if options.provider is not None:
        return True
    return options.data is not None and KeyRing(Database(options.data)).any()


def check_provider(options: Options) -> None:
    provider = options.provider
    if provider is None:
        return
    missing = {
        "BRONWIJZER_OIDC_CLIENT_ID": provider.client_id,
        "BRONWIJZER_OIDC_CLIENT_SECRET": provider.client_secret,
        "BRONWIJZER_PUBLIC_URL": options.public_url,
    }
    for name, value in missing.items():
        if not value:
            raise SignInIncomplete(f"BRONWIJZER_OIDC_ISSUER is set, and {name} is not; set it")

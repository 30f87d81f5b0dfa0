"""Counts and records what the registration endpoint refuses: it is open to anybody who finds it.

Each refusal costs a look-up and a row of the trail, and some a fetch from elsewhere; whoever is refused too often from
one address is told to wait, and then nothing is looked at and nothing recorded.
"""

from datetime import datetime
from typing import Final

from idp.audit.events import Event, Tag
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Request
from idp.oidc.paths import REGISTER
from idp.oidc.provider import Provider

TOO_OFTEN: Final = ProtocolError(
    "temporarily_unavailable",
    "registration was refused too often from this address; read the answers before, and wait a minute",
    status=429,
)


def check_not_out(provider: Provider, request: Request, now: datetime) -> None:
    """Refuse an address that was refused too often within a minute. Raises ProtocolError 429."""
    if provider.strikes.is_out(name_caller(provider, request), now):
        raise TOO_OFTEN


def note_refusal(provider: Provider, request: Request, code: str, now: datetime) -> None:
    """Count a refusal and write it into the trail by its code; nothing of what was sent is repeated."""
    provider.strikes.add(name_caller(provider, request), now)
    with provider.begin() as stores:
        details = {"method": request.method}
        stores.audit.record(Event(Tag.REGISTRATION_REFUSED, now, outcome=code, details=details))


def name_caller(provider: Provider, request: Request) -> str:
    """Return what refusals are counted by: an address, apart from its failures as a client."""
    return f"{provider.origin.find(request)} {REGISTER}"

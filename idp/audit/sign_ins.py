"""What the trail says of one person's sign-ins, put together into one entry each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from idp.audit.events import Tag
from idp.audit.history import Happening


class Kind(StrEnum):
    """What an entry tells of."""

    SIGNED_IN = "signed_in"
    PASSWORD_ONLY = "password_only"  # noqa: S105 - what an entry tells of
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - what an entry tells of
    WRONG_CODE = "wrong_code"
    BLOCKED = "blocked"


KINDS: Final = {
    Tag.SESSION_STARTED: Kind.SIGNED_IN,
    Tag.PASSWORD_WRONG: Kind.WRONG_PASSWORD,
    Tag.FACTOR_WRONG: Kind.WRONG_CODE,
    Tag.FACTOR_REUSED: Kind.WRONG_CODE,
    Tag.THROTTLED: Kind.BLOCKED,
}
"""What begins an entry."""

PARTS: Final = (Tag.SESSION_STEPPED_UP, Tag.AUTHORIZATION_GRANTED)
"""What belongs to an entry begun before: a further proof, and a service that was opened."""

PASSWORD: Final = "password"  # noqa: S105 - a method's name


@dataclass(frozen=True, slots=True)
class SignIn:
    """One entry. `seq` is its place in the trail; `method` is the strongest thing that was proved, or tried.

    `clients` are those that were opened, in their order, each once.
    """

    seq: int
    at: datetime
    kind: Kind
    zone: str | None
    method: str | None
    clients: tuple[str, ...] = ()


def build_sign_ins(
    begun: Iterable[Happening], parts: Iterable[Happening], inside: frozenset[str]
) -> tuple[SignIn, ...]:
    """Return an entry for each of `begun`, in their order, with what `parts`, oldest first, say happened in it.

    A right password outside the zones `inside`, and nothing after it, opened nothing and says so.
    """
    by_session: dict[str, list[Happening]] = {}
    for part in parts:
        by_session.setdefault(part.get("sid") or "", []).append(part)
    return tuple(build_sign_in(one, by_session.get(one.get("sid") or "", ()), inside) for one in begun)


def build_sign_in(begun: Happening, parts: Iterable[Happening], inside: frozenset[str]) -> SignIn:
    """Return one entry."""
    kind, zone = KINDS[begun.tag], begun.get("zone")
    if kind is not Kind.SIGNED_IN:
        return SignIn(begun.seq, begun.at, kind, zone, begun.get("method"))
    proved = [
        begun.get("outcome"),
        *(one.get("outcome") for one in parts if one.tag is Tag.SESSION_STEPPED_UP),
    ]
    method = next((name for name in reversed(proved) if name != PASSWORD), PASSWORD)
    opened = (one.get("client_id") for one in parts if one.tag is Tag.AUTHORIZATION_GRANTED)
    clients = tuple(dict.fromkeys(filter(None, opened)))
    if method == PASSWORD and not clients and zone not in inside:
        kind = Kind.PASSWORD_ONLY
    return SignIn(begun.seq, begun.at, kind, zone, method, clients)

"""Reads recorded events as the sign-ins and answers that a rehearsal replays."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from idp.audit.events import Tag
from idp.audit.history import Happening
from idp.policy.review.rehearsal import Asked, Proved

PROOFS: Final = (Tag.SESSION_STARTED, Tag.SESSION_STEPPED_UP)
TAGS: Final = (*PROOFS, Tag.AUTHORIZATION_GRANTED, Tag.AUTHORIZATION_REFUSED, Tag.SERVICE_STARTED)
"""What a rehearsal reads."""

TOGETHER: Final = {"passkey": ("key", "passkey")}
"""What is proved beside the strongest of an act, which alone is recorded."""


def read_trail(
    happenings: Iterable[Happening], services: Mapping[str, str | None]
) -> Iterator[Proved | Asked]:
    """Yield each recorded sign-in and answer; `services` says which service an application belongs to."""
    for one in happenings:
        if one.tag in PROOFS:
            yield _read_proof(one)
        else:
            yield _read_answer(one, services)


def _read_proof(one: Happening) -> Proved:
    method = one.get("outcome") or ""
    return Proved(
        one.at,
        one.get("sid") or "",
        one.get("person_id") or "",
        TOGETHER.get(method, (method,)),
        one.get("zone") or "",
        one.get("address"),
    )


def _read_answer(one: Happening, services: Mapping[str, str | None]) -> Asked:
    """Return an answer. A grant records the zone of its `acr`, anything else the zone where the person was."""
    is_grant = one.tag is Tag.AUTHORIZATION_GRANTED
    service = (
        one.get("service") if one.tag is Tag.SERVICE_STARTED else services.get(one.get("client_id") or "")
    )
    return Asked(
        one.at,
        one.get("sid"),
        one.get("person_id"),
        service,
        one.get("zone") or "",
        one.get("address"),
        was_allowed=one.tag is not Tag.AUTHORIZATION_REFUSED,
        is_acr_zone=is_grant,
    )

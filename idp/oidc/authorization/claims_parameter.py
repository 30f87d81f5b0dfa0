"""The `claims` parameter: which single claims a client asks for, and which `acr` it demands.

OpenID Connect Core 1.0, section 5.5.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from idp.oidc.claims.table import TABLE
from idp.oidc.grant import RequestedClaims

MAX_CLAIMS: Final = 50
IDENTIFIERS: Final = frozenset(claim.name for claim in TABLE if claim.is_identifier)


@dataclass(frozen=True, slots=True)
class Demand:
    """The person who signs in must have one of these values."""

    claim: str
    values: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ClaimsParameter:
    """What was asked for by name, who was demanded, and what was said about `acr` in the ID token."""

    requested: RequestedClaims = field(default_factory=RequestedClaims)
    demands: tuple[Demand, ...] = ()
    acr_values: tuple[str, ...] = ()
    is_acr_essential: bool = False


class UnreadableClaims(ValueError):
    """The text is no claims request."""


def read_claims(text: str) -> ClaimsParameter:
    """Return what the JSON asks for; unknown members are ignored. Raises UnreadableClaims."""
    try:
        members = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableClaims from error
    userinfo, id_token = read_member(members, "userinfo"), read_member(members, "id_token")
    acr = id_token.get("acr") or {}
    return ClaimsParameter(
        RequestedClaims(tuple(userinfo), tuple(id_token)),
        (*list_demands(userinfo), *list_demands(id_token)),
        read_values(acr),
        acr.get("essential") is True,
    )


def list_demands(claims: dict[str, dict[str, Any]]) -> Iterator[Demand]:
    """Yield whom a member's claims demand: `sub` always does with a value (section 3.1.2.2), others when essential.

    Only identifiers do: any other claim is told as it is, whatever value was hoped for (section 5.5.1).
    """
    for name, particulars in claims.items():
        is_demand = name == "sub" or particulars.get("essential") is True
        if is_demand and name in IDENTIFIERS and (values := read_values(particulars)):
            yield Demand(name, values)


def read_member(members: Any, name: str) -> dict[str, dict[str, Any]]:
    """Return one member's claims by name; a claim asked for with null has no particulars."""
    if not isinstance(members, dict):
        raise UnreadableClaims
    member = members.get(name)
    if member is None:
        return {}
    if not isinstance(member, dict) or len(member) > MAX_CLAIMS:
        raise UnreadableClaims
    claims = {claim: {} if particulars is None else particulars for claim, particulars in member.items()}
    if not all(isinstance(particulars, dict) for particulars in claims.values()):
        raise UnreadableClaims
    return claims


def read_values(particulars: dict[str, Any]) -> tuple[str, ...]:
    """Return `value` or `values` as texts, in the client's order."""
    values = particulars["values"] if "values" in particulars else [particulars.get("value")]
    if not isinstance(values, list):
        raise UnreadableClaims
    if not all(value is None or isinstance(value, str) for value in values):
        raise UnreadableClaims
    return tuple(value for value in values if value is not None)

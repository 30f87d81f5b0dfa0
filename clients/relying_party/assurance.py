"""What an `acr` means to this application: how strongly, and from where, the person signed in.

The order is the tuple LEVELS, never the alphabet and never something read out of the address.
An `acr` that is not in the table means nothing and opens nothing.
"""

from dataclasses import dataclass

LEVELS = ("password", "mail", "sms", "recovery", "bypass", "token", "app", "key", "passkey")
"""Weakest first."""
INSIDE = ("admin", "skola")
"""The municipality's own networks."""
OUTSIDE = ("vpn", "remote", "gast")


@dataclass(frozen=True, slots=True)
class Assurance:
    """How a person signed in (one of LEVELS) and from which zone (one of INSIDE or OUTSIDE)."""

    level: str
    zone: str


@dataclass(frozen=True, slots=True)
class Rule:
    """The weakest level that is enough, inside the municipality's networks and outside them."""

    inside: str
    outside: str

    def is_met_by(self, assurance: Assurance) -> bool:
        """Tell whether the sign-in is strong enough for the place it was made from."""
        needed = self.inside if assurance.zone in INSIDE else self.outside
        return LEVELS.index(assurance.level) >= LEVELS.index(needed)


def build_acr_table(issuer: str) -> dict[str, Assurance]:
    """Return the meaning of every `acr` that `issuer` may send."""
    return {
        f"{issuer}/acr/{level}/{zone}": Assurance(level, zone)
        for level in LEVELS
        for zone in (*INSIDE, *OUTSIDE)
    }


def build_acr_values(rule: Rule, table: dict[str, Assurance]) -> list[str]:
    """Return every `acr` that meets `rule`, the least demanding first."""
    return [acr for acr, assurance in table.items() if rule.is_met_by(assurance)]

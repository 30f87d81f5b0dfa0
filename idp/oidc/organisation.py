"""Whose employees the provider speaks of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organisation:
    """The municipality's registered name and organisation number, ten digits; None while that is not configured."""

    name: str = ""
    number: str | None = None

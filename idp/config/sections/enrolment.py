"""What it takes to change what one signs in with."""

from typing import Literal

from msgspec import Struct


class Enrolment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Numbers, phones, keys and recovery codes: changed at the workplace, after signing in there a moment ago."""

    asks_for: Literal["password", "strongest"] = "password"
    """`password` asks for what the policy's service `enrolment` needs; `strongest` also for one's strongest factor."""

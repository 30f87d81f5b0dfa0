"""How an attempt with a passkey or a security key ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from idp.methods.webauthn.credential import Credential


class Failure(StrEnum):
    """Why an attempt proved nothing."""

    COUNT_WENT_BACK = "count_went_back"
    EXPIRED = "expired"
    NOT_MADE_SURE = "not_made_sure"
    OTHER_PERSON = "other_person"
    TOO_MANY = "too_many"
    UNFIT = "unfit"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Proved:
    """The credential's owner was there. `methods` are what that proves, the strongest last."""

    credential: Credential
    methods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing was proved. `wait_until` is told after too many attempts; `copied` is a credential whose count went back."""

    why: Failure
    wait_until: datetime | None = None
    copied: Credential | None = None


Outcome = Proved | Failed

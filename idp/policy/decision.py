"""What decide() answers: the outcome, what was earned, why, and what would change the answer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from idp.policy.levels import Acr
from idp.policy.text import Text


class Outcome(StrEnum):
    """The five answers there are."""

    ALLOWED = "allowed"
    NEEDS_PROOF = "needs_proof"
    CLOSED = "closed"
    REFUSED = "refused"
    UNMET = "unmet"


@dataclass(frozen=True, slots=True)
class ServiceUnknown:
    """The policy has no such service."""

    service: str


@dataclass(frozen=True, slots=True)
class NotSignedIn:
    """No level is proved."""


@dataclass(frozen=True, slots=True)
class TooOld:
    """A proof is older than was asked for."""


@dataclass(frozen=True, slots=True)
class LevelTooLow:
    """Level `have` is proved; at least `needed` opens the service here."""

    have: str
    needed: str


@dataclass(frozen=True, slots=True)
class ProvedElsewhere:
    """What was proved in `zone` counts as proved there, and that does not do."""

    zone: str


@dataclass(frozen=True, slots=True)
class NotFromHere:
    """The service is never open to `zone`."""

    zone: str


@dataclass(frozen=True, slots=True)
class NotInGroup:
    """The service is for other groups: those of `groups`, in the order of the alphabet."""

    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonInactive:
    """The person's account is not active."""


@dataclass(frozen=True, slots=True)
class ClosedNow:
    """The service is closed until `opens_at`, None when that is more than 400 days away."""

    opens_at: datetime | None
    message: Text | None


@dataclass(frozen=True, slots=True)
class AcrUnreachable:
    """Nothing that opens the service in this zone states one of `wanted`."""

    wanted: tuple[Acr, ...]


Reason = (
    ServiceUnknown
    | NotSignedIn
    | TooOld
    | LevelTooLow
    | ProvedElsewhere
    | NotFromHere
    | NotInGroup
    | PersonInactive
    | ClosedNow
    | AcrUnreachable
)


@dataclass(frozen=True, slots=True)
class SignInWith:
    """Sign in here with `level`, which people know by `label`."""

    level: str
    label: Text


@dataclass(frozen=True, slots=True)
class GoInside:
    """Sign in from any of the inside `zones` instead."""

    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaitUntil:
    """Come back at `at`."""

    at: datetime


@dataclass(frozen=True, slots=True)
class AskForGroup:
    """Become a member of any one of `groups`."""

    groups: tuple[str, ...]


Counterfactual = SignInWith | GoInside | WaitUntil | AskForGroup
"""One change that, with the sign-in it then takes, ends in ALLOWED. Each is true by itself."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one question.

    `acr`, `amr` and `auth_time` say what the proofs are worth, whatever the outcome; None and empty when nothing.
    `options` are the levels that, proved here and now by someone entitled, end in ALLOWED, the recommended first.
    `closes_at` is when an open service closes, None when it stays open for eight days.
    """

    outcome: Outcome
    acr: Acr | None = None
    amr: tuple[str, ...] = ()
    auth_time: datetime | None = None
    options: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    counterfactuals: tuple[Counterfactual, ...] = ()
    closes_at: datetime | None = None

    @property
    def is_allowed(self) -> bool:
        """Say whether the answer is yes."""
        return self.outcome is Outcome.ALLOWED

"""The steps of a sign-in: a closed set, one of which is next."""

from dataclasses import dataclass
from enum import StrEnum

from idp.methods.number import Number
from idp.people.directory import Bar
from idp.policy.decide import Decision


class Notice(StrEnum):
    """Why the person is asked to choose a method again."""

    MOVED = "moved"
    NO_NUMBER = "no_number"
    SMS_SPENT = "sms_spent"
    NO_MAIL = "no_mail"
    NO_APP = "no_app"
    NO_TOKEN = "no_token"  # noqa: S105 - a reason
    NO_RECOVERY = "no_recovery"
    NO_BYPASS = "no_bypass"
    NO_KEY = "no_key"


@dataclass(frozen=True, slots=True)
class ChooseRealm:
    """Say where you work."""


@dataclass(frozen=True, slots=True)
class ChooseMethod:
    """Choose among these levels, the recommended first."""

    options: tuple[str, ...]
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class AskPassword:
    """Give username and password. `level` is what was chosen, now or last in this browser; None where nothing was."""

    level: str | None = None


@dataclass(frozen=True, slots=True)
class ChooseNumber:
    """Choose which of these numbers the code goes to."""

    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class AskCode:
    """Give the code sent by `method`, `sms` or `mail`; by text message it goes to `number`."""

    method: str
    number: Number | None = None


@dataclass(frozen=True, slots=True)
class AskApp:
    """Give the code the app shows."""


@dataclass(frozen=True, slots=True)
class AskToken:
    """Give the code that the hardware token shows."""


@dataclass(frozen=True, slots=True)
class AskRecovery:
    """Give one of the recovery codes."""


@dataclass(frozen=True, slots=True)
class AskBypass:
    """Give the temporary code from the helpdesk."""


@dataclass(frozen=True, slots=True)
class AskKey:
    """Touch a security key, or use a passkey, after the password."""


@dataclass(frozen=True, slots=True)
class AskPasskey:
    """Sign in with a passkey alone: it says who the person is."""


@dataclass(frozen=True, slots=True)
class OfferProtection:
    """You are in; set up a second factor while you are at the workplace, or not now."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Back to who asked: the answer is theirs to act on, or to explain."""


@dataclass(frozen=True, slots=True)
class NothingRegistered:
    """None of these levels can be reached with what the person has registered."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BarredOut:
    """The password was right, and the directory keeps the person out all the same."""

    bar: Bar


@dataclass(frozen=True, slots=True)
class NoWayIn:
    """Nothing the person could do here and now leads in; the decision says why."""

    decision: Decision


Step = (
    ChooseRealm
    | ChooseMethod
    | AskPassword
    | ChooseNumber
    | AskCode
    | AskApp
    | AskToken
    | AskRecovery
    | AskBypass
    | AskKey
    | AskPasskey
    | OfferProtection
    | Finished
    | NothingRegistered
    | BarredOut
    | NoWayIn
)

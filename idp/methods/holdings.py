"""What a person can prove a second factor with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from idp.methods.bypass import BypassStore
from idp.methods.device import DeviceStore
from idp.methods.number import Number, NumberStore
from idp.methods.recovery_code import RecoveryStore
from idp.methods.tokens.token import TokenStore
from idp.methods.webauthn.credential import CredentialStore
from idp.people.person import Person


@dataclass(frozen=True, slots=True)
class Counted:
    """How many a person can use now: confirmed apps, tokens handed out, temporary codes, recovery codes."""

    apps: int
    tokens: int
    bypasses: int
    recovery_codes: int


class HoldingStore(Protocol):
    """Where all that people sign in with is counted."""

    def count(self, person_id: str, now: datetime) -> Counted:
        """Return how many the person has of each, in one statement."""
        ...


class HoldingStores(Protocol):
    """A unit of work that says what people can use."""

    @property
    def credentials(self) -> CredentialStore: ...

    @property
    def holdings(self) -> HoldingStore: ...

    @property
    def numbers(self) -> NumberStore: ...


class MethodStores(HoldingStores, Protocol):
    """A unit of work that holds all that people sign in with."""

    @property
    def bypasses(self) -> BypassStore: ...

    @property
    def devices(self) -> DeviceStore: ...

    @property
    def recovery(self) -> RecoveryStore: ...

    @property
    def tokens(self) -> TokenStore: ...


@dataclass(frozen=True, slots=True)
class Holdings:
    """A person's numbers, mailbox, apps, tokens, keys and codes. Shown to nobody before the password is right."""

    numbers: tuple[Number, ...] = ()
    email: str | None = None
    has_app: bool = False
    has_token: bool = False
    has_key: bool = False
    has_passkey: bool = False
    has_bypass: bool = False
    recovery_left: int = 0

    @property
    def has_second_factor(self) -> bool:
        """Say whether the person has a lasting factor of their own; the mailbox comes with the employment."""
        return self.has_app or self.has_token or self.has_key or bool(self.numbers)


def load_holdings(stores: HoldingStores, person: Person, now: datetime) -> Holdings:
    """Return what the person can use now."""
    keys = stores.credentials.list(person.person_id)
    counted = stores.holdings.count(person.person_id, now)
    return Holdings(
        numbers=stores.numbers.list(person.person_id),
        email=person.email,
        has_bypass=counted.bypasses > 0,
        has_token=counted.tokens > 0,
        recovery_left=counted.recovery_codes,
        has_app=counted.apps > 0,
        has_key=bool(keys),
        has_passkey=any(key.is_passkey for key in keys),
    )

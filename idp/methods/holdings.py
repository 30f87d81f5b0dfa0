"""What a person can prove a second factor with."""

from dataclasses import dataclass
from typing import Protocol

from idp.methods.device import DeviceStore
from idp.methods.number import Number, NumberStore
from idp.people.person import Person


class HoldingStores(Protocol):
    """A unit of work that holds numbers and devices."""

    @property
    def devices(self) -> DeviceStore: ...

    @property
    def numbers(self) -> NumberStore: ...


@dataclass(frozen=True, slots=True)
class Holdings:
    """A person's numbers, mailbox, apps, tokens, keys and codes. Shown to nobody before the password is right."""

    numbers: tuple[Number, ...] = ()
    email: str | None = None
    has_app: bool = False
    has_token: bool = False
    has_key: bool = False
    has_bypass: bool = False
    recovery_left: int = 0

    @property
    def has_second_factor(self) -> bool:
        """Say whether the person has a lasting factor of their own; the mailbox comes with the employment."""
        return self.has_app or self.has_token or self.has_key or bool(self.numbers)


def load_holdings(stores: HoldingStores, person: Person) -> Holdings:
    """Return what the person can use now."""
    return Holdings(
        numbers=stores.numbers.list(person.person_id),
        email=person.email,
        has_app=bool(stores.devices.list_confirmed(person.person_id)),
    )

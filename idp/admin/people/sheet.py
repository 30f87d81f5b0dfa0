"""Everything the helpdesk sees of one person, read in one go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idp.admin.people.stores import PeopleStores
from idp.audit.sign_ins import KINDS, SignIn, build_sign_ins
from idp.methods.mask import mask_number
from idp.methods.recovery_code import RecoverySet
from idp.methods.reset import Item, ItemKind, Reset
from idp.people.account_state import AccountState
from idp.people.person import Person
from idp.sessions.session import Session

LOOKS_BACK: Final = timedelta(days=90)
SIGN_INS: Final = 10
"""Latest sign-ins, and attempts, that are shown."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing somebody signs in with. `name` is a masked number, a serial number, or what its owner calls it."""

    item: Item
    name: str
    added_at: datetime | None
    last_used_at: datetime | None = None
    is_passkey: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """A sign-in that is open, and the applications that took part in it."""

    session: Session
    clients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Too many attempts: what is counted, in which kind of place, and until when nothing is judged.

    `place` is `inside` or `outside`; None for what is counted wherever it happens.
    """

    kind: str
    place: str | None
    until: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person, as the actor may see them.

    `name` is what the actor may call them. `account` is None for somebody whom another directory keeps.
    """

    person: Person
    name: str
    account: AccountState | None
    things: tuple[Thing, ...]
    recovery: RecoverySet
    blocks: tuple[Block, ...]
    running: tuple[Running, ...]
    sign_ins: tuple[SignIn, ...]
    resets: tuple[Reset, ...]
    client_names: Mapping[str, str]
    """What the applications of `running` are called."""

    @property
    def has_recovery(self) -> bool:
        """Say whether there are recovery codes, used or not."""
        return self.recovery.made > 0

    def name_clients(self, running: Running) -> tuple[str, ...]:
        """Return what the applications of a sign-in are called; one that is gone has no name."""
        return tuple(self.client_names[one] for one in running.clients if one in self.client_names)


def list_things(stores: PeopleStores, person_id: str, *, names_things: bool) -> tuple[Thing, ...]:
    """Return everything the person has set up but the recovery codes.

    What owners call their things may hold their names: without `names_things` those are left out.
    """

    def call(name: str) -> str:
        return name if names_things else ""

    numbers = [
        Thing(Item(ItemKind.NUMBER, one.number_id), mask_number(one.e164), one.added_at)
        for one in stores.numbers.list(person_id)
    ]
    devices = [
        Thing(Item(ItemKind.DEVICE, one.device_id), call(one.name), one.added_at, one.last_used_at)
        for one in stores.devices.list_confirmed(person_id)
    ]
    keys = [
        Thing(Item(ItemKind.KEY, one.key_id), call(one.name), one.added_at, one.last_used_at, one.is_passkey)
        for one in stores.credentials.list(person_id)
    ]
    tokens = [
        Thing(Item(ItemKind.TOKEN, one.token_id), one.serial, one.handed_out_at, one.last_used_at)
        for one in stores.tokens.list_held(person_id)
    ]
    return (*numbers, *devices, *keys, *tokens)


def list_running(stores: PeopleStores, person_id: str, now: datetime, idle: timedelta) -> tuple[Running, ...]:
    """Return what is open in the person's name, newest first."""
    live = stores.sessions.list_live(person_id, now, idle)
    took_part = stores.sessions.list_clients([session.sid for session in live])
    return tuple(Running(session, took_part[session.sid]) for session in live)


def name_clients(stores: PeopleStores, running: Iterable[Running]) -> Mapping[str, str]:
    """Return what the applications that took part are called; one that is gone has no name."""
    client_ids = dict.fromkeys(client_id for one in running for client_id in one.clients)
    found = (stores.clients.find(client_id) for client_id in client_ids)
    return {client.client_id: client.name for client in found if client is not None}


def list_sign_ins(
    stores: PeopleStores, person_id: str, inside: frozenset[str], now: datetime
) -> tuple[SignIn, ...]:
    """Return the latest sign-ins and attempts, newest first."""
    begun = stores.history.list_latest(person_id, tuple(KINDS), now - LOOKS_BACK, None, SIGN_INS)
    return build_sign_ins(begun, (), inside)

"""Moves the demonstration's people in: accounts, numbers and apps."""

from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from idp.chance import Chance
from idp.methods.device import Device
from idp.methods.devices import seal_purpose
from idp.methods.number import Number
from idp.methods.totp import SEED_BYTES
from idp.ops.demo.people import DemoPerson, Town, mail_address
from idp.people.hasher import Hasher
from idp.people.local import Account
from idp.people.person import Person
from idp.people.username import canonical_username
from idp.sealing import Sealer
from idp.storage.stores import Stores
from idp.storage.unit_of_work import Database

Seeds = Mapping[tuple[str, str], str]
"""The app's key, in base32, of each person who has one, by realm and username."""


@dataclass(frozen=True, slots=True)
class Settler:
    """Moves people in with the town's one password, hashed once, and a key of their own if they have an app."""

    chance: Chance
    hasher: Hasher
    sealer: Sealer

    def settle(self, database: Database, town: Town, now: datetime) -> Seeds:
        """Store everybody and return the keys of those who have an app."""
        phc = self.hasher.hash(town.password)
        accounts = [(self._build_account(town, phc, *entry, now), entry[2]) for entry in town.everybody]
        seeds = {}
        with database.begin() as stores:
            for account, wanted in accounts:
                person = account.person
                stores.people.add(account, canonical_username(person.username) or person.username)
                self._register_numbers(stores, person, wanted.numbers, now)
                if wanted.app:
                    seeds[person.realm, person.username] = self._link_app(stores, person, now)
        return seeds

    def _build_account(
        self, town: Town, phc: str, realm: str, username: str, person: DemoPerson, now: datetime
    ) -> Account:
        days = person.days_left
        return Account(
            Person(
                person_id=self.chance.identifier(),
                realm=realm,
                username=username,
                name=" ".join(person.name),
                given_name=person.name[0],
                family_name=person.name[1],
                email=mail_address(realm, username, person),
                groups=town.groups_of(realm, person),
                unit=person.unit,
                title=person.title,
                is_active=True,
                is_protected=person.protected,
                personal_number=person.personal_number,
                employee_id=person.employee_id,
                alias=person.alias,
                expires_at=None if days is None else now + timedelta(days=days),
                updated_at=now,
            ),
            phc,
            is_locked=person.locked,
            must_change_password=person.expired_password,
        )

    def _register_numbers(
        self, stores: Stores, person: Person, numbers: tuple[str, ...], now: datetime
    ) -> None:
        registered = tuple(Number(self.chance.identifier(), number, now) for number in numbers)
        stores.numbers.replace(person.person_id, registered)

    def _link_app(self, stores: Stores, person: Person, now: datetime) -> str:
        device_id, seed = self.chance.identifier(), b32encode(self.chance.secret_bytes(SEED_BYTES))
        sealed = self.sealer.seal(seed, seal_purpose(device_id))
        stores.devices.add(Device(device_id, person.person_id, "Demotelefonen", sealed, now))
        return seed.decode()

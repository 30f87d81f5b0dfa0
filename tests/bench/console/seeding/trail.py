"""A year and more of the audit trail, bound into its chain: what a municipality's sign-ins leave behind."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final

from sqlalchemy import Engine, delete, insert

from idp.audit.chain import GENESIS, Checkpoint, Row, build_next
from idp.audit.entries import EntryName
from idp.audit.events import Event, Tag
from idp.people.person import Person
from idp.storage.trail.audit import THE_CHAIN, audit_head, audit_trail
from idp.storage.trail.binding import write_row
from tests.bench.console.seeding.pouring import Row as Columns
from tests.bench.console.seeding.pouring import pour
from tests.bench.console.size import Size

ZONES: Final = ("admin",) * 12 + ("remote",) * 5 + ("skola",) * 3
LEVELS: Final = ("password", "sms", "app", "mail")
METHODS: Final = {"password": "password", "sms": "sms", "app": "totp", "mail": "mail"}
WRITER: Final = "the-writer-of-the-bench"
BUSY_EVERY: Final = 50
"""One of so many sign-ins is that of the person who signs in most."""


def seed_trail(
    engine: Engine, key: bytes, town: Sequence[Person], clients: Sequence[str], size: Size, now: datetime
) -> None:
    """Write the trail, which must be empty."""
    end: Checkpoint | Row = GENESIS

    def bound() -> Iterator[Columns]:
        nonlocal end
        for number, event in enumerate(list_events(town, clients, size, now), start=1):
            entry = EntryName(0, WRITER, number).write()
            end = build_next(end, event.at, event.tag.value, event.write_fields(), key, entry)
            yield write_row(end)

    pour(engine, audit_trail, bound())
    with engine.begin() as connection:
        connection.execute(delete(audit_head))
        connection.execute(insert(audit_head).values(chain=THE_CHAIN, seq=end.seq, hash=end.hash))


def list_events(town: Sequence[Person], clients: Sequence[str], size: Size, now: datetime) -> Iterator[Event]:
    """Yield so many events, in the order of time; the last is a minute old."""
    chance = Random(3)
    step = timedelta(days=size.days) / size.events
    at = now - timedelta(days=size.days, minutes=1)
    made = 0
    while made < size.events:
        for event in sign_in(chance, town, clients, at):
            if made == size.events:
                return
            made += 1
            at += step
            yield event


def sign_in(chance: Random, town: Sequence[Person], clients: Sequence[str], at: datetime) -> list[Event]:
    """Return what one sign-in leaves behind, a failure now and then, and what staff does about it."""
    person = town[0] if chance.randrange(BUSY_EVERY) == 0 else chance.choice(town)
    who = person.person_id
    sid = f"{chance.getrandbits(128):032x}"
    zone, level, client_id = chance.choice(ZONES), chance.choice(LEVELS), chance.choice(clients)
    address = f"192.0.2.{chance.randrange(250)}"
    luck = chance.random()
    if luck < 0.08:
        return [Event(Tag.PASSWORD_WRONG, at, who, zone=zone, address=address)]
    if luck < 0.1:
        return [Event(Tag.PASSWORD_UNKNOWN_PERSON, at, zone=zone, address=address)]
    if luck < 0.12:
        return [
            Event(Tag.PERSON_OPENED, at, who, zone="admin", details={"by": chance.choice(town).person_id})
        ]
    if luck < 0.121:
        return [Event(Tag.CLIENT_CHANGED, at, client_id=client_id, details={"by": who})]
    return [
        Event(Tag.PASSWORD_OK, at, who, zone=zone, address=address),
        Event(Tag.FACTOR_SENT, at, who, zone=zone, details={"method": chance.choice(("sms", "mail"))}),
        Event(Tag.FACTOR_OK, at, who, zone=zone, address=address, details={"method": "sms"}),
        Event(Tag.SESSION_STARTED, at, who, sid=sid, zone=zone, address=address, outcome=METHODS[level]),
        Event(Tag.AUTHORIZATION_GRANTED, at, who, client_id, sid, zone, address, level),
        Event(Tag.CODE_REDEEMED, at, who, client_id, sid, zone),
        Event(Tag.REFRESH_USED, at, who, client_id, sid, zone),
        Event(Tag.REFRESH_USED, at, who, client_id, sid, zone),
        Event(Tag.SESSION_ENDED, at, who, sid=sid, outcome="signed_out"),
    ]

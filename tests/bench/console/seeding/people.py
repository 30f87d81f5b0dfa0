"""The local directory: people with invented names, their groups, words and factors."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Final

from sqlalchemy import Engine

from idp.people.finding import list_words
from idp.people.person import Person
from idp.sealing import Sealer
from idp.storage.methods.devices import devices
from idp.storage.methods.numbers import numbers
from idp.storage.people.memberships import local_groups, memberships
from idp.storage.people.people import people, write_person
from idp.storage.people.words import people_words
from tests.bench.console.seeding.pouring import Row, pour
from tests.bench.console.size import Size

GIVEN: Final = [
    "Anna",
    "Maria",
    "Karin",
    "Eva",
    "Lena",
    "Sara",
    "Emma",
    "Ingrid",
    "Birgitta",
    "Kerstin",
    "Johan",
    "Erik",
    "Lars",
    "Per",
    "Karl",
    "Anders",
    "Mikael",
    "Nils",
    "Bo",
    "Åke",
    "Örjan",
    "Ali",
    "Fatima",
    "Mohammed",
    "Amina",
    "Yusuf",
    "Elsa",
    "Wilma",
    "Alva",
    "Astrid",
    "Hugo",
    "Liam",
    "Noah",
    "Ebba",
    "Maja",
    "Saga",
    "Ulla-Britt",
    "Anna-Karin",
    "Carl-Gustav",
    "Lise-Lotte",
]
FIRST: Final = (
    "Berg Lind Sjö Gran Norr Söder Väst Öst Strand Hav Holm Björk Ek Al Ros Lilje Stål Hjelm Sund Ny".split()  # noqa: SIM905 - a list would be a page long
)
LAST: Final = (
    "ström hage gren kvist man vik dahl sjö lund feldt berg gård mark blom vall fors näs mo rup".split()  # noqa: SIM905 - a list would be a page long
)
UNITS: Final = (
    "Hemtjänst",
    "Skolan",
    "Förskolan",
    "Ekonomi",
    "Teknik",
    "Kultur",
    "Socialtjänst",
    "Kommunledning",
)
EVERYBODY: Final = "alla-anstallda"
LARGE: Final = "stora-gruppen"
PROTECTED_EVERY: Final = 500
HAS_NUMBERS: Final = 0.6


def seed_people(engine: Engine, sealer: Sealer, size: Size, now: datetime) -> list[Person]:
    """Write everybody; return them."""
    chance = Random(1)
    town = [invent(chance, number, size, now) for number in range(size.people)]
    pour(
        engine,
        people,
        (
            {
                "person_id": one.person_id,
                "realm": one.realm,
                "canonical_username": one.username,
                "is_locked": False,
                "must_change_password": False,
                "password_hash": "",
                "external_id": f"x-{one.employee_id}",
                "created_at": one.updated_at,
                "version": 1,
                **write_person(sealer, one),
            }
            for one in town
        ),
    )
    names = sorted(frozenset[str]().union(*(one.groups for one in town)))
    ids = {name: f"g-{place:05}-{name}" for place, name in enumerate(names)}
    moments = {"created_at": now, "updated_at": now}
    with engine.begin() as connection:
        known = {row.name: row.group_id for row in connection.execute(local_groups.select())}
    made = [
        {"group_id": ids[name], "name": name, "version": 1, **moments} for name in ids if name not in known
    ]
    pour(engine, local_groups, made)
    ids |= known
    joined = (
        {"group_id": ids[name], "person_id": one.person_id} for one in town for name in sorted(one.groups)
    )
    pour(engine, memberships, joined)
    pour(engine, people_words, write_words(town))
    pour(engine, numbers, write_numbers(town, now))
    pour(engine, devices, write_devices(town, sealer, now))
    return town


def list_helped(size: Size, now: datetime, most: int) -> list[Person]:
    """Return the first of those whom forms and files are about: of one realm, who may sign in and are not protected."""
    chance = Random(1)
    town = (invent(chance, number, size, now) for number in range(size.people))
    return list(islice((one for one in town if one.realm == "adm" and is_plain(one)), most))


def is_plain(person: Person) -> bool:
    """Say whether nothing about the person is out of the ordinary."""
    return person.is_active and not person.is_protected


def invent(chance: Random, number: int, size: Size, now: datetime) -> Person:
    """Return somebody. Every fifth is in the large group, and everybody in two of the small ones."""
    given = chance.choice(GIVEN)
    family = chance.choice(FIRST) + chance.choice(LAST)
    if chance.random() < 0.05:
        family += " " + chance.choice(FIRST) + chance.choice(LAST)
    small = {f"grupp-{chance.randrange(size.groups):03}" for _ in range(2)}
    large = {LARGE} if number < size.large_group else set()
    is_protected = number % PROTECTED_EVERY == 7
    username = f"{given[:3]}{family[:3]}{number:06}".lower()
    return Person(
        person_id=f"{chance.getrandbits(128):032x}",
        realm="skola" if number % 3 == 0 else "adm",
        username=username,
        name=f"{given} {family}",
        given_name=given,
        family_name=family,
        email=f"{username}@havsvik.example",
        groups=frozenset({EVERYBODY, *small, *large}),
        unit=chance.choice(UNITS),
        title="Handläggare",
        is_active=number % 40 != 0,
        is_protected=is_protected,
        expires_at=None,
        updated_at=now - timedelta(minutes=chance.randrange(500_000)),
        personal_number=f"19{number + 50_000_000:010}",
        employee_id=f"{number + 1_000_000}",
        alias=f"Medarbetare {number}" if is_protected else None,
    )


def write_words(town: list[Person]) -> Iterator[Row]:
    """Yield the words by which everybody is found."""
    for one in town:
        for word in list_words(one):
            yield {
                "person_id": one.person_id,
                "word": word.text,
                "realm": one.realm,
                "is_hidden": word.is_hidden,
            }


def write_numbers(town: list[Person], now: datetime) -> Iterator[Row]:
    """Yield a mobile number of most people; the range is reserved for fiction."""
    chance = Random(2)
    for place, one in enumerate(town):
        if chance.random() < HAS_NUMBERS:
            yield {
                "person_id": one.person_id,
                "position": 0,
                "number_id": f"n-{place}",
                "e164": f"+46701740{place % 1000:03}",
                "added_at": now,
            }


def write_devices(town: list[Person], sealer: Sealer, now: datetime) -> Iterator[Row]:
    """Yield an app of every second person."""
    sealed = sealer.seal(b"a key that nobody uses", "bench")
    for place, one in enumerate(town[::2]):
        yield {
            "device_id": f"d-{place}",
            "person_id": one.person_id,
            "name": "Jobbtelefonen",
            "folded_name": "jobbtelefonen",
            "sealed_secret": sealed,
            "added_at": now,
            "last_step": 0,
            "failures": 0,
        }

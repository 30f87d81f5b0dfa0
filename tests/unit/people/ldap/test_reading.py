"""An entry becomes a person by the configuration's mapping; what cannot be used is left out."""

from datetime import UTC, datetime

import pytest

from idp.config.sections.directories import Attributes
from idp.people.ldap.entry import Entry
from idp.people.ldap.reading import read_person
from idp.people.person import Person
from tests.unit.people.ldap.entries import entry, settings

NOW = datetime(2026, 3, 11, 11, tzinfo=UTC)
MAPPED = settings(
    attributes=Attributes(
        employee_id="employeeID",
        personal_number="extensionAttribute1",
        coordination_level="extensionAttribute2",
        protected="extensionAttribute3",
        alias="extensionAttribute4",
    )
)


def read(held: Entry) -> Person:
    return read_person(held, frozenset({"chefer"}), MAPPED, realm="adm", person_id="p1", now=NOW)


def test_every_mapped_attribute_finds_its_place() -> None:
    person = read(
        entry(
            sAMAccountName="anelin001", displayName="Anna Elfström Lind", givenName="Anna", sn="Elfström Lind",
            mail="anna@havsvik.example", department="Kommunservice", title="IT-tekniker", employeeID="40001",
            extensionAttribute1="19830110-9289",
        )
    )  # fmt: skip
    assert (person.username, person.name, person.given_name) == ("anelin001", "Anna Elfström Lind", "Anna")
    assert (person.email, person.unit, person.title) == (
        "anna@havsvik.example",
        "Kommunservice",
        "IT-tekniker",
    )
    assert (person.employee_id, person.personal_number) == ("40001", "198301109289")
    assert (person.groups, person.is_active, person.updated_at) == (frozenset({"chefer"}), True, NOW)


@pytest.mark.parametrize(
    ("held", "name"),
    [
        (entry(sAMAccountName="a", givenName="Anna", sn="Lind"), "Anna Lind"),
        (entry(sAMAccountName="a", sn="Lind"), "Lind"),
        (entry(sAMAccountName="a"), "a"),
        (entry(), ""),
    ],
)
def test_a_missing_name_is_put_together_from_what_there_is(held: Entry, name: str) -> None:
    assert read(held).name == name


@pytest.mark.parametrize("written", ["anna", "a@b@c", "anna @havsvik.example", "@havsvik.example", ""])
def test_what_is_no_mail_address_gets_no_codes(written: str) -> None:
    assert read(entry(mail=written)).email is None


@pytest.mark.parametrize("written", ["198301109288", "8301109289", "anna", "000000000000"])
def test_what_is_no_personal_number_is_left_out(written: str) -> None:
    person = read(entry(extensionAttribute1=written))
    assert (person.personal_number, person.coordination_number) == (None, None)


def test_a_coordination_number_takes_its_own_place_with_its_level() -> None:
    person = read(entry(extensionAttribute1="197503859287", extensionAttribute2="Probable"))
    assert (person.personal_number, person.coordination_number) == (None, "197503859287")
    assert person.coordination_level == "probable"
    alone = read(entry(extensionAttribute1="198301109289", extensionAttribute2="probable"))
    assert alone.coordination_level is None, "a level goes with a coordination number alone"


@pytest.mark.parametrize(
    ("written", "is_protected"),
    [("", False), ("0", False), ("FALSE", False), ("nej", False), ("no", False), ("1", True), ("ja", True),
     ("true", True), ("sekretessmarkering", True), ("2", True)],
)  # fmt: skip
def test_a_mark_that_nobody_can_read_protects(written: str, is_protected: bool) -> None:
    assert read(entry(extensionAttribute3=written)).is_protected is is_protected


@pytest.mark.parametrize(("days", "is_active"), [(-1, False), (0, False), (1, True)])
def test_an_employment_that_is_over_lets_nobody_in(days: int, is_active: bool) -> None:
    ticks = 134_176_608_000_000_000 + 11 * 36_000_000_000 + days * 864_000_000_000
    assert read(entry(accountExpires=str(ticks))).is_active is is_active

"""What a real directory holds of people becomes a person, however odd it is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from idp.config.sections.directories import Groups
from idp.people.directory import Right
from idp.people.ldap.directory import LdapDirectory
from idp.people.person import Person
from tests.support.slapd import ADM, GROUPS, PASSWORD, Slapd, add_policy

NOW = datetime(2026, 3, 11, 11, tzinfo=UTC)

Open = Callable[..., LdapDirectory]
Hire = Callable[..., str]


def let_in(directory: LdapDirectory, username: str) -> Person:
    answer = directory.check_password(username, PASSWORD, NOW)
    assert isinstance(answer, Right)
    return answer.person


def test_every_mapped_attribute_is_read(directory: LdapDirectory, hire: Hire) -> None:
    hire("margra001", ou="Löneenheten", title="Lönehandläggare", employeeNumber="4711")
    person = let_in(directory, "margra001")
    assert (person.username, person.name, person.given_name, person.family_name) == (
        "margra001",
        "Maria Granhage",
        "Maria",
        "Granhage",
    )
    assert (person.email, person.unit, person.title, person.employee_id) == (
        "margra001@havsvik.example",
        "Löneenheten",
        "Lönehandläggare",
        "4711",
    )
    assert (person.realm, person.is_active, person.is_protected, person.groups) == (
        "adm",
        True,
        False,
        frozenset(),
    )


def test_what_is_missing_is_left_out(directory: LdapDirectory, hire: Hire) -> None:
    hire("perdah001", mail=[], displayName=[], givenName=[])
    person = let_in(directory, "perdah001")
    assert (person.email, person.name, person.unit) == (None, "Granhage", "")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"mail": ["a@havsvik.example", "b@havsvik.example"]}, {"email": "a@havsvik.example"}),
        ({"mail": "no address"}, {"email": None}),
        ({"title": ["Rektor", "Lärare"]}, {"title": "Rektor"}),
        ({"title": "Rektor\r\nX-Injected: yes"}, {"title": "Rektor X-Injected: yes"}),
        ({"displayName": "M" * 2000}, {"name": "M" * 256}),
        ({"employeeNumber": "\u202e4711"}, {"employee_id": "4711"}),
    ],
)
def test_values_that_are_many_or_odd_become_one_plain_line(
    directory: LdapDirectory, hire: Hire, values: dict[str, Any], expected: dict[str, Any]
) -> None:
    hire("erikar001", **values)
    person = let_in(directory, "erikar001")
    assert {name: getattr(person, name) for name in expected} == expected


def test_value_that_is_no_text_is_left_out(slapd: Slapd, open_ldap: Open, hire: Hire) -> None:
    settings = slapd.settings()
    mapped = settings.attributes.__class__(username="uid", key="entryUUID", title="jpegPhoto")
    hire("gunhol001", jpegPhoto=b"\xff\xd8\xff\xe0")
    told = slapd.settings(attributes=mapped)
    assert let_in(open_ldap(told), "gunhol001").title == ""


def test_entry_without_a_stable_key_lets_nobody_in(
    slapd: Slapd, open_ldap: Open, hire: Hire, caplog: pytest.LogCaptureFixture
) -> None:
    hire("gunhol001")
    mapped = slapd.settings().attributes.__class__(username="uid", key="carLicense")
    directory = open_ldap(slapd.settings(attributes=mapped))
    assert not isinstance(directory.check_password("gunhol001", PASSWORD, NOW), Right)
    assert "carLicense" in caplog.text


def test_member_of_names_the_groups_below_their_base(
    directory: LdapDirectory, hire: Hire, slapd: Slapd
) -> None:
    dn = hire("ahmnas001")
    inside = slapd.group("Chefer", dn)
    slapd.add(f"cn=idp-admin,{ADM}", objectClass="groupOfNames", cn="idp-admin", member=dn)
    assert let_in(directory, "ahmnas001").groups == {"chefer"}
    slapd.dismiss(inside)
    slapd.dismiss(f"cn=idp-admin,{ADM}")


def test_nested_groups_are_walked_and_a_loop_ends(slapd: Slapd, open_ldap: Open, hire: Hire) -> None:
    dn = hire("ahmnas001")
    made = [slapd.group("hemtjanst", dn)]
    made.append(slapd.group("alla-anstallda", made[0]))
    made.append(slapd.group("kommunen", made[1]))
    slapd.change(made[0], member=[dn, made[2], made[0]])
    directory = open_ldap(slapd.settings(groups=Groups(base=GROUPS, nested="walk")))
    assert let_in(directory, "ahmnas001").groups == {"hemtjanst", "alla-anstallda", "kommunen"}
    for group in made:
        slapd.dismiss(group)


def test_person_is_read_anew_when_what_was_read_is_old(
    directory: LdapDirectory, hire: Hire, slapd: Slapd
) -> None:
    dn = hire("margra001", title="Lönehandläggare")
    person_id = let_in(directory, "margra001").person_id
    slapd.change(dn, title="Chef")
    before = directory.find_person(person_id, NOW + timedelta(seconds=29))
    after = directory.find_person(person_id, NOW + timedelta(seconds=30))
    assert before is not None
    assert after is not None
    assert (before.title, after.title) == ("Lönehandläggare", "Chef")


def test_person_who_left_is_nobody_after_the_cache(directory: LdapDirectory, slapd: Slapd) -> None:
    dn = slapd.hire("larwik002")
    person_id = let_in(directory, "larwik002").person_id
    slapd.dismiss(dn)
    assert directory.find_person(person_id, NOW + timedelta(seconds=29)) is not None
    assert directory.find_person(person_id, NOW + timedelta(seconds=30)) is None


def test_clock_that_goes_back_makes_nothing_fresh(directory: LdapDirectory, slapd: Slapd) -> None:
    dn = slapd.hire("larwik003")
    person_id = let_in(directory, "larwik003").person_id
    slapd.dismiss(dn)
    assert directory.find_person(person_id, NOW - timedelta(days=1)) is None


def test_somebody_hired_again_under_an_old_name_is_somebody_else(
    directory: LdapDirectory, slapd: Slapd
) -> None:
    """CVE-2025-65431, CVE-2026-55670: a name that is used again opens nothing of the first one's."""
    slapd.dismiss(slapd.hire("larwik004"))
    slapd.hire("larwik004")
    first = let_in(directory, "larwik004").person_id
    slapd.dismiss(f"uid=larwik004,{ADM}")
    slapd.hire("larwik004")
    assert let_in(directory, "larwik004").person_id != first
    slapd.dismiss(f"uid=larwik004,{ADM}")


def test_password_end_is_counted_where_the_directory_does_not_tell(
    slapd: Slapd, open_ldap: Open, hire: Hire
) -> None:
    policy = add_policy(slapd, "aging", pwdMaxAge=str(90 * 86400))
    hire("margra001", pwdPolicySubentry=policy)
    person = let_in(open_ldap(slapd.settings(password_days=90)), "margra001")
    assert person.password_expires_at is not None
    changed = person.password_expires_at - timedelta(days=90)
    assert abs(changed - datetime.now(UTC)) < timedelta(minutes=5)


def test_unknown_id_is_nobodys_and_asks_no_server(directory: LdapDirectory, slapd: Slapd) -> None:
    slapd.stop()
    try:
        assert directory.find_person("p-nobody", NOW) is None
    finally:
        slapd.start()


def test_people_are_found_by_the_beginnings_of_words_each_once_and_no_more_than_asked(
    directory: LdapDirectory, hire: Hire
) -> None:
    for number in range(4):
        hire(f"mar{number}", sn="Granhage")
    hire("annand001", sn="Andersson")
    found, is_cut = directory.find_like(("gran", "mar"), 10, NOW)
    assert ({one.username for one in found}, is_cut) == ({"mar0", "mar1", "mar2", "mar3"}, False)
    assert len(directory.find_like(("granhage",), 3, NOW)[0]) == 3
    assert directory.find_like(("granhage",), 3, NOW)[1]
    assert directory.find_like(("granhage",), 4, NOW)[1] is False


def test_whoever_was_found_is_the_same_when_they_sign_in(directory: LdapDirectory, hire: Hire) -> None:
    hire("margra001")
    (found,), _ = directory.find_like(("margra",), 10, NOW)
    assert let_in(directory, "margra001").person_id == found.person_id


@pytest.mark.parametrize("typed", ["*", "margra*", "mar)(uid=*", "\\2a"])
def test_marks_of_a_filter_find_nobody(directory: LdapDirectory, hire: Hire, typed: str) -> None:
    hire("margra001")
    assert directory.find_like((typed,), 10, NOW) == ((), False)

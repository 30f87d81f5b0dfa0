"""What is kept of people and applications beyond their accounts, from the command line."""

import json
from pathlib import Path

import pytest

from idp.config.reading import read_config
from idp.ops.opened import open_database
from idp.people.person import Person
from tests.unit.ops.conftest import Run
from tests.unit.ops.test_commands import ADD, PASSWORD, PERSON

IN_ADM = ("--realm", "adm")


def find_asta(folder: Path) -> Person:
    """Return Asta as the directory holds her."""
    config = read_config(folder / "idp.toml", {})
    with open_database(config) as database, database.begin() as stores:
        account = stores.people.find_account("adm", "astlun001")
    assert account is not None
    return account.person


def test_a_personal_number_is_asked_for_and_never_an_argument(installed: Run, folder: Path) -> None:
    said = installed(*PERSON, "--password-stdin", "--personal-number", typed=f"{PASSWORD}\n19830110-9289\n")
    assert (said.code, "9289" in said.out + said.err) == (0, False)
    assert find_asta(folder).personal_number == "198301109289"


def test_a_wrong_personal_number_is_refused_without_being_repeated(installed: Run) -> None:
    said = installed(*PERSON, "--password-stdin", "--personal-number", typed=f"{PASSWORD}\n198301109288\n")
    assert (said.code, "check digit" in said.err, "9288" in said.err) == (2, True, False)


def test_what_is_kept_of_a_person_is_changed_and_forgotten(installed: Run, folder: Path) -> None:
    installed(*PERSON, "--password-stdin", "--employee-id", "40001", "--unit", "Teknik", typed=PASSWORD)
    change = ("people", "change", "ASTLUN001", *IN_ADM)
    assert installed(*change, "--coordination-number", typed="197503859287\n").code == 0
    assert installed(*change, "--coordination-level", "probable", "--email", "asta@havsvik.example").code == 0
    asta = find_asta(folder)
    assert (asta.coordination_number, asta.coordination_level) == ("197503859287", "probable")
    assert (asta.employee_id, asta.email, asta.unit) == ("40001", "asta@havsvik.example", "Teknik")
    assert "a level goes with" in installed(*change, "--coordination-number", typed="\n").err
    assert "has both" in installed(*change, "--personal-number", typed="198301109289\n").err
    assert installed(*change, "--employee-id", "", "--unit", "").code == 0
    assert (find_asta(folder).employee_id, find_asta(folder).unit) == (None, "")


def test_a_protected_person_is_listed_by_alias(installed: Run) -> None:
    nameless = installed(*PERSON, "--protected", "--password-stdin", typed=PASSWORD)
    assert "needs the name that others see" in nameless.err
    installed(*PERSON, "--password-stdin", typed=PASSWORD)
    change = ("people", "change", "astlun001", *IN_ADM)
    assert installed(*change, "--protected").code == 2
    assert installed(*change, "--protected", "--alias", "Medarbetare 12").code == 0
    listed = installed("people", "list").out + installed("people", "list", "--json").out
    assert ("Medarbetare 12" in listed, "Lund" in listed) == (True, False)
    assert installed(*change, "--not-protected").code == 0
    assert "Asta Lund" in installed("people", "list").out


def test_an_employee_id_is_taken_in_its_own_realm(installed: Run) -> None:
    installed(*PERSON, "--password-stdin", "--employee-id", "40001", typed=PASSWORD)
    other = [word if word != "astlun001" else "astlun002" for word in PERSON]
    taken = installed(*other, "--password-stdin", "--employee-id", "40001", typed=PASSWORD)
    assert (taken.code, "has the employee id" in taken.err) == (2, True)
    assert (
        "1 to 64 letters" in installed(*other, "--password-stdin", "--employee-id", "a@b", typed=PASSWORD).err
    )


def test_single_claims_and_protected_people_are_registered_with_a_reason(installed: Run) -> None:
    unit = "https://id.oidc.se/claim/orgUnit"
    reason = ("--sees-protected", "Lönen betalas ut i eget namn.")
    made = json.loads(installed(*ADD, "--claim", unit, *reason, "--json").out)
    shown = json.loads(installed("clients", "show", made["client_id"], "--json").out)
    assert (shown["claims"], shown["sees_protected"]) == ([unit], "Lönen betalas ut i eget namn.")
    assert "claims: 'shoe_size' is not one of" in installed(*ADD, "--claim", "shoe_size").err
    assert "sees_protected: write the reason" in installed(*ADD, "--sees-protected", "ja").err


def test_a_protected_person_is_shown_as_others_may_see_them(installed: Run) -> None:
    mine = ("--email", "asta@havsvik.example", "--unit", "Hemtjänst")
    installed(*PERSON, "--password-stdin", *mine, typed=PASSWORD)
    show, change = ("people", "show", "astlun001", *IN_ADM), ("people", "change", "astlun001", *IN_ADM)
    assert all(word in installed(*show).out for word in ("Asta", "Lund", "asta@", "Hemtjänst"))
    installed(*change, "--protected", "--alias", "Medarbetare 12")
    shown = installed(*show).out + installed(*show, "--json").out
    assert "Medarbetare 12" in shown
    assert not any(word in shown for word in ("Asta", "Lund", "asta@", "Hemtjänst"))


def test_details_are_kept_changed_and_forgotten(installed: Run, folder: Path) -> None:
    installed(
        *PERSON, "--password-stdin", "--detail", "nickname=Asta", "--detail", "locale=sv-SE", typed=PASSWORD
    )
    assert find_asta(folder).details == {"nickname": "Asta", "locale": "sv-SE"}
    change = ("people", "change", "astlun001", *IN_ADM)
    assert installed(*change, "--detail", "nickname=", "--detail", "address.locality=Havsvik").code == 0
    assert find_asta(folder).details == {"locale": "sv-SE", "address.locality": "Havsvik"}


@pytest.mark.parametrize(
    "written",
    ["birthdate=yesterday", "picture=javascript:x", "shoe_size=43", "phone_number=070", "locale=svenska!"],
)
def test_a_detail_of_another_form_or_name_is_refused(installed: Run, written: str) -> None:
    said = installed(*PERSON, "--password-stdin", "--detail", written, typed=PASSWORD)
    assert (said.code, "Invalid value" in said.err) == (2, True)

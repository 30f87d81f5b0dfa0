"""The operator finds people, sees why they cannot get in, and helps them, at the same desks as the console."""

import json
import os
import pwd
from datetime import timedelta
from pathlib import Path

import pytest

from idp.clock import system_clock
from idp.config.reading import read_config
from idp.methods.number import Number
from idp.ops.opened import open_database
from idp.sessions.session import AuthenticationEvent, Session
from tests.unit.ops.conftest import Run

ADD = (
    "people",
    "add",
    "astlun001",
    "--realm",
    "adm",
    "--given-name",
    "Asta",
    "--family-name",
    "Lund",
    "--group",
    "alla-anstallda",
)
WHOM = ("astlun001", "--realm", "adm")
RESET = ("people", "reset", *WHOM, "--reason", "lost_phone", "--checked", "id_card", "--yes")


@pytest.fixture
def staffed(installed: Run) -> Run:
    assert installed(*ADD, "--password-stdin", typed="regn mot en ruta\n").code == 0
    return installed


@pytest.fixture
def person_id(staffed: Run, folder: Path) -> str:
    """Asta, with a number and a sign-in."""
    now = system_clock()
    person_id: str = json.loads(staffed("people", "show", *WHOM, "--json").out)["id"]
    events = (AuthenticationEvent("password", now, "admin"),)
    session = Session("s1", person_id, "adm", events, "admin", now, now, now + timedelta(hours=10))
    with open_database(read_config(folder / "idp.toml", {})) as database, database.begin() as stores:
        stores.numbers.replace(person_id, (Number("n1", "+46701740607", now),))
        stores.sessions.add(session, "hash")
    return person_id


def show(idp: Run) -> dict[str, list[dict[str, str]]]:
    shown: dict[str, list[dict[str, str]]] = json.loads(idp("people", "show", *WHOM, "--json").out)
    return shown


def test_people_are_found_by_the_beginnings_of_words(staffed: Run) -> None:
    found = json.loads(staffed("people", "search", "lun", "ast", "--json").out)["items"]
    assert [one["username"] for one in found] == ["astlun001"]
    assert "Asta Lund" in staffed("people", "search", "--group", "alla-anstallda", "--realm", "adm").out
    assert staffed("people", "search", "nobody").out == "None.\n"


def test_a_person_is_shown_with_what_they_sign_in_with_and_no_number_is_whole(
    staffed: Run, person_id: str
) -> None:
    said = staffed("people", "show", *WHOM)
    assert "07•• ••• •07" in said.out
    assert "s1" in said.out
    assert person_id in said.out
    assert "701740607" not in said.out


def test_why_says_what_they_read_and_what_would_let_them_in(staffed: Run) -> None:
    said = staffed("people", "why", *WHOM, "--service", "lonebesked", "--zone", "remote", "--method", "password",
                   "--at", "2026-03-11T12:00")  # fmt: skip
    assert said.code == 0, said.err
    assert "lonebesked: needs proof" in said.out
    assert "  why: level_too_low (have password, needed " in said.out
    assert "  reads: " in said.out
    assert "  would get in: other_level" in said.out


@pytest.mark.parametrize(
    ("wrong", "said"),
    [(("--service", "x"), "no such service"), (("--zone", "x"), "no such zone"), (("--method", "x"), "no such method"),
     (("--language", "x"), "no texts in 'x'")],
)  # fmt: skip
def test_what_the_policy_does_not_have_is_refused_in_a_line(
    staffed: Run, wrong: tuple[str, str], said: str
) -> None:
    asked = {"--service": "lonebesked", "--zone": "remote"} | dict([wrong])
    refused = staffed("people", "why", *WHOM, *(word for pair in asked.items() for word in pair))
    assert refused.code == 2
    assert said in refused.err


def test_sign_ins_are_ended(staffed: Run, person_id: str) -> None:
    assert "1 sign-ins" in staffed("people", "end-sessions", *WHOM, "--sid", "s1").out
    assert "has no such sign-in" in staffed("people", "end-sessions", *WHOM, "--sid", "s1").err
    assert "signed in nowhere" in staffed("people", "end-sessions", *WHOM).err
    assert show(staffed)["signed in"] == []


def test_a_person_is_unlocked(staffed: Run) -> None:
    assert staffed("people", "unlock", *WHOM).out == "astlun001 is unlocked; 0 blocks were on.\n"
    assert json.loads(staffed("people", "unlock", *WHOM, "--json").out) == {"count": 0}


def test_methods_are_reset_by_name_or_all_and_the_operator_needs_no_second(
    staffed: Run, person_id: str
) -> None:
    assert [one["item"] for one in show(staffed)["signs in with"]] == ["number:n1"]
    assert "nothing to do it to" in staffed(*RESET, "--item", "number:n9").err
    assert "names nothing" in staffed(*RESET, "--item", "phone:1").err
    assert "--item, or all" in staffed(*RESET).err
    assert staffed(*RESET, "--all").out == "1 things of astlun001 are gone.\n"
    assert show(staffed)["signs in with"] == []


def test_each_step_is_recorded_with_the_account_on_the_machine(staffed: Run, person_id: str) -> None:
    staffed(*RESET, "--all")
    said = staffed("audit", "search", "--person", person_id, "--json").out
    for tag in ("person.opened", "numbers.changed", "methods.reset"):
        assert f'"{tag}"' in said
    assert f'"by": "{pwd.getpwuid(os.getuid()).pw_name}"' in said


def test_nobody_is_not_found(staffed: Run) -> None:
    for verb in ("show", "unlock", "end-sessions"):
        said = staffed("people", verb, "nobody", "--realm", "adm")
        assert (said.code, "nobody in adm is called nobody" in said.err) == (2, True)


def test_requests_to_reset_are_listed_and_one_that_is_not_there_is_not_cancelled(staffed: Run) -> None:
    assert json.loads(staffed("people", "resets", "--json").out) == []
    assert staffed("people", "resets").out == "None.\n"
    assert "no request of this id" in staffed("people", "cancel-reset", "r-1").err

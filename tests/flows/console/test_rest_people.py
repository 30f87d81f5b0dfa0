"""People and hardware tokens by the REST API, as a program of the service desk would use it."""

from base64 import b64encode
from dataclasses import replace

import pytest

from idp.admin.permissions import Permission
from idp.people.local import Account
from tests.support.console import ANNA, at_console
from tests.support.employees import MARIA
from tests.support.people_desk import open_session
from tests.support.rest import Program, build_program
from tests.support.signing_in import House
from tests.support.tokens import add_token

SHY = replace(
    MARIA,
    person_id="p-shy",
    username="annber001",
    name="Anna Berg",
    is_protected=True,
    alias="Medarbetare 311",
)
ONE = f"/people/{MARIA.person_id}"
HELP = (Permission.PEOPLE_READ, Permission.PEOPLE_HELP)
RESET = {"items": ["number:n07"], "reason": "lost_phone", "checked": "id_card"}
TABLE = f"serial,secret,type\nVK-2001,{b'12345678901234567890'.hex()},hotp\n"


@pytest.fixture
def house(house: House) -> House:
    """The whole provider, with the console's staff and a protected person."""
    with house.database.begin() as stores:
        stores.people.add(Account(SHY, "hash"), SHY.username)
    return house


@pytest.fixture
def program(house: House) -> Program:
    return build_program(house, *HELP)


def test_people_are_listed_and_searched_page_by_page(house: House, program: Program) -> None:
    first = program.get("/people?realm=adm&limit=2").json
    assert len(first["items"]) == 2
    following = program.get(f"/people?realm=adm&limit=200&after={first['after']}").json
    assert first["items"][0] not in following["items"]
    assert following["after"] is None
    found = program.call("POST", "/people/search", {"words": "margra"}).json
    assert [one["name"] for one in found["items"]] == [MARIA.name]
    assert found["notes"] == []
    assert program.get("/people?after=nowhere").json["code"] == "bad_after"


def test_a_person_is_read_and_explained(house: House, program: Program) -> None:
    read = program.get(ONE).json
    assert (read["username"], read["things"][0]["name"]) == (MARIA.username, "07•• ••• •07")
    asked = {
        "service": "lonebesked",
        "zone": "remote",
        "methods": ["password"],
        "at": "2026-03-11T12:00:00+01:00",
    }
    answer = program.call("POST", f"{ONE}/why", asked).json["answer"]
    assert (answer["outcome"], answer["reasons"][0]["name"]) == ("needs_proof", "level_too_low")
    assert answer["sentences"]
    for wrong, field in (
        ({"service": "x"}, "service"),
        ({"zone": "x"}, "zone"),
        ({"language": "la"}, "language"),
    ):
        refused = program.call("POST", f"{ONE}/why", asked | wrong)
        assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, field)


def test_a_protected_person_is_as_they_are_to_a_program_with_the_permission(
    house: House, program: Program
) -> None:
    assert program.get("/people/p-shy").json["name"] == "Medarbetare 311"
    trusted = build_program(house, *HELP, Permission.PEOPLE_PROTECTED)
    assert trusted.get("/people/p-shy").json["name"] == "Anna Berg"


def test_a_person_is_helped(house: House, program: Program) -> None:
    open_session(house.database, MARIA.person_id, "s1", house.clock())
    open_session(house.database, MARIA.person_id, "s2", house.clock())
    assert program.call("DELETE", f"{ONE}/sign-ins/s1").status_code == 204
    assert program.call("DELETE", f"{ONE}/sign-ins/s1").status_code == 404
    assert program.call("POST", f"{ONE}/sign-ins/end").json == {"count": 1}
    assert program.call("POST", f"{ONE}/unlock").json == {"count": 0}
    assert program.call("POST", "/people/nobody/unlock").status_code == 404


def test_a_program_asks_for_a_reset_and_a_person_approves_it(house: House, program: Program) -> None:
    asked = program.call("POST", f"{ONE}/resets", RESET)
    assert (asked.status_code, asked.json["state"]) == (201, "waiting")
    path = asked.headers["Location"].removeprefix(program.prefix)
    assert program.get(path).json == program.get("/resets").json["items"][0]
    assert program.call("POST", f"{path}/approve").json["code"] == "not_a_person"
    assert program.call("POST", f"{ONE}/resets", RESET).json["code"] == "open_already"
    anna = at_console(house, ANNA).open(f"/admin{path}").send(action="approve")
    assert "Det är borttaget" in anna.text
    assert program.get(path).json["state"] == "done"
    assert program.call("POST", f"{path}/cancel").status_code == 409
    assert program.get("/resets/none").status_code == 404


@pytest.mark.parametrize("items", [[], ["phone:1"], ["number:n07", "x"]])
def test_what_is_to_be_reset_is_named(house: House, program: Program, items: list[str]) -> None:
    assert program.call("POST", f"{ONE}/resets", RESET | {"items": items}).status_code == 422


def test_tokens_are_previewed_imported_handed_out_and_taken_back(house: House) -> None:
    program = build_program(house, *HELP, Permission.PEOPLE_WRITE)
    sent = {"content": b64encode(TABLE.encode()).decode()}
    previewed = program.call("POST", "/token-imports", sent).json
    assert [one["serial"] for one in previewed["tokens"]] == ["VK-2001"]
    path = f"/token-imports/{previewed['import_id']}/apply"
    assert program.call("POST", path).json == {"count": 1}
    assert program.call("POST", path).status_code == 404
    again = program.call("POST", "/token-imports", sent).json
    assert (again["import_id"], len(again["faults"])) == (None, 1)
    assert program.call("POST", "/tokens/vk-2001/hand-out", {"person_id": "nobody"}).status_code == 422
    assert program.call("POST", "/tokens/vk-2001/hand-out", {"person_id": MARIA.person_id}).status_code == 200
    assert program.get("/tokens?state=handed_out").json["items"][0]["holder"] == MARIA.name
    assert program.call("POST", "/tokens/VK-2001/lost").json == {"count": 0}
    assert program.call("POST", "/tokens/VK-2001/lost").json["code"] == "elsewhere"
    assert program.call("POST", "/tokens/VK-2001/take-back").status_code == 200
    assert program.get("/tokens/VK-9").status_code == 404


@pytest.mark.parametrize("content", ["*", "å", b64encode(b"serial\n").decode(), b64encode(b"<x").decode()])
def test_a_file_that_cannot_be_read_is_refused(house: House, content: str) -> None:
    program = build_program(house, Permission.PEOPLE_WRITE)
    assert program.call("POST", "/token-imports", {"content": content}).status_code == 422


def test_a_token_is_named_by_its_id_too_since_serial_numbers_may_hold_slashes(
    house: House, program: Program
) -> None:
    token = add_token(house.database, "VK/1")
    assert program.get(f"/tokens/{token.token_id}").json["serial"] == "VK/1"

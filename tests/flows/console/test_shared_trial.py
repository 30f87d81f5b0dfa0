"""A program asks for a test sign-in; somebody carries it out in a browser, sees who asks, and shows them the outcome."""

import pytest

from idp.admin.permissions import Permission
from idp.chance import SystemChance
from idp.oidc.registration.registering import register
from tests.flows.console.test_client_trial import CLIENT
from tests.support.console import AHMED, JOHAN, at_console
from tests.support.employees import NOON
from tests.support.rest import Program, build_program
from tests.support.signing_in import ISSUER, House


@pytest.fixture
def client_id(house: House) -> str:
    with house.database.begin() as stores:
        return register(stores, CLIENT, SystemChance(), NOON).client.client_id


@pytest.fixture
def program(house: House) -> Program:
    return build_program(house, Permission.CLIENTS_READ)


def start(program: Program, client_id: str) -> tuple[str, str]:
    """Ask for a test; return where to read it, and the path of the page to open."""
    made = program.call("POST", f"/clients/{client_id}/test-sign-ins")
    assert made.status_code == 201, made.text
    told = made.json
    assert (told["state"], told["steps"]) == ("waiting", [])
    read = f"/clients/{client_id}/test-sign-ins/{told['test_id']}"
    assert made.headers["Location"].endswith(read)
    return read, told["address"].removeprefix(ISSUER)


def test_the_outcome_is_read_once_somebody_has_shown_it(
    house: House, client_id: str, program: Program
) -> None:
    read, page = start(program, client_id)
    johan = at_console(house, JOHAN, page)
    assert "ber dig att testa inloggningen till Lunchkortet" in johan.text
    assert program.get(read).json["state"] == "waiting", "looking shows nobody anything"
    assert "Resultatet har visats för" in johan.send().text
    told = program.get(read).json
    assert told["state"] == "through"
    assert [step["name"] for step in told["steps"]][-2:] == ["id_token", "userinfo"]
    claims = {fact["name"]: fact["value"] for fact in told["steps"][-1]["facts"]}
    assert (claims["sub"], claims["name"]) == (JOHAN.person_id, JOHAN.name)
    assert "Testet är redan gjort" in johan.send().text
    assert "Testet är redan gjort" in johan.open(page).text
    assert house.tags().count("client.tested") == 1


def test_nobody_reads_it_but_who_asked(house: House, client_id: str, program: Program) -> None:
    read, page = start(program, client_id)
    at_console(house, JOHAN, page).send()
    assert build_program(house, Permission.CLIENTS_READ).get(read).status_code == 404
    assert program.get(read.replace(client_id, "idp-console")).status_code == 404


def test_whoever_may_not_see_the_application_learns_nothing_of_the_test(
    house: House, client_id: str, program: Program
) -> None:
    _, page = start(program, client_id)
    assert at_console(house, AHMED, page).page.status_code in {403, 404}
    assert (
        build_program(house, Permission.KEYS_READ)
        .call("POST", f"/clients/{client_id}/test-sign-ins")
        .status_code
        == 403
    )

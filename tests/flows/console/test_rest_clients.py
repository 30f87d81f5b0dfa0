"""Services by the REST API: the same as in the console, refused in the same cases."""

from typing import Any

import pytest

from idp.admin.permissions import Permission
from tests.support.console import AHMED
from tests.support.rest import Program, build_program
from tests.support.signing_in import House

ALL = (Permission.CLIENTS_READ, Permission.CLIENTS_WRITE, Permission.CLIENTS_ENTRUST)
WANTED = {
    "name": "Lunchkortet",
    "auth_method": "client_secret_basic",
    "redirect_uris": ["https://lunch.example/callback"],
    "service": "lonebesked",
}


@pytest.fixture
def program(house: House) -> Program:
    return build_program(house, *ALL)


def register(program: Program, **more: Any) -> dict[str, Any]:
    made = program.call("POST", "/clients", WANTED | more)
    assert made.status_code == 201, made.text
    told: dict[str, Any] = made.json
    return told


def test_a_service_is_registered_and_its_secret_told_once(program: Program) -> None:
    made = register(program)
    assert made["client_secret"]
    assert program.last.headers["Location"].endswith(f"/clients/{made['client_id']}")
    shown = program.get(f"/clients/{made['client_id']}")
    assert shown.json["name"] == "Lunchkortet"
    assert shown.json["state"] == "incomplete"
    assert "secrets" not in shown.json
    assert made["client_secret"] not in shown.text


def test_every_fault_is_told_with_its_field(program: Program) -> None:
    wrong = WANTED | {"redirect_uris": ["http://lunch.example/"], "service": "no-such", "name": ""}
    answer = program.call("POST", "/clients", wrong)
    assert answer.status_code == 422
    assert {error["field"] for error in answer.json["errors"]} == {"redirect_uris", "service", "name"}


def test_a_field_that_does_not_exist_is_refused(program: Program) -> None:
    assert program.call("POST", "/clients", WANTED | {"secrets": []}).status_code == 400


def test_a_change_needs_the_tag_of_what_was_read(program: Program) -> None:
    path = f"/clients/{register(program)['client_id']}"
    tag = program.get(path).headers["ETag"]
    assert program.call("PATCH", path, {"name": "Lunch"}).status_code == 428
    changed = program.call("PATCH", path, {"name": "Lunch"}, {"If-Match": tag})
    assert (changed.status_code, changed.json["name"]) == (200, "Lunch")
    assert changed.json["claims_in_id_token"] is False
    again = program.call("PATCH", path, {"name": "Middag"}, {"If-Match": tag})
    assert again.status_code == 412
    newest = {"If-Match": changed.headers["ETag"]}
    changed = program.call("PATCH", path, {"claims_in_id_token": True}, newest)
    assert (changed.status_code, changed.json["claims_in_id_token"]) == (200, True)
    newest = {"If-Match": changed.headers["ETag"]}
    changed = program.call("PATCH", path, {"response_alg": "RS256"}, newest)
    assert (changed.json["response_alg"], changed.json["response_encryption"]) == ("RS256", None)
    newest = {"If-Match": changed.headers["ETag"]}
    assert program.call("PATCH", path, {"contact": "not an address"}, newest).status_code == 422
    assert program.call("DELETE", path, headers=newest).status_code == 204
    assert program.get(path).status_code == 404


def test_pausing_ends_tokens_and_resuming_does_not_bring_them_back(house: House, program: Program) -> None:
    other = build_program(house, Permission.CLIENTS_READ)
    assert other.get("/clients").status_code == 200
    paused = program.call("POST", f"/clients/{other.client_id}/pause")
    assert (paused.status_code, paused.json["is_paused"]) == (200, True)
    assert other.get("/clients").status_code == 401
    program.call("POST", f"/clients/{other.client_id}/resume")
    assert other.get("/clients").status_code == 401


def test_secrets_are_rotated_and_the_old_one_ended(program: Program) -> None:
    made = register(program)
    path = f"/clients/{made['client_id']}/secrets"
    rotated = program.call("POST", path)
    assert rotated.status_code == 201
    assert rotated.json["client_secret"] not in (None, made["client_secret"])
    assert [one["is_newest"] for one in program.get(path).json["items"]] == [True, False]
    assert program.call("DELETE", f"{path}/old").status_code == 204
    assert len(program.get(path).json["items"]) == 1


def test_what_has_no_secret_has_none_to_rotate(program: Program) -> None:
    public = register(program, auth_method="none")
    answer = program.call("POST", f"/clients/{public['client_id']}/secrets")
    assert (answer.status_code, answer.json["code"]) == (409, "no_secret")


def test_the_list_is_searched_and_paged(program: Program) -> None:
    for number in range(5):
        register(program, name=f"Tjänst {number}")
    first = program.get("/clients?words=tj%C3%A4nst&limit=3").json
    second = program.get(f"/clients?words=tj%C3%A4nst&limit=3&after={first['after']}").json
    assert [one["name"] for one in first["items"] + second["items"]] == [f"Tjänst {n}" for n in range(5)]
    assert second["after"] is None


def test_writing_is_not_entrusting(house: House, program: Program) -> None:
    writer = build_program(house, Permission.CLIENTS_READ, Permission.CLIENTS_WRITE)
    for more in ({"service": "lonebesked"}, {"claims_in_id_token": True}, {"owners": [AHMED.person_id]}):
        wanted = {name: value for name, value in WANTED.items() if name != "service"} | more
        assert writer.call("POST", "/clients", wanted).status_code == 403


def test_no_program_makes_another_that_may_more_than_itself(program: Program) -> None:
    wanted = {
        "name": "Ett program till",
        "auth_method": "client_secret_basic",
        "grant_types": ["client_credentials"],
        "response_types": [],
        "scopes": [],
        "audience": "http://localhost:8000/admin/api/v1",
        "api_scopes": ["people.protected"],
    }
    assert program.call("POST", "/clients", wanted).status_code == 403


def test_no_program_takes_the_place_of_one_that_may_more_than_itself(house: House) -> None:
    mighty = build_program(house, Permission.ROLES_GRANT)
    writer = build_program(house, Permission.CLIENTS_READ, Permission.CLIENTS_WRITE)
    path = f"/clients/{mighty.client_id}"
    tag = {"If-Match": writer.get(path).headers["ETag"]}
    assert writer.call("POST", f"{path}/secrets").status_code == 403
    keys = {"auth_method": "private_key_jwt", "jwks_uri": "https://keys.example/jwks"}
    assert writer.call("PATCH", path, keys, tag).status_code == 403
    assert writer.call("PATCH", path, {"name": "Ett mäktigt program"}, tag).status_code == 200


def test_a_program_that_loses_a_permission_loses_its_tokens_at_once(house: House, program: Program) -> None:
    reader = build_program(house, Permission.CLIENTS_READ, Permission.AUDIT_READ)
    path = f"/clients/{reader.client_id}"
    for wanted, status in (({"name": "En läsare"}, 200), ({"api_scopes": ["clients.read"]}, 401)):
        tag = {"If-Match": program.get(path).headers["ETag"]}
        assert program.call("PATCH", path, wanted, tag).status_code == 200
        assert reader.get("/clients").status_code == status


def test_reading_alone_changes_nothing(house: House, program: Program) -> None:
    reader = build_program(house, Permission.CLIENTS_READ)
    path = f"/clients/{register(program)['client_id']}"
    tag = {"If-Match": reader.get(path).headers["ETag"]}
    for method, end, body in (
        ("PATCH", "", {"name": "X"}),
        ("DELETE", "", None),
        ("POST", "/pause", None),
        ("POST", "/secrets", None),
        ("DELETE", "/secrets/old", None),
    ):
        assert reader.call(method, f"{path}{end}", body, tag).status_code == 403, (method, end)


def test_recipes_hold_a_placeholder(program: Program) -> None:
    made = register(program)
    recipes = program.get(f"/clients/{made['client_id']}/recipes").json["items"]
    assert recipes[0]["file"] == "app.py"
    assert made["client_secret"] not in program.last.text


def test_the_consoles_own_registration_cannot_be_touched(program: Program, house: House) -> None:
    house.browser().open("/admin/sign-in")
    shown = program.get("/clients/idp-console")
    assert shown.status_code == 200
    tag = {"If-Match": shown.headers["ETag"]}
    assert program.call("DELETE", "/clients/idp-console", headers=tag).status_code == 409
    assert program.call("PATCH", "/clients/idp-console", {"name": "X"}, tag).status_code == 409
    assert program.call("POST", "/clients/idp-console/pause").status_code == 409

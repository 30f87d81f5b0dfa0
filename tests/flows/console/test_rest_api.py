"""The REST API's frame: who may call, how refusals read, and how nothing is done twice or written over."""

import pytest

from idp.admin.permissions import Permission
from tests.support.console import AHMED, JOHAN
from tests.support.rest import build_program
from tests.support.signing_in import ISSUER, House

GRANT = (Permission.ROLES_READ, Permission.ROLES_GRANT)


def test_without_a_token_nobody_learns_what_there_is(house: House) -> None:
    http = house.app.test_client()
    for path in ("/roles", "/nothing", "/roles/x/y"):
        answer = http.get(f"/admin/api/v1{path}", base_url=ISSUER)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert answer.content_type == "application/problem+json"


def test_a_token_for_another_api_is_no_good_here(house: House) -> None:
    program = build_program(house, Permission.ROLES_READ, prefix="/scim/v2")
    program.prefix = "/admin/api/v1"
    answer = program.get("/roles")
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_a_token_without_the_permission_is_told_which_one_is_needed(house: House) -> None:
    program = build_program(house, Permission.ROLES_READ)
    body = {"person_id": AHMED.person_id, "role": "auditor"}
    answer = program.call("POST", "/roles", body)
    assert answer.status_code == 403
    assert 'scope="roles.grant"' in answer.headers["WWW-Authenticate"]
    assert program.get("/roles").json == {"items": [], "after": None}


def test_a_role_is_given_and_taken_back(house: House) -> None:
    program = build_program(house, *GRANT)
    made = program.call("POST", "/roles", {"person_id": AHMED.person_id, "role": "auditor"})
    assert made.status_code == 201
    assert made.headers["Location"] == f"/admin/api/v1/roles/{AHMED.person_id}/auditor"
    assert made.json["granted_by"] == program.client_id
    assert [one["role"] for one in program.get("/roles").json["items"]] == ["auditor"]
    gone = program.call("DELETE", f"/roles/{AHMED.person_id}/auditor")
    assert (gone.status_code, gone.data) == (204, b"")
    assert program.call("DELETE", f"/roles/{AHMED.person_id}/auditor").status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"person_id": "nobody", "role": "auditor"}, 422),
        ({"person_id": AHMED.person_id, "role": "owner"}, 422),
        ({"person_id": AHMED.person_id, "role": "king"}, 400),
        ({"person_id": AHMED.person_id}, 400),
        ({"person_id": AHMED.person_id, "role": "auditor", "more": 1}, 400),
        ([], 400),
    ],
)
def test_a_bad_body_is_told_what_is_wrong_with_it(house: House, body: object, status: int) -> None:
    answer = build_program(house, *GRANT).call("POST", "/roles", body)
    assert answer.status_code == status
    assert answer.json["detail"]
    assert "role.granted" not in house.tags()


def test_a_body_of_a_thousand_levels_is_refused(house: House) -> None:
    program = build_program(house, *Permission)
    answer = program.http.post(
        f"{program.prefix}/audit/verification",
        data=b'{"more":' * 3000 + b"1" + b"}" * 3000,
        headers={"Authorization": f"Bearer {program.token}", "Content-Type": "application/json"},
        base_url=ISSUER,
    )
    assert (answer.status_code, answer.json["code"]) == (400, "bad_body")


def test_a_body_that_is_no_json_is_refused(house: House) -> None:
    program = build_program(house, *GRANT)
    answer = program.call("POST", "/roles", {}, {"Content-Type": "text/plain"})
    assert answer.status_code == 415


def test_an_address_says_which_methods_it_takes(house: House) -> None:
    answer = build_program(house, *GRANT).call("PUT", "/roles", {})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")


def test_an_unknown_parameter_is_refused(house: House) -> None:
    assert build_program(house, *GRANT).get("/roles?colour=blue").status_code == 400


def test_a_post_that_is_sent_again_with_its_key_is_done_once_and_answered_alike(house: House) -> None:
    program = build_program(house, *GRANT)
    body, key = {"person_id": AHMED.person_id, "role": "auditor"}, {"Idempotency-Key": "k-1"}
    first = program.call("POST", "/roles", body, key)
    again = program.call("POST", "/roles", body, key)
    assert (again.status_code, again.json) == (first.status_code, first.json) == (201, first.json)
    assert house.tags().count("role.granted") == 1
    other = program.call("POST", "/roles", body | {"role": "helpdesk"}, key)
    assert (other.status_code, other.json["code"]) == (422, "key_reused")


def test_two_programs_never_share_a_key(house: House) -> None:
    key = {"Idempotency-Key": "k-1"}
    one, other = build_program(house, *GRANT), build_program(house, *GRANT)
    one.call("POST", "/roles", {"person_id": AHMED.person_id, "role": "auditor"}, key)
    second = other.call("POST", "/roles", {"person_id": JOHAN.person_id, "role": "auditor"}, key)
    assert second.status_code == 201


def test_a_key_whose_request_was_refused_can_be_used_for_the_corrected_one(house: House) -> None:
    program, key = build_program(house, *GRANT), {"Idempotency-Key": "k-1"}
    assert program.call("POST", "/roles", {"person_id": "nobody", "role": "auditor"}, key).status_code == 422
    body = {"person_id": AHMED.person_id, "role": "auditor"}
    assert program.call("POST", "/roles", body, key).status_code == 201


def test_the_document_describes_every_operation(house: House) -> None:
    document = house.app.test_client().get("/admin/api/v1/openapi.json", base_url=ISSUER).json
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": f"{ISSUER}/admin/api/v1"}]
    assert set(document["paths"]["/roles"]) == {"get", "post"}
    body = document["paths"]["/roles"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["$ref"].rpartition("/")[2] in document["components"]["schemas"]

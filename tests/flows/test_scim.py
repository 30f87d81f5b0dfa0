"""Another system keeps the directory over HTTP: with a token of its own, and with effect at once."""

import json
from pathlib import Path
from typing import Any

import pytest

from idp.admin.permissions import Permission
from idp.admin.scim.names import BULK_REQUEST, ERROR, MEDIA_TYPE, PATCH_OP
from idp.storage.unit_of_work import Database
from tests.support.employees import MARIA
from tests.support.portal import build_portal_house, sign_in
from tests.support.rest import Program, build_program
from tests.support.scim import ANNA
from tests.support.signing_in import ISSUER, OFFICE, House


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    """The whole provider."""
    return build_portal_house(sqlite_database, tmp_path / "keys")


@pytest.fixture
def hr(house: House) -> Program:
    """The system of the staff department."""
    return build_program(house, Permission.PEOPLE_WRITE, prefix="/scim/v2")


def test_without_a_token_nobody_learns_what_there_is(house: House) -> None:
    """RFC 7644, section 2, and RFC 6750, section 3."""
    http = house.app.test_client()
    for path in ("/Users", "/Nothing", "/ServiceProviderConfig", "/Me"):
        answer = http.get(f"/scim/v2{path}", base_url=ISSUER)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert (answer.content_type, answer.get_json(force=True)["schemas"]) == (MEDIA_TYPE, [ERROR])


def test_a_token_for_the_rest_api_is_no_good_here(house: House) -> None:
    program = build_program(house, Permission.PEOPLE_WRITE)
    program.prefix = "/scim/v2"
    assert program.get("/Users").status_code == 401


def test_a_token_that_may_only_read_changes_nothing(house: House) -> None:
    reader = build_program(house, Permission.PEOPLE_READ, prefix="/scim/v2")
    assert reader.get("/Users?count=1").status_code == 200
    answer = reader.call("POST", "/Users", ANNA)
    assert answer.status_code == 403
    assert 'scope="people.write"' in answer.headers["WWW-Authenticate"]


def test_whoever_is_disabled_or_removed_is_signed_out_at_once(house: House, hr: Program) -> None:
    """A service that was open a moment ago asks for a new sign-in."""
    browser = sign_in(house, MARIA, OFFICE, "app", "/")
    path = f"/Users/{MARIA.person_id}"
    assert browser.open("/").path == "/"
    body = {"schemas": [PATCH_OP], "Operations": [{"op": "replace", "path": "active", "value": False}]}
    assert hr.call("PATCH", path, body).status_code == 200
    assert browser.open("/").path == "/session/ended"
    assert hr.call("DELETE", path).status_code == 204
    assert hr.get(path).status_code == 404
    with house.database.begin() as stores:
        tags = [row.tag for row in stores.audit.load_rows()]
    assert tags.count("session.ended") == 1
    assert tags[-1] == "person.removed"


def test_only_a_bulk_may_be_large(house: House, hr: Program) -> None:
    """RFC 7644, 3.7.4."""
    people = [
        {
            "method": "POST",
            "path": "/Users",
            "bulkId": f"u{number}",
            "data": ANNA | {"userName": f"u{number}", "title": "x" * 100} | NO_NUMBER,
        }
        for number in range(200)
    ]
    body = {"schemas": [BULK_REQUEST], "Operations": people}
    assert len(json.dumps(body)) > 64 * 1024
    answer = hr.call("POST", "/Bulk", body)
    assert {one["status"] for one in answer.get_json(force=True)["Operations"]} == {"201"}
    assert hr.call("POST", "/Users", body).status_code == 413
    assert hr.call("POST", "/Bulk", {"schemas": ["x" * (1024 * 1024)]}).status_code == 413


NO_NUMBER: dict[str, Any] = {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {}}


def test_a_search_in_the_address_and_a_posted_one_find_the_same(hr: Program) -> None:
    hr.call("POST", "/Users", ANNA)
    found = hr.get('/Users?filter=userName%20eq%20"annand001"').get_json(force=True)
    search = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
        "filter": 'userName eq "annand001"',
    }
    assert hr.call("POST", "/Users/.search", search).get_json(force=True) == found
    assert found["totalResults"] == 1

"""The groups of single people by the REST API: changed, recorded, and never the last administrator's."""

from idp.admin.permissions import Permission
from tests.support.console import JOHAN
from tests.support.employees import MARIA
from tests.support.rest import build_program
from tests.support.signing_in import House


def test_a_program_changes_groups_of_one_person_and_not_the_last_administrators(house: House) -> None:
    program = build_program(house, Permission.PEOPLE_WRITE)
    groups = f"/people/{MARIA.person_id}/groups"
    told = program.call("POST", groups, {"join": ["ekonomi"], "leave": ["nobody is in it"]})
    assert told.status_code == 200
    assert (told.json["joined"], told.json["left"]) == (["ekonomi"], [])
    with house.database.begin() as stores:
        person = stores.people.find_person(MARIA.person_id)
    assert person is not None
    assert person.groups == MARIA.groups | {"ekonomi"}
    for wrong in (
        {"join": [" "]},
        {"join": ["everyone"]},
        {"join": ["a"], "leave": ["a"]},
        {"join": [f"g{n}" for n in range(201)]},
    ):
        assert program.call("POST", groups, wrong).status_code == 422
    assert program.call("POST", "/people/nobody/groups", {}).status_code == 404
    last = program.call("POST", f"/people/{JOHAN.person_id}/groups", {"leave": ["idp-admin"]})
    assert last.status_code == 409
    assert "nobody else is an administrator" in last.text


def test_nobody_is_let_into_a_group_that_brings_what_the_program_may_not_give(house: House) -> None:
    groups, join = f"/people/{MARIA.person_id}/groups", {"join": ["idp-admin"]}
    refused = build_program(house, Permission.PEOPLE_WRITE).call("POST", groups, join)
    assert (refused.status_code, refused.json["code"]) == (403, "forbidden")
    assert "roles.grant" in refused.headers["WWW-Authenticate"]
    mighty = build_program(house, Permission.PEOPLE_WRITE, Permission.ROLES_GRANT)
    assert mighty.call("POST", groups, join).status_code == 200

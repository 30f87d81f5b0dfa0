"""The policy by the REST API: what is unsafe is refused with its counter-example, and nothing is written over."""

from datetime import timedelta

import pytest

from idp.admin.permissions import Permission
from idp.admin.policy.rehearsing import Rehearsing
from idp.chance import SystemChance
from idp.people.realms import REALMS
from tests.support.policies import MARKED, PLAIN, TEXT, change
from tests.support.rest import Program, build_program
from tests.support.signing_in import House

ALL = (Permission.POLICY_READ, Permission.POLICY_DRAFT, Permission.POLICY_PUBLISH)


@pytest.fixture
def program(house: House) -> Program:
    return build_program(house, *ALL)


def draft(program: Program, text: str) -> str:
    """Begin a draft and return its path."""
    made = program.call("POST", "/policy/drafts", {"reason": "Beslut 2026-17", "text": text})
    assert made.status_code == 201, made.text
    assert made.headers["ETag"] == '"1"'
    return f"/policy/drafts/{made.json['draft_id']}"


def step(program: Program, path: str, revision: int) -> int:
    """Take a step of a draft and return the answer's status."""
    return program.call("POST", path, headers={"If-Match": f'"{revision}"'}).status_code


def test_a_draft_is_reviewed_published_read_and_taken_back(program: Program) -> None:
    path = draft(program, PLAIN)
    review = program.get(f"{path}/review").json
    assert (review["faults"], review["takes_two"], review["is_stale"]) == ([], [], False)
    assert {one["levels_lost"][0] for one in review["services"]} == {"mail"}
    assert step(program, f"{path}/publish", 1) == 200
    assert program.last.json["number"] == 2
    assert program.get("/policy").json == {"number": 2, "text": PLAIN}
    assert program.get("/policy/versions/1").json["text"] == TEXT
    back = program.call("POST", "/policy/versions/1/roll-back", {"reason": "Fel dag"})
    assert (back.json["number"], back.json["origin"], back.json["source"]) == (3, "return", "1")
    assert [one["number"] for one in program.get("/policy/versions").json["items"]] == [3, 2, 1]
    assert program.get("/policy/drafts").json["items"][0]["state"] == "published"


def test_what_is_unsafe_is_answered_with_the_counter_example(program: Program) -> None:
    path = draft(program, change("services.enrolment", 'outside = "never"', 'outside = "app"'))
    assert step(program, f"{path}/publish", 1) == 422
    errors = program.last.json["errors"]
    assert any("services.enrolment opens in 'remote' with" in one["detail"] for one in errors)
    assert program.get(f"{path}/review").json["faults"][0]["line"] > 1
    assert program.get("/policy").json["number"] == 0


def test_a_marked_change_is_handed_over_and_approved_by_people_and_never_by_a_program(
    program: Program,
) -> None:
    path = draft(program, MARKED)
    assert program.get(f"{path}/review").json["takes_two"] == ["zones"]
    assert step(program, f"{path}/publish", 1) == 409
    assert program.last.json["code"] == "needs_approval"
    for step_of_people in ("submit", "approve"):
        assert step(program, f"{path}/{step_of_people}", 1) == 409
        assert program.last.json["code"] == "no_person"
    assert program.get(path).json["state"] == "open"


def test_a_change_of_what_the_caller_has_not_seen_is_refused(program: Program) -> None:
    path = draft(program, PLAIN)
    body = {"text": MARKED, "reason": "Annat", "based_on": 0}
    assert program.call("PUT", path, body).status_code == 428
    assert program.call("PUT", path, body, {"If-Match": '"1"'}).headers["ETag"] == '"2"'
    assert program.call("PUT", path, body, {"If-Match": '"1"'}).status_code == 412
    assert program.call("PUT", path, body, {"If-Match": '"x"'}).status_code == 412
    stale = program.call("PUT", path, body | {"based_on": 7}, {"If-Match": '"2"'})
    assert (stale.status_code, stale.json["code"]) == (409, "stale")
    assert program.call("DELETE", path, headers={"If-Match": '"2"'}).status_code == 204
    assert program.get(path).json["state"] == "discarded"


def test_a_rehearsal_is_asked_for_and_read_when_it_is_done(house: House, program: Program) -> None:
    path = draft(program, PLAIN)
    assert program.get(f"{path}/rehearsal").status_code == 404
    assert program.call("POST", f"{path}/rehearsal", {"days": 3}).status_code == 202
    Rehearsing(
        house.database.begin, house.database.read, SystemChance(), REALMS, timedelta(hours=10), TEXT
    ).run(house.clock())
    assert program.get(f"{path}/rehearsal").json["replayed"] == 0


def test_anybody_is_simulated_with_reasons_and_what_would_do(program: Program) -> None:
    asked = {
        "realm": "adm",
        "groups": ["alla-anstallda"],
        "zone": "remote",
        "method": "mail",
        "service": "vab",
        "at": "2026-03-11T11:00:00Z",
    }
    (answer,) = program.call("POST", "/policy/simulate", asked).json["items"]
    assert (answer["outcome"], answer["level"]) == ("allowed", "mail")
    drafted = asked | {"draft_id": draft(program, PLAIN).rpartition("/")[2]}
    (answer,) = program.call("POST", "/policy/simulate", drafted).json["items"]
    assert answer["outcome"] == "needs_proof"
    assert answer["reasons"][0]["name"] == "LevelTooLow"
    assert answer["would_do"][0] == {"name": "OtherLevel", "values": {"level": "sms"}}
    assert program.call("POST", "/policy/simulate", asked | {"zone": "nowhere"}).status_code == 422
    assert program.call("POST", "/policy/simulate", asked | {"draft_id": "x"}).status_code == 422


def test_the_matrix_holds_each_service_in_each_zone(program: Program) -> None:
    rows = program.get("/policy/matrix").json["items"]
    (row,) = [one for one in rows if (one["service"], one["zone"]) == ("lonebesked", "remote")]
    assert row["opens_with"][0] == "sms"
    assert (row["too_weak"], row["hours"], row["groups"]) == (["mail"], "05–23", ["alla-anstallda"])


def test_what_is_not_there_is_not_found(program: Program) -> None:
    for path in ("/policy/versions/9", "/policy/versions/x", "/policy/drafts/x", "/policy/drafts/x/review"):
        assert program.get(path).status_code == 404
    assert step(program, "/policy/drafts/x/publish", 1) == 404

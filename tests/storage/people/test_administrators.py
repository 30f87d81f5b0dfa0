"""Nobody takes the last administrator away who gets into the console, by whatever way, on each database."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from idp.admin.actor import Actor, Kind
from idp.admin.permissions import Permission, Role
from idp.admin.roles.desk import RoleDesk
from idp.admin.roles.grants import RoleGrant
from idp.admin.roles.keeping import Keeping
from idp.admin.roles.nobody_left import NobodyLeft
from idp.people.directory import Directories, DirectoryUnavailable
from idp.people.local import Account
from idp.people.person import Person
from idp.policy.loading import parse_once
from idp.policy.rules import CONSOLE, Policy
from idp.storage.unit_of_work import Database
from tests.support.importing import OPERATOR, build_import, take
from tests.support.methods import NOW
from tests.support.policies import ERIK_PERSON, GROUP, TEXT, find_nobody
from tests.support.scim import build_scim
from tests.support.together import together

POLICY = parse_once(TEXT, "policy.toml", None)
PROGRAM = Actor(Kind.CLIENT, "hr", frozenset(Permission))
ERIK = ERIK_PERSON
"""An administrator by the group, whom the policy lets in."""
KARIN = replace(ERIK, person_id="p-karin", username="karlin001", groups=frozenset({"systemagare"}))
"""In a group of the console that brings no role here."""
OLLE = replace(ERIK, person_id="p-olle", username="ollek001", groups=frozenset({"alla-anstallda"}))
"""In no group of the console."""


def settle(database: Database, *people: Person, given: tuple[Person, ...] = ()) -> None:
    """Have people, some of whom were given the role."""
    with database.begin() as stores:
        for person in people:
            assert stores.people.add(Account(person, "hash"), person.username)
        for person in given:
            stores.role_grants.add(RoleGrant(person.person_id, Role.ADMINISTRATOR, "kommun", NOW))


def build_keeping(database: Database, policy: Policy | None = POLICY, **elsewhere: Person) -> Keeping:
    """Return what judges who is left; `elsewhere` are people of the municipality's directory, if there is one."""

    def find_person(person_id: str, _now: object) -> Person | None:
        if person_id == "away":
            raise DirectoryUnavailable
        return elsewhere.get(person_id)

    return Keeping(
        database.read, find_person, lambda: policy, (GROUP,) if not elsewhere else (), bool(elsewhere)
    )


def take_back(database: Database, person: Person, keeping: Keeping | None = None) -> bool:
    desk = RoleDesk(database.begin, Directories({}), keeping or build_keeping(database))
    return desk.take_back(PROGRAM, person.person_id, Role.ADMINISTRATOR, NOW)


def list_tags(database: Database) -> list[str]:
    with database.begin() as stores:
        return [row.tag for row in stores.audit.load_rows()]


def test_the_last_role_is_not_taken_back_and_one_that_another_holds_too_is(database: Database) -> None:
    settle(database, KARIN, given=(KARIN,))
    with pytest.raises(NobodyLeft) as refused:
        take_back(database, KARIN)
    assert refused.value.parameters == {"names": KARIN.name, "count": 0}
    assert "nobody else is an administrator" in refused.value.detail
    assert list_tags(database) == []
    settle(database, ERIK)
    assert take_back(database, KARIN), "a member of the group is somebody, too"


def test_others_who_administer_and_are_let_in_nowhere_are_the_counter_example(database: Database) -> None:
    settle(database, KARIN, OLLE, replace(ERIK, is_active=False), given=(KARIN, OLLE))
    with pytest.raises(NobodyLeft) as refused:
        take_back(database, KARIN)
    assert refused.value.parameters["count"] == 2
    assert "2, and none gets in (not_in_group" in refused.value.detail
    assert not any(one.name in refused.value.detail for one in (KARIN, OLLE, ERIK))


def test_where_nobody_got_in_before_nothing_is_kept(database: Database) -> None:
    settle(database, OLLE, given=(OLLE,))
    assert take_back(database, OLLE)
    settle(database, given=(OLLE,))
    without = replace(POLICY, services={one: rule for one, rule in POLICY.services.items() if one != CONSOLE})
    assert take_back(database, OLLE, build_keeping(database, without))
    settle(database, KARIN, given=(KARIN,))
    assert take_back(database, KARIN, build_keeping(database, None)), (
        "a policy that cannot be used opens nothing"
    )


def test_somebody_of_a_directory_elsewhere_counts_while_it_answers(database: Database) -> None:
    settle(database, KARIN, given=(KARIN,))
    away = replace(KARIN, person_id="away")
    settle(database, given=(away,))
    with pytest.raises(NobodyLeft):
        take_back(database, KARIN, build_keeping(database, nobody=KARIN))
    elsewhere = replace(KARIN, person_id="p-lisa", realm="skola")
    settle(database, given=(elsewhere,))
    assert take_back(database, KARIN, build_keeping(database, **{"p-lisa": elsewhere}))
    with pytest.raises(NobodyLeft):
        take_back(database, elsewhere, build_keeping(database, **{"p-lisa": elsewhere}))


def test_a_group_that_only_a_directory_elsewhere_knows_counts_as_somebody(database: Database) -> None:
    settle(database, KARIN, given=(KARIN,))
    assert take_back(database, KARIN, Keeping(database.read, find_nobody, lambda: POLICY, (GROUP,), True))


def test_of_two_last_administrators_who_go_at_once_one_stays(database: Database) -> None:
    settle(database, KARIN, ERIK, given=(KARIN, ERIK))
    with database.begin() as stores:
        stores.people.change(replace(ERIK, groups=KARIN.groups, updated_at=NOW))

    def go(number: int) -> bool:
        try:
            return take_back(database, (KARIN, ERIK)[number % 2])
        except NobodyLeft:
            return False

    assert sum(together(go, 10)) == 1


def send(database: Database, method: str, path: str, body: object = None) -> tuple[int, str]:
    """Let another system change the directory."""
    answer = build_scim(database, policy=POLICY).call(method, path, body)
    return answer.status, "" if answer.status == 204 else answer.json.get("detail", "")


SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


@pytest.mark.parametrize(
    "change",
    [
        lambda _group: ("DELETE", f"/Users/{ERIK.person_id}", None),
        lambda _group: (
            "PATCH",
            f"/Users/{ERIK.person_id}",
            {"schemas": [SCHEMA], "Operations": [{"op": "replace", "path": "active", "value": False}]},
        ),
        lambda group: (
            "PATCH",
            f"/Groups/{group}",
            {"schemas": [SCHEMA], "Operations": [{"op": "remove", "path": "members"}]},
        ),
        lambda group: ("DELETE", f"/Groups/{group}", None),
    ],
)
def test_another_system_takes_the_last_one_neither_away_nor_out_of_the_group(
    database: Database, change: Callable[[str], tuple[str, str, object]]
) -> None:
    settle(database, ERIK, KARIN)
    with database.begin() as stores:
        group = stores.local_groups.find_ids((GROUP,))[GROUP]
    status, detail = send(database, *change(group))
    assert status == 409, detail
    assert "nobody who administers would get into the console" in detail
    assert list_tags(database) == []
    settle(database, given=(KARIN,))
    status, detail = send(database, *change(group))
    assert status in {200, 204}, detail


def test_a_file_does_not_disable_the_last_one(database: Database) -> None:
    settle(database, ERIK)
    desk = build_import(database, POLICY)
    with pytest.raises(NobodyLeft):
        take(desk, f"användarnamn;aktiv\n{ERIK.username};nej\n", OPERATOR)
    assert list_tags(database) == []
    with pytest.raises(NobodyLeft):
        take(desk, "användarnamn;förnamn;efternamn\nbo02;Bo;Ek\n", OPERATOR, disables=True, passes=True)
    settle(database, KARIN, given=(KARIN,))
    take(desk, f"användarnamn;aktiv\n{ERIK.username};nej\n", OPERATOR)
    assert list_tags(database) == ["person.disabled", "people.imported"]

"""A draft that shuts the administrators out of the console is found, with who, where and why."""

from dataclasses import replace

from idp.policy.decision import NotFromHere, NotInGroup
from idp.policy.drafts.administrators import Administrators
from idp.policy.drafts.lockout import LockedOut, Publisher, find_lockout
from idp.policy.loading import parse_policy
from idp.policy.question import Subject
from idp.policy.rules import CONSOLE, Policy
from tests.unit.policy.demo import NOON, WHOLE, WHOLE_TEXT

TEXT = WHOLE_TEXT
BEFORE = WHOLE
WITHOUT = replace(BEFORE, services={name: one for name, one in BEFORE.services.items() if name != CONSOLE})
ADMINISTRATORS = Administrators(groups=("idp-admin",))
GIVEN = Subject(frozenset({"alla-anstallda"}), "adm", is_active=True)
ERIK = Publisher(Subject(frozenset({"idp-admin"}), "adm", is_active=True), ("password", "totp"), "admin")


def draft(old: str, new: str) -> Policy:
    head, mark, rest = TEXT.partition(f"[services.{CONSOLE}]")
    assert old in rest
    return parse_policy(head + mark + rest.replace(old, new, 1), "draft.toml")


def test_a_draft_that_leaves_the_console_alone_locks_nobody_out() -> None:
    assert find_lockout(BEFORE, BEFORE, ERIK, ADMINISTRATORS, NOON) is None
    assert find_lockout(BEFORE, BEFORE, None, ADMINISTRATORS, NOON) is None


def test_whoever_publishes_must_get_in_with_the_sign_in_they_have() -> None:
    found = find_lockout(BEFORE, draft('inside = "app"', 'inside = "passkey"'), ERIK, ADMINISTRATORS, NOON)
    assert found is not None
    assert (found.zone, found.methods) == ("admin", ("password", "totp"))
    assert found.decision is not None
    assert found.decision.options == ("passkey",)


def test_whoever_publishes_must_get_in_from_where_they_are() -> None:
    after = draft('inside = "app"', 'inside = "never"')
    at_home = replace(ERIK, zone="vpn")
    assert find_lockout(BEFORE, after, at_home, ADMINISTRATORS, NOON) is None
    found = find_lockout(BEFORE, after, ERIK, ADMINISTRATORS, NOON)
    assert found is not None
    assert found.decision is not None
    assert found.decision.reasons == (NotFromHere("admin"),)


def test_whoever_publishes_must_belong_to_the_consoles_groups() -> None:
    found = find_lockout(BEFORE, draft('"idp-admin"', '"chefer"'), ERIK, ADMINISTRATORS, NOON)
    assert found is not None
    assert found.decision is not None
    assert any(isinstance(why, NotInGroup) for why in found.decision.reasons)


def test_some_administrator_must_get_in_from_somewhere_whoever_publishes() -> None:
    after = draft('"idp-admin"', '"chefer"')
    assert find_lockout(BEFORE, after, None, ADMINISTRATORS, NOON) == LockedOut(NOON, groups=("idp-admin",))


def test_a_console_that_goes_away_locks_everybody_out() -> None:
    assert find_lockout(BEFORE, WITHOUT, None, ADMINISTRATORS, NOON) == LockedOut(NOON, groups=("idp-admin",))
    assert find_lockout(BEFORE, WITHOUT, ERIK, ADMINISTRATORS, NOON) is not None


def test_where_there_is_no_console_nobody_can_be_locked_out_of_it() -> None:
    assert find_lockout(WITHOUT, WITHOUT, None, ADMINISTRATORS, NOON) is None


def test_hours_that_open_within_a_week_lock_nobody_out_and_longer_ones_do() -> None:
    at_night = draft('hours = "always"', 'hours = { sun = "03.00-04.00" }')
    assert find_lockout(BEFORE, at_night, ERIK, ADMINISTRATORS, NOON) is None
    next_year = draft('hours = "always"', 'hours = "always"\nclosed = [{ dates = "2026-11-01..2026-12-31" }]')
    assert find_lockout(BEFORE, next_year, ERIK, ADMINISTRATORS, NOON) is not None


def test_the_demonstration_is_in_order() -> None:
    assert find_lockout(WHOLE, WHOLE, None, ADMINISTRATORS, NOON) is None


def test_somebody_who_was_given_the_role_keeps_the_console_as_a_member_of_the_group_does() -> None:
    given = Administrators({"p-karin": replace(GIVEN, groups=frozenset({"chefer"}))}, ("idp-admin",))
    after = draft('"idp-admin"', '"chefer"')
    assert find_lockout(BEFORE, after, None, ADMINISTRATORS, NOON) is not None
    assert find_lockout(BEFORE, after, None, given, NOON) is None


def test_people_who_administer_and_do_not_get_in_are_counted_with_the_answer_nearest_to_yes() -> None:
    people = {"p-karin": GIVEN, "p-olle": replace(GIVEN, is_active=False)}
    found = find_lockout(BEFORE, BEFORE, None, Administrators(people), NOON)
    assert found is not None
    assert found.people_count == 2
    assert found.nearest is not None
    assert [type(why) for why in found.nearest.decision.reasons] == [NotInGroup]

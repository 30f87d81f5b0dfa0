"""What was recorded is asked again under a draft; what cannot be asked is counted and never guessed."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.policy.loading import parse_policy
from idp.policy.question import Subject
from idp.policy.review.rehearsal import Asked, Effect, Find, Proved, Rehearsal, Untold, rehearse
from idp.policy.rules import Policy
from tests.unit.policy.demo import NOON, POLICY, TEXT

SINCE = NOON - timedelta(days=7)
HOME, OFFICE = "203.0.113.200", "192.0.2.5"


def draft(old: str, new: str, service: str = "") -> Policy:
    head, mark, rest = TEXT.partition(f"[services.{service}]") if service else ("", "", TEXT)
    assert old in rest
    return parse_policy(head + mark + rest.replace(old, new, 1), "draft.toml")


STRICTER = draft('outside = "mail"', 'outside = "app"', "vab")


def sign_in(
    *methods: str, person: str = "p1", zone: str = "remote", address: str = HOME, at: datetime = NOON
) -> list[Proved]:
    return [Proved(at, f"s-{person}", person, (method,), zone, address) for method in methods]


def ask(
    service: str | None = "vab",
    person: str = "p1",
    zone: str = "remote",
    address: str = HOME,
    *,
    at: datetime = NOON,
    was_allowed: bool = True,
    is_acr_zone: bool = False,
) -> Asked:
    return Asked(
        at, f"s-{person}", person, service, zone, address, was_allowed=was_allowed, is_acr_zone=is_acr_zone
    )


def find_employee(_person_id: str) -> Subject | None:
    return Subject(frozenset({"alla-anstallda"}), "adm", is_active=True)


def find_nobody(_person_id: str) -> Subject | None:
    return None


def replay(after: Policy, *happenings: Proved | Asked, find: Find = find_employee) -> Rehearsal:
    return rehearse(POLICY, after, happenings, find, SINCE)


def effects(found: Rehearsal) -> list[tuple[str, str, Effect, int]]:
    return [(one.person_id, one.service, one.effect, one.times) for one in found.list_affected()]


def test_the_policy_in_force_changes_nothing_of_what_it_allowed() -> None:
    found = replay(POLICY, *sign_in("password", "sms"), ask(), ask("webbmejl"))
    assert (effects(found), found.unchanged, found.untold) == ([], 3, {})


def test_who_came_with_less_than_the_draft_asks_is_asked_for_more() -> None:
    found = replay(STRICTER, *sign_in("password", "mail"), ask(), ask(at=NOON + timedelta(hours=1)))
    assert effects(found) == [("p1", "vab", Effect.ASKED_FOR_MORE, 2)]
    (one,) = found.list_affected()
    assert one.last_at == NOON + timedelta(hours=1)
    assert one.decision.options == ("app",)


def test_who_came_with_enough_is_left_alone() -> None:
    found = replay(STRICTER, *sign_in("password", "totp"), ask())
    assert (effects(found), found.unchanged) == ([], 2)


def test_who_comes_when_the_draft_is_closed_is_kept_out() -> None:
    closed = draft('hours = "always"', 'hours = { daily = "18.00-20.00" }', "vab")
    assert effects(replay(closed, *sign_in("password", "mail"), ask())) == [("p1", "vab", Effect.KEPT_OUT, 1)]


def test_who_was_refused_at_an_hour_that_opens_is_let_in() -> None:
    early = NOON.replace(hour=3, minute=30)
    longer = draft("05.00-23.00", "04.00-23.00", "lonebesked")
    refused = ask("lonebesked", at=early, was_allowed=False)
    found = replay(longer, *sign_in("password", "sms", at=early), refused)
    assert effects(found) == [("p1", "lonebesked", Effect.LET_IN, 1)]


def test_a_sign_in_that_the_draft_no_longer_offers_is_affected_by_itself() -> None:
    narrower = TEXT.replace('offers = ["mail", "sms", "app"]', 'offers = ["sms", "app"]')
    narrower = narrower.replace('outside = "mail"', 'outside = "sms"')
    found = replay(parse_policy(narrower, "draft.toml"), *sign_in("password", "mail"))
    assert effects(found) == [("p1", "portal", Effect.ASKED_FOR_MORE, 1)]


def test_a_first_step_that_opened_nothing_is_no_answer() -> None:
    found = replay(STRICTER, *sign_in("password"))
    assert (found.replayed, found.untold) == (0, {})


def test_what_was_proved_before_the_days_asked_for_counts_and_is_not_listed() -> None:
    before = SINCE - timedelta(hours=2)
    found = replay(
        STRICTER, *sign_in("password", "mail", at=before), ask(at=SINCE + timedelta(hours=1)), ask(at=before)
    )
    assert effects(found) == [("p1", "vab", Effect.ASKED_FOR_MORE, 1)]
    assert found.replayed == 1


def test_an_address_that_changes_zone_takes_its_people_along() -> None:
    moved = draft('"192.0.2.0/26", ', "")
    office = sign_in("password", zone="admin", address=OFFICE)
    found = replay(moved, *office, ask(zone="admin", address=OFFICE))
    assert found.moved == {("admin", "remote"): {"p1"}}
    assert [(one.before_zone, one.after_zone) for one in found.list_affected()] == [("admin", "remote")] * 2


def test_a_zone_that_was_recorded_is_believed_where_the_policies_agree() -> None:
    found = replay(STRICTER, *sign_in("password", zone="admin"), ask(zone="admin"))
    assert (effects(found), found.moved) == ([], {})


def test_a_grants_zone_is_where_the_person_was_at_least() -> None:
    """A password from home in the office is worth the home's zone; the person stood in the office."""
    proofs = sign_in("password", "totp", zone="remote")
    found = replay(POLICY, *proofs, ask(zone="remote", address=OFFICE, is_acr_zone=True))
    assert (effects(found), found.untold) == ([], {})


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (ask(person="p2"), Untold.NO_SIGN_IN),
        (replace(ask(), person_id=None), Untold.NO_SIGN_IN),
        (ask(None), Untold.NO_SERVICE),
        (ask("gone"), Untold.NO_SERVICE),
        (ask("ekonomi"), Untold.OTHER_TODAY),
        (ask(was_allowed=False), Untold.OWN_WISH),
    ],
)
def test_what_cannot_be_replayed_is_counted_by_its_reason(asked: Asked, why: Untold) -> None:
    found = replay(STRICTER, *sign_in("password", "totp"), asked)
    assert (found.untold, found.replayed) == ({why: 1}, 1)


def test_somebody_unknown_is_replayed_while_groups_make_no_difference() -> None:
    found = replay(STRICTER, *sign_in("password", "mail"), ask(), find=find_nobody)
    assert effects(found) == [("p1", "vab", Effect.ASKED_FOR_MORE, 1)]


def test_somebody_unknown_is_not_guessed_about_when_the_draft_is_for_other_groups() -> None:
    others = draft('groups = ["alla-anstallda"]', 'groups = ["chefer"]', "vab")
    found = replay(others, *sign_in("password", "mail"), ask(), find=find_nobody)
    assert found.untold == {Untold.NO_PERSON: 1}
    known = replay(others, *sign_in("password", "mail"), ask())
    assert effects(known) == [("p1", "vab", Effect.KEPT_OUT, 1)]


def test_the_kept_out_come_first_and_then_those_it_happens_to_most() -> None:
    closed = draft('outside = "sms"', 'outside = "never"', "webbmejl")
    after = replace(closed, services={**closed.services, "vab": STRICTER.services["vab"]})
    found = replay(
        after,
        *sign_in("password", "sms", person="a"),
        *sign_in("password", "sms", person="b"),
        ask(person="a"),
        ask(person="b"),
        ask(person="b"),
        ask("webbmejl", "a"),
    )
    assert effects(found) == [
        ("a", "webbmejl", Effect.KEPT_OUT, 1),
        ("b", "vab", Effect.ASKED_FOR_MORE, 2),
        ("a", "vab", Effect.ASKED_FOR_MORE, 1),
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b"]),
            st.sampled_from(["password", "mail", "totp"]),
            st.sampled_from([("remote", HOME), ("admin", OFFICE)]),
            st.sampled_from([*POLICY.services, None]),
            st.integers(0, 6 * 24 * 60),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_nothing_is_lost_and_the_policy_in_force_never_affects_anybody(rows: list[tuple[Any, ...]]) -> None:
    happenings: list[Proved | Asked] = []
    for person, method, (zone, address), service, minute, allowed in sorted(rows, key=lambda row: row[4]):
        at = SINCE + timedelta(minutes=minute)
        happenings += sign_in(method, person=person, zone=zone, address=address, at=at)
        happenings.append(ask(service, person, zone, address, at=at, was_allowed=allowed))
    same = replay(POLICY, *happenings)
    assert (same.affected, same.moved) == ({}, {})
    found = replay(STRICTER, *happenings)
    answers = sum(isinstance(one, Asked) for one in happenings)
    assert answers <= found.replayed + sum(found.untold.values()) <= len(happenings)

"""A rehearsal is asked for, run in the background by one process, and read when it is done."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.admin.actor import Forbidden
from idp.admin.permissions import Role
from idp.admin.policy.outcomes import Faulty, Refused
from idp.admin.policy.rehearsal_result import RehearsalResult
from idp.admin.policy.rehearsing import Rehearsing
from idp.audit.events import Event, Tag
from idp.chance import SystemChance
from idp.people.realms import REALMS
from idp.policy.drafts.rehearsal_run import GIVEN_UP_AFTER, KEPT_FOR, RehearsalRun, RunState
from idp.storage.prune import KEPT_AFTER_EXPIRY, prune
from idp.storage.unit_of_work import Database
from tests.support.policies import ANNA, TEXT, Council, act_as, build_council, change
from tests.support.together import together
from tests.support.world import NOON

HOME = "203.0.113.200"
CLOSED_TO_MAIL = change("services.portal", 'outside = "mail"', 'outside = "sms"')
MOVED = change("zones.gast", '"203.0.113.0/28"', '"203.0.113.0/24"')


@pytest.fixture
def council(database: Database) -> Council:
    return build_council(database)


@pytest.fixture
def rehearsing(database: Database) -> Rehearsing:
    return Rehearsing(database.begin, database.read, SystemChance(), REALMS, timedelta(hours=10), TEXT)


def record_sign_in(database: Database, person_id: str, *methods: str, hours_ago: int = 1) -> None:
    at = NOON - timedelta(hours=hours_ago)
    with database.begin() as stores:
        for method in methods:
            stores.audit.record(
                Event(
                    Tag.SESSION_STARTED if method == methods[0] else Tag.SESSION_STEPPED_UP,
                    at,
                    person_id=person_id,
                    sid=f"s-{person_id}",
                    zone="remote",
                    address=HOME,
                    outcome=method,
                )
            )


def rehearse(rehearsing: Rehearsing, council: Council, text: str, days: int = 7) -> RehearsalResult:
    draft = council.draft(text)
    assert isinstance(rehearsing.ask(ANNA, draft.draft_id, days, NOON), RehearsalRun)
    rehearsing.run(NOON)
    found = rehearsing.find_latest(draft.draft_id)
    assert found is not None
    run, result = found
    assert run.state is RunState.DONE
    assert result is not None
    return result


def test_who_would_have_been_asked_for_more_is_named(rehearsing: Rehearsing, council: Council) -> None:
    record_sign_in(council.database, "p-mail", "password", "mail")
    record_sign_in(council.database, "p-app", "password", "totp")
    result = rehearse(rehearsing, council, CLOSED_TO_MAIL)
    assert (result.replayed, result.unchanged, result.people) == (2, 1, 2)
    assert result.effects == {"kept_out": 0, "asked_for_more": 1, "let_in": 0}
    (affected,) = result.affected
    assert (affected.person_id, affected.service, affected.times) == ("p-mail", "portal", 1)
    assert "app" in affected.opens_with


def test_who_would_change_zone_is_named(rehearsing: Rehearsing, council: Council) -> None:
    record_sign_in(council.database, "p-mail", "password", "mail")
    result = rehearse(rehearsing, council, MOVED)
    (moved,) = result.moved
    assert (moved.zone_before, moved.zone_after, moved.count) == ("remote", "gast", 1)
    assert moved.person_ids == ("p-mail",)


def test_what_is_older_than_the_days_is_left_out(rehearsing: Rehearsing, council: Council) -> None:
    record_sign_in(council.database, "p-mail", "password", "mail", hours_ago=30)
    assert rehearse(rehearsing, council, CLOSED_TO_MAIL, days=1).replayed == 0
    assert rehearse(rehearsing, council, CLOSED_TO_MAIL, days=2).replayed == 1


def test_an_empty_trail_is_rehearsed_too(rehearsing: Rehearsing, database: Database) -> None:
    draft = build_council(database).draft(CLOSED_TO_MAIL)
    rehearsing.ask(ANNA, draft.draft_id, 7, NOON)
    with database.begin() as stores:
        stores.policy_rehearsals.finish("nobody's", RunState.DONE, None, NOON)
    rehearsing.run(NOON)
    found = rehearsing.find_latest(draft.draft_id)
    assert found is not None
    assert found[0].state is RunState.DONE


def test_of_fifty_processes_one_runs_it(rehearsing: Rehearsing, council: Council) -> None:
    draft = council.draft(CLOSED_TO_MAIL)
    rehearsing.ask(ANNA, draft.draft_id, 7, NOON)

    def claim(_number: int) -> RehearsalRun | None:
        with council.database.begin() as stores:
            return stores.policy_rehearsals.claim(NOON)

    assert sum(run is not None for run in together(claim)) == 1


def test_one_whose_process_ended_is_taken_over(rehearsing: Rehearsing, council: Council) -> None:
    draft = council.draft(CLOSED_TO_MAIL)
    rehearsing.ask(ANNA, draft.draft_id, 7, NOON)
    with council.database.begin() as stores:
        assert stores.policy_rehearsals.claim(NOON) is not None
        assert stores.policy_rehearsals.claim(NOON + GIVEN_UP_AFTER) is None
        taken = stores.policy_rehearsals.claim(NOON + GIVEN_UP_AFTER + timedelta(seconds=1))
    assert taken is not None


def test_a_draft_that_changed_meanwhile_is_not_rehearsed(rehearsing: Rehearsing, council: Council) -> None:
    draft = council.draft(CLOSED_TO_MAIL)
    rehearsing.ask(ANNA, draft.draft_id, 7, NOON)
    council.drafting.change(ANNA, draft.draft_id, 1, MOVED, "Annat", 0, NOON)
    rehearsing.run(NOON)
    found = rehearsing.find_latest(draft.draft_id)
    assert found is not None
    assert (found[0].state, found[1]) == (RunState.FAILED, None)


def test_a_faulty_draft_and_one_that_is_not_there_are_refused(
    rehearsing: Rehearsing, council: Council
) -> None:
    draft = council.draft("nothing = true")
    assert isinstance(rehearsing.ask(ANNA, draft.draft_id, 7, NOON), Faulty)
    assert rehearsing.ask(ANNA, "d-0", 7, NOON) is Refused.GONE
    assert rehearsing.find_latest("d-0") is None
    with pytest.raises(Forbidden):
        rehearsing.ask(act_as("p-karin", Role.AUDITOR), draft.draft_id, 7, NOON)


def test_what_came_of_it_goes_after_a_month(rehearsing: Rehearsing, council: Council) -> None:
    draft = council.draft(CLOSED_TO_MAIL)
    run = rehearsing.ask(ANNA, draft.draft_id, 1000, NOON)
    assert isinstance(run, RehearsalRun)
    assert run.days == 90
    prune(council.database.engine, NOON + KEPT_FOR + KEPT_AFTER_EXPIRY)
    assert rehearsing.find_latest(draft.draft_id) is not None
    prune(council.database.engine, NOON + KEPT_FOR + KEPT_AFTER_EXPIRY + timedelta(seconds=1))
    assert rehearsing.find_latest(draft.draft_id) is None


def test_a_rehearsal_comes_back_as_it_was_kept(rehearsing: Rehearsing, council: Council) -> None:
    run = rehearsing.ask(ANNA, council.draft(CLOSED_TO_MAIL).draft_id, 7, NOON)
    assert isinstance(run, RehearsalRun)
    with council.database.begin() as stores:
        assert stores.policy_rehearsals.find(run.run_id) == run
        stores.policy_rehearsals.tell(run.run_id, 5, 9, NOON)
        told = stores.policy_rehearsals.find(run.run_id)
    assert told == replace(run, done=5, total=9, touched_at=NOON)

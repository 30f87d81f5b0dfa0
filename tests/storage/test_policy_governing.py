"""A policy is drafted, agreed to and published; nobody agrees with themselves, and nothing half-judged is in force."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.admin.actor import Forbidden, Kind, build_operator
from idp.admin.permissions import Role
from idp.admin.policy.outcomes import Faulty, Refused
from idp.policy.drafts.draft import Draft, DraftState
from idp.policy.drafts.lockout import LockedOut
from idp.policy.drafts.version import Origin, Version
from idp.storage.unit_of_work import Database
from tests.support.methods import list_tags
from tests.support.policies import (
    ANNA,
    ERIK,
    MARKED,
    PLAIN,
    REASON,
    TEXT,
    Council,
    act_as,
    build_council,
    change,
)
from tests.support.together import together
from tests.support.world import NOON

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def council(database: Database) -> Council:
    return build_council(database)


def publish(council: Council, text: str = PLAIN) -> Version:
    draft = council.draft(text)
    published = council.publishing.publish(ANNA, draft.draft_id, draft.revision, NOON)
    assert isinstance(published, Version)
    return published


def submit(council: Council, text: str = MARKED) -> Draft:
    draft = council.draft(text)
    submitted = council.approving.submit(ANNA, draft.draft_id, draft.revision, NOON)
    assert isinstance(submitted, Draft)
    return submitted


def test_the_first_publication_keeps_the_file_that_was_in_force_as_version_1(council: Council) -> None:
    published = publish(council)
    assert (published.number, published.origin, published.text) == (2, Origin.DRAFT, PLAIN)
    newest, first = council.list_versions()
    assert newest == published
    assert (first.number, first.origin, first.text) == (1, Origin.FILE, TEXT)
    assert list_tags(council.database) == ["policy.drafted", "policy.published"]


def test_a_change_that_is_marked_is_published_when_a_second_person_has_approved_it(council: Council) -> None:
    draft = submit(council)
    refused = council.publishing.publish(ANNA, draft.draft_id, draft.revision, NOON)
    assert refused is Refused.NEEDS_APPROVAL
    assert council.approving.approve(ANNA, draft.draft_id, draft.revision, NOON) is Refused.OWN
    approved = council.approving.approve(ERIK, draft.draft_id, draft.revision, NOON)
    assert isinstance(approved, Draft)
    published = council.publishing.publish(ANNA, draft.draft_id, approved.revision, LATER)
    assert isinstance(published, Version)
    assert (published.author_id, published.approver_id, published.publisher_id) == (
        "p-anna",
        "p-erik",
        "p-anna",
    )
    assert council.find(draft).published_as == published.number


def test_whoever_wrote_a_line_of_a_draft_does_not_approve_it(council: Council) -> None:
    draft = council.draft(MARKED)
    changed = council.drafting.change(ERIK, draft.draft_id, draft.revision, MARKED, REASON, 0, NOON)
    assert isinstance(changed, Draft)
    submitted = council.approving.submit(ANNA, draft.draft_id, changed.revision, NOON)
    assert isinstance(submitted, Draft)
    for actor in (ANNA, ERIK):
        assert council.approving.approve(actor, draft.draft_id, submitted.revision, NOON) is Refused.OWN


def test_a_program_approves_only_for_a_person_who_did_not_write(council: Council) -> None:
    draft = submit(council)
    program = replace(ERIK, kind=Kind.CLIENT, actor_id="client-1", person_id=None)
    approve = council.approving.approve
    assert approve(program, draft.draft_id, draft.revision, NOON) is Refused.NO_PERSON
    of_anna = replace(program, person_id="p-anna")
    assert approve(of_anna, draft.draft_id, draft.revision, NOON) is Refused.OWN
    of_erik = replace(program, person_id="p-erik")
    assert isinstance(approve(of_erik, draft.draft_id, draft.revision, NOON), Draft)


def test_an_approval_counts_for_the_text_that_was_read_and_no_other(council: Council) -> None:
    draft = submit(council)
    approved = council.approving.approve(ERIK, draft.draft_id, draft.revision, NOON)
    assert isinstance(approved, Draft)
    text = change("zones.gast", '"203.0.113.0/27"', '"203.0.113.0/26"', MARKED)
    write = council.drafting.change
    assert write(ANNA, draft.draft_id, approved.revision, text, REASON, 0, NOON) is Refused.NOT_OPEN
    opened = council.approving.give_back(ANNA, draft.draft_id, approved.revision, NOON)
    assert isinstance(opened, Draft)
    assert (opened.state, opened.approver_id) == (DraftState.OPEN, None)
    changed = write(ANNA, draft.draft_id, opened.revision, text, REASON, 0, NOON)
    assert isinstance(changed, Draft)
    published = council.publishing.publish(ANNA, draft.draft_id, changed.revision, NOON)
    assert published is Refused.NEEDS_APPROVAL


def test_a_step_decided_by_an_old_page_is_refused(council: Council) -> None:
    draft = council.draft()
    first = council.drafting.change(ANNA, draft.draft_id, 1, MARKED, REASON, 0, NOON)
    assert isinstance(first, Draft)
    second = council.drafting.change(ANNA, draft.draft_id, 1, PLAIN, REASON, 0, NOON)
    assert second is Refused.MEANWHILE
    assert council.find(draft).text == MARKED
    assert council.publishing.publish(ANNA, draft.draft_id, 1, NOON) is Refused.NEEDS_APPROVAL


def test_a_draft_of_another_version_than_the_one_in_force_is_refused_until_it_is_taken_in(
    council: Council,
) -> None:
    draft = council.draft(change("services.vab", 'outside = "mail"', 'outside = "app"'))
    version = publish(council)
    assert council.publishing.publish(ANNA, draft.draft_id, 1, NOON) is Refused.STALE
    assert council.approving.submit(ANNA, draft.draft_id, 1, NOON) is Refused.STALE
    text = change("services.vab", 'outside = "sms"', 'outside = "app"', PLAIN)
    write = council.drafting.change
    assert write(ANNA, draft.draft_id, 1, text, REASON, 0, NOON) is Refused.STALE
    taken_in = write(ANNA, draft.draft_id, 1, text, REASON, version.number, NOON)
    assert isinstance(taken_in, Draft)
    assert isinstance(council.publishing.publish(ANNA, draft.draft_id, taken_in.revision, NOON), Version)


@pytest.mark.parametrize(
    ("table", "old", "new", "counter_example"),
    [
        (
            "services.portal",
            'groups = ["everyone"]',
            'groups = ["chefer"]',
            "services.portal is for chefer alone and locks others out",
        ),
        (
            "services.enrolment",
            'outside = "never"',
            'outside = "app"',
            "services.enrolment opens in 'remote' with ",
        ),
        (
            "zones.remote",
            'offers = ["mail"',
            'offers = ["password", "mail"',
            "",
        ),
        (
            "zones.skola",
            '"192.0.2.64/26"',
            '"0.0.0.0/0"',
            "zones.skola.networks puts 0.0.0.0/0 inside",
        ),
    ],
)
def test_what_would_lock_out_open_enrolment_or_drop_the_second_factor_is_refused_with_the_counter_example(
    council: Council, table: str, old: str, new: str, counter_example: str
) -> None:
    text = change(table, old, new)
    if table == "zones.remote":
        text = change("services.vab", 'outside = "mail"', 'outside = "password"', text)
        counter_example = "services.vab opens in 'remote' with password proved in 'remote', without two kinds"
    draft = council.draft(text)
    for found in (
        council.approving.submit(ANNA, draft.draft_id, 1, NOON),
        council.publishing.publish(ERIK, draft.draft_id, 1, NOON),
        council.publishing.publish_text(build_operator("root"), text, REASON, NOON, is_alone=True),
    ):
        assert isinstance(found, Faulty)
        assert any(fault.text.startswith(counter_example) and fault.line > 1 for fault in found.faults)
    assert council.list_versions() == ()


def test_a_text_that_is_no_toml_is_kept_and_refused_with_its_line(council: Council) -> None:
    draft = council.draft("default_service = \n")
    found = council.approving.submit(ANNA, draft.draft_id, 1, NOON)
    assert isinstance(found, Faulty)
    assert [fault.line for fault in found.faults] == [1]


def test_what_no_database_keeps_is_left_out_of_a_draft(council: Council) -> None:
    draft = council.drafting.create(ANNA, "Besl\0ut\r\n", NOON, text="a\0 = 1\r\n")
    assert isinstance(draft, Draft)
    assert (draft.text, draft.reason) == ("a = 1\n", "Beslut")
    assert council.find(draft) == draft


def test_a_draft_that_shuts_the_publisher_out_of_the_console_is_refused(council: Council) -> None:
    text = change("services.console", 'inside = "app"', 'inside = "passkey"')
    draft = council.draft(text)
    council.approving.submit(ANNA, draft.draft_id, 1, NOON)
    council.approving.approve(ERIK, draft.draft_id, 2, NOON)
    by_app = council.sign_in(ERIK, "password", "totp")
    found = council.publishing.publish(by_app, draft.draft_id, 3, NOON)
    assert isinstance(found, LockedOut)
    assert found.zone == "admin"
    by_passkey = council.sign_in(act_as("p-per"), "passkey")
    assert isinstance(council.publishing.publish(by_passkey, draft.draft_id, 3, NOON), Version)


def test_a_draft_that_no_administrator_could_take_back_is_refused_whoever_publishes(council: Council) -> None:
    text = change("services.console", 'groups = ["idp-admin"', 'groups = ["chefer"')
    found = council.publishing.publish_text(build_operator("root"), text, REASON, NOON, is_alone=True)
    assert isinstance(found, LockedOut)
    assert found.groups == ("idp-admin",)


def test_an_earlier_version_comes_back_as_a_new_one(council: Council) -> None:
    publish(council)
    back = council.publishing.roll_back(ERIK, 1, "Fel tid", LATER)
    assert isinstance(back, Version)
    assert (back.number, back.text, back.origin, back.source) == (3, TEXT, Origin.RETURN, "1")
    assert list_tags(council.database)[-1] == "policy.rolled_back"
    assert council.publishing.roll_back(ERIK, 1, "Igen", LATER) is Refused.UNCHANGED
    assert council.publishing.roll_back(ERIK, 9, "Igen", LATER) is Refused.GONE


def test_rolling_back_what_is_marked_takes_a_draft_that_two_agree_on(council: Council) -> None:
    draft = submit(council)
    council.approving.approve(ERIK, draft.draft_id, draft.revision, NOON)
    assert isinstance(council.publishing.publish(ANNA, draft.draft_id, draft.revision + 1, NOON), Version)
    assert council.publishing.roll_back(ANNA, 1, "Fel nät", LATER) is Refused.NEEDS_APPROVAL
    back = council.drafting.create(ANNA, "Fel nät", LATER, returns_to=1)
    assert isinstance(back, Draft)
    assert back.text == TEXT
    council.approving.submit(ANNA, back.draft_id, 1, LATER)
    council.approving.approve(ERIK, back.draft_id, 2, LATER)
    published = council.publishing.publish(ANNA, back.draft_id, 3, LATER)
    assert isinstance(published, Version)
    assert (published.origin, published.source) == (Origin.RETURN, "1")


def test_of_fifty_who_publish_fifty_drafts_at_once_one_does(council: Council) -> None:
    drafts = [council.draft() for _ in range(50)]
    publish_one = lambda number: council.publishing.publish(ANNA, drafts[number].draft_id, 1, NOON)  # noqa: E731
    published = together(publish_one)
    assert sum(isinstance(one, Version) for one in published) == 1
    assert set(published) - {one for one in published if isinstance(one, Version)} == {Refused.STALE}
    assert [version.number for version in council.list_versions()] == [2, 1]
    states = [council.find(draft).state for draft in drafts]
    assert states.count(DraftState.PUBLISHED) == 1


def test_a_configuration_marks_further_services(database: Database) -> None:
    council = build_council(database, marked=("vab",))
    draft = council.draft(PLAIN)
    assert council.publishing.publish(ANNA, draft.draft_id, 1, NOON) is Refused.NEEDS_APPROVAL


def test_a_draft_without_a_reason_or_too_long_is_not_kept(council: Council) -> None:
    create = council.drafting.create
    assert create(ANNA, " ", NOON) is Refused.NO_REASON
    assert create(ANNA, REASON, NOON, text="#" * 1_000_001) is Refused.TOO_LONG
    assert create(ANNA, REASON, NOON, returns_to=3) is Refused.GONE


def test_a_draft_that_was_thrown_away_comes_to_nothing_more(council: Council) -> None:
    draft = council.draft()
    discarded = council.drafting.discard(ANNA, draft.draft_id, 1, NOON)
    assert isinstance(discarded, Draft)
    assert council.drafting.discard(ANNA, draft.draft_id, 2, NOON) is Refused.NOT_OPEN
    assert council.publishing.publish(ANNA, draft.draft_id, 2, NOON) is Refused.NOT_OPEN
    assert council.approving.submit(ANNA, draft.draft_id, 2, NOON) is Refused.NOT_OPEN


def test_an_unknown_draft_is_said_to_be_none(council: Council) -> None:
    assert council.drafting.change(ANNA, "d-0", 1, PLAIN, REASON, 0, NOON) is Refused.GONE
    assert council.drafting.discard(ANNA, "d-0", 1, NOON) is Refused.GONE
    assert council.approving.submit(ANNA, "d-0", 1, NOON) is Refused.GONE
    assert council.approving.approve(ERIK, "d-0", 1, NOON) is Refused.GONE
    assert council.approving.give_back(ERIK, "d-0", 1, NOON) is Refused.GONE
    assert council.publishing.publish(ERIK, "d-0", 1, NOON) is Refused.GONE


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.HELPDESK, Role.OWNER])
def test_only_administrators_write_and_publish(council: Council, role: Role) -> None:
    draft, other = council.draft(), act_as("p-other", role)
    steps = (
        lambda: council.drafting.create(other, REASON, NOON),
        lambda: council.drafting.change(other, draft.draft_id, 1, PLAIN, REASON, 0, NOON),
        lambda: council.drafting.discard(other, draft.draft_id, 1, NOON),
        lambda: council.approving.submit(other, draft.draft_id, 1, NOON),
        lambda: council.approving.approve(other, draft.draft_id, 1, NOON),
        lambda: council.approving.give_back(other, draft.draft_id, 1, NOON),
        lambda: council.publishing.publish(other, draft.draft_id, 1, NOON),
        lambda: council.publishing.publish_text(other, PLAIN, REASON, NOON, is_alone=True),
        lambda: council.publishing.roll_back(other, 1, REASON, NOON),
    )
    for act in steps:
        with pytest.raises(Forbidden):
            act()
    assert council.find(draft) == draft

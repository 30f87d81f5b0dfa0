"""Versions of the policy: added, never changed; of many who publish at once one is first. Drafts: a step at a time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from idp.policy.drafts.draft import Draft, DraftState
from idp.policy.drafts.in_force import find_version, read_in_force
from idp.policy.drafts.version import Origin, Version
from idp.policy.problems import PolicyError
from idp.storage.policy.versions import load_published
from idp.storage.unit_of_work import Database
from tests.support.databases import open_empty_sqlite
from tests.support.together import together

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
FILE = Path(__file__).parents[3] / "idp/ops/demo/policy.toml"
TEXT = FILE.read_text(encoding="utf-8")
FIRST = Version(1, TEXT, Origin.DRAFT, "Längre öppet", "p-anna", "p-erik", NOW, "p-erik", "d-1")
DRAFT = Draft("d-1", TEXT, "Längre öppet", 1, ("p-anna",), NOW, NOW)


def publish(database: Database, version: Version) -> bool:
    with database.begin() as stores:
        return stores.policy_versions.publish(version)


def test_nothing_is_in_force_before_something_is_published(database: Database) -> None:
    with database.read() as stores:
        assert stores.policy_versions.find_newest_number() == 0
        assert find_version(stores.policy_versions) is None
        assert stores.policy_versions.find(1) is None


def test_the_newest_version_is_in_force_and_the_earlier_stay_as_they_were(database: Database) -> None:
    second = replace(FIRST, number=2, text="# other", origin=Origin.RETURN, approver_id=None, source="1")
    assert publish(database, FIRST)
    assert publish(database, second)
    with database.read() as stores:
        assert find_version(stores.policy_versions) == second
        assert stores.policy_versions.find(1) == FIRST
        assert stores.policy_versions.list_latest(9) == (second, FIRST)
        assert stores.policy_versions.list_latest(1) == (second,)


def test_a_version_that_is_there_is_never_written_over(database: Database) -> None:
    assert publish(database, FIRST)
    assert not publish(database, replace(FIRST, text="# other"))
    with database.read() as stores:
        assert find_version(stores.policy_versions) == FIRST


def test_of_fifty_who_publish_at_once_one_is_first(database: Database) -> None:
    won = together(lambda number: publish(database, replace(FIRST, reason=f"number {number}")))
    assert won.count(True) == 1


def test_of_fifty_steps_of_a_draft_at_once_one_is_taken(database: Database) -> None:
    with database.begin() as stores:
        stores.policy_drafts.add(DRAFT)

    def approve(number: int) -> bool:
        step = replace(DRAFT, state=DraftState.APPROVED, approver_id=f"p-{number}", revision=2)
        with database.begin() as stores:
            return stores.policy_drafts.replace(step, DRAFT.revision)

    assert together(approve).count(True) == 1


def test_a_draft_comes_back_as_it_was_kept_the_latest_changed_first(database: Database) -> None:
    other = replace(
        DRAFT, draft_id="d-2", author_ids=("p-erik", "p-anna"), changed_at=NOW + timedelta(hours=1)
    )
    with database.begin() as stores:
        stores.policy_drafts.add(DRAFT)
        stores.policy_drafts.add(other)
    with database.read() as stores:
        assert stores.policy_drafts.find("d-1") == DRAFT
        assert stores.policy_drafts.find("d-3") is None
        assert stores.policy_drafts.list_latest(9) == (other, DRAFT)
        assert stores.policy_drafts.list_latest(1) == (other,)


def test_the_file_counts_until_something_is_published_and_is_not_opened_afterwards(
    database: Database,
) -> None:
    of_file = read_in_force(None, FILE, ("adm", "edu"))
    assert of_file.is_of_file
    assert of_file.name(FILE) == str(FILE)
    published = read_in_force(FIRST, Path("nowhere.toml"), ("adm", "edu"))
    assert (published.number, published.policy) == (1, of_file.policy)
    assert published.name(FILE) == "policy version 1"


def test_a_version_that_this_program_refuses_is_named_by_its_number_and_line() -> None:
    broken = replace(FIRST, number=7, text=TEXT.replace('outside = "never"', 'outside = "app"', 1))
    with pytest.raises(PolicyError, match=r"^policy version 7:\d+: "):
        read_in_force(broken, FILE, ("adm", "edu"))


def test_a_database_without_tables_has_published_nothing(tmp_path: Path) -> None:
    with open_empty_sqlite(tmp_path) as engine:
        assert load_published(engine) is None


def test_what_is_published_is_read_without_the_keys_of_other_tables(database: Database) -> None:
    assert load_published(database.engine) is None
    publish(database, FIRST)
    assert load_published(database.engine) == FIRST

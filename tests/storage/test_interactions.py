"""Interactions survive as they are, are saved by one writer at a time, and are used up once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from idp.people.directory import Bar
from idp.policy.levels import Acr
from idp.policy.question import Ask
from idp.signin.interaction import (
    GOOD_FOR,
    KEPT_FOR,
    Interaction,
    Purpose,
    open_interaction,
    reopen_interaction,
)
from idp.storage.choices import DatabaseChoices
from idp.storage.unit_of_work import Database
from tests.support.together import together

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ASK = Ask(
    acr_values=(Acr("app", "remote"),),
    essential_acr=(Acr("sms", "admin"), Acr("", "")),
    essential=True,
    fresh_after=NOW - timedelta(seconds=30),
    level="sms",
)


def add(database: Database, **changes: object) -> Interaction:
    """Open an interaction with everything a request can hold."""
    fields: dict[str, object] = {
        "browser_hash": "b" * 64,
        "purpose": Purpose.AUTHORIZE,
        "request": {"client_id": "payslips", "state": "å\u0000ä"},
        "service": "lonebesked",
        "ask": ASK,
        "client_name": "Lönebesked",
        "service_url": "https://payslips.test/login",
        "return_origin": "https://payslips.test",
        "realm": "adm",
        "login_hint": "margra001",
    }
    with database.begin() as stores:
        return open_interaction(stores, new_id=lambda: "a" * 32, now=NOW, **(fields | changes))  # type: ignore[arg-type]


def find(database: Database, now: datetime = NOW) -> Interaction | None:
    """Read the interaction back."""
    with database.begin() as stores:
        return stores.interactions.find("a" * 32, now)


def test_interaction_comes_back_as_it_was_stored(database: Database) -> None:
    assert find(database) is None
    assert add(database) == find(database)


def test_interaction_is_forgotten_when_it_expires(database: Database) -> None:
    add(database)
    assert find(database, NOW + KEPT_FOR - timedelta(microseconds=1)) is not None
    assert find(database, NOW + KEPT_FOR) is None


def test_choices_are_saved(database: Database) -> None:
    chosen = {
        "ask": Ask(level="sms"),
        "realm": "skola",
        "level": "app",
        "person_id": "p",
        "number_id": "n",
        "bar": Bar.LOCKED,
        "is_bar_told": True,
    }
    changed = replace(add(database), **chosen)  # type: ignore[arg-type]
    assert DatabaseChoices(database).save(changed) == replace(changed, version=1)
    assert find(database) == replace(changed, version=1)


def test_request_cannot_be_changed_by_saving(database: Database) -> None:
    interaction = add(database)
    DatabaseChoices(database).save(replace(interaction, service="ekonomi", browser_hash="c" * 64))
    assert find(database) == replace(interaction, version=1)


def test_of_fifty_saves_at_once_one_is_written_and_returned_to_all(database: Database) -> None:
    interaction = add(database)

    def save(number: int) -> str | None:
        return DatabaseChoices(database).save(replace(interaction, number_id=str(number))).number_id

    returned = set(together(save))
    stored = find(database)
    assert stored is not None
    assert (returned, stored.version) == ({stored.number_id}, 1)


def test_only_one_of_fifty_uses_the_request_up(database: Database) -> None:
    add(database)

    def consume(_number: int) -> bool:
        with database.begin() as stores:
            return stores.interactions.consume("a" * 32, NOW)

    assert together(consume).count(True) == 1


def test_used_up_request_is_not_saved_again(database: Database) -> None:
    interaction = add(database)
    with database.begin() as stores:
        assert stores.interactions.consume("a" * 32, NOW)
    used_up = replace(interaction, consumed_at=NOW)
    assert DatabaseChoices(database).save(replace(interaction, level="app")) == used_up
    assert find(database) == used_up


def test_stale_request_is_not_used_up(database: Database) -> None:
    add(database)
    with database.begin() as stores:
        assert not stores.interactions.consume("a" * 32, NOW + GOOD_FOR)


@pytest.mark.parametrize("interaction_id", ["", "\x00", "a\x00", "x" * 5000, "' OR 1=1"])
def test_hostile_id_is_not_found(database: Database, interaction_id: str) -> None:
    with database.begin() as stores:
        assert stores.interactions.find(interaction_id, NOW) is None


def test_restarted_request_is_the_same_but_new(database: Database) -> None:
    old, later = add(database), NOW + timedelta(hours=12)
    with database.begin() as stores:
        fresh = reopen_interaction(stores, old, new_id=lambda: "f" * 32, now=later)
    assert (fresh.request, fresh.browser_hash, fresh.service) == (old.request, old.browser_hash, old.service)
    assert (fresh.interaction_id, fresh.created_at, fresh.person_id) == ("f" * 32, later, None)


def test_restarted_request_keeps_how_the_person_signs_in(database: Database) -> None:
    """Whether they chose it or the relying party did (authnProvider)."""
    old = add(database, level="sms")
    with database.begin() as stores:
        fresh = reopen_interaction(stores, old, new_id=lambda: "f" * 32, now=NOW + timedelta(hours=12))
    assert fresh.level == "sms"


def test_restarted_request_asks_for_proofs_as_fresh_as_the_first_did(database: Database) -> None:
    old, later = add(database), NOW + timedelta(hours=12)
    with database.begin() as stores:
        fresh = reopen_interaction(stores, old, new_id=lambda: "f" * 32, now=later)
    assert fresh.ask == replace(ASK, fresh_after=later - timedelta(seconds=30))


@pytest.mark.parametrize("hint", ["x" * 257, "a\x00b", "a\nb", ""])
def test_login_hint_that_names_nobody_is_left_out(database: Database, hint: str) -> None:
    assert add(database, login_hint=hint).login_hint is None

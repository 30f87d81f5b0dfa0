"""Whoever acts is judged by permissions, and named in what is recorded."""

from datetime import UTC, datetime

import pytest

from idp.admin.actor import Actor, Forbidden, Kind, build_operator
from idp.admin.permissions import Permission
from idp.audit.events import Tag

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_an_actor_without_the_permission_is_refused() -> None:
    actor = Actor(Kind.PERSON, "p1", frozenset({Permission.CLIENTS_READ}))
    actor.check(Permission.CLIENTS_READ)
    actor.check(Permission.CLIENTS_WRITE, Permission.CLIENTS_READ)
    with pytest.raises(Forbidden) as refused:
        actor.check(Permission.CLIENTS_WRITE)
    assert refused.value.status == 403
    assert refused.value.permission is Permission.CLIENTS_WRITE


def test_the_operator_may_do_everything() -> None:
    assert build_operator("root").permissions == frozenset(Permission)


def test_what_is_recorded_says_by_whom_and_from_where() -> None:
    actor = Actor(Kind.PERSON, "p1", frozenset(), person_id="p1", zone="admin", address="192.0.2.10")
    event = actor.describe(Tag.CLIENT_ADDED, NOW, client_id="c1", details={"field_count": 2})
    assert (event.client_id, event.zone, event.address) == ("c1", "admin", "192.0.2.10")
    assert event.details == {"field_count": 2, "by": "p1", "by_kind": "person"}
    assert event.person_id is None

"""Sign-ins in every situation, over the demo's policy."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from idp.methods.holdings import Holdings
from idp.methods.number import Number
from idp.people.person import Person
from idp.policy.question import Ask, Proof
from idp.signin.case import Case, Known
from idp.signin.interaction import Interaction, Purpose
from idp.signin.next_step import next_step
from idp.signin.step import Step
from tests.unit.policy.demo import POLICY

NOON = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
NIGHT = datetime(2026, 3, 11, 23, 0, tzinfo=UTC)
ONE, TWO = Number("n1", "+46701740608", NOON), Number("n2", "+46701740609", NOON)
MARIA = Person(
    person_id="p-maria",
    realm="adm",
    username="margra001",
    name="Maria Granhage",
    given_name="Maria",
    family_name="Granhage",
    email="maria@havsvik.example",
    groups=frozenset({"alla-anstallda"}),
    unit="",
    title="",
    is_active=True,
    is_protected=False,
    expires_at=None,
    updated_at=NOON,
)
INTERACTION = Interaction(
    interaction_id="i",
    browser_hash="b",
    purpose=Purpose.PORTAL,
    request={},
    service="vab",
    ask=Ask(),
    created_at=NOON,
    stale_at=NOON + timedelta(hours=1),
    expires_at=NOON + timedelta(days=4),
)
EVERYTHING = Holdings((ONE,), MARIA.email, has_app=True)


def case(
    zone: str = "remote",
    proved: tuple[str, ...] | None = None,
    holdings: Holdings = EVERYTHING,
    *,
    now: datetime = NOON,
    realm: str | None = "adm",
    may_offer: bool = True,
    proved_in: str | None = None,
    habits: str | None = None,
    **changes: Any,
) -> Case:
    """Return a sign-in in a zone; `proved` are the methods proved, None before anybody is known."""
    known = None
    if proved is not None:
        changes = {"person_id": MARIA.person_id} | changes
        known = Known(MARIA, tuple(Proof(method, now, proved_in or zone) for method in proved))
    return Case(
        interaction=replace(INTERACTION, **changes),
        zone=zone,
        now=now,
        known=known,
        holdings=holdings if known else None,
        realm=realm,
        may_offer=may_offer,
        habits=habits,
    )


def step(*arguments: Any, **changes: Any) -> Step:
    """Return what is next in the case described."""
    return next_step(POLICY, case(*arguments, **changes))

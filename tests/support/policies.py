"""Administrators who govern the policy over a real database, and drafts of the demonstration's."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from idp.admin.actor import Actor, Kind
from idp.admin.permissions import Role, permissions_of
from idp.admin.policy.approving import Approving
from idp.admin.policy.drafting import Drafting
from idp.admin.policy.publishing import Publishing
from idp.admin.roles.keeping import Keeping
from idp.chance import SystemChance
from idp.people.person import Person
from idp.people.realms import REALMS
from idp.policy.drafts.draft import Draft
from idp.policy.drafts.version import Version
from idp.policy.rules import Policy
from idp.sessions.session import AuthenticationEvent, Session
from idp.storage.unit_of_work import Database
from tests.support.world import ANNA as EMPLOYEE
from tests.support.world import NOON, OFFICE

TEXT = (Path(__file__).parents[2] / "idp/ops/demo/policy.toml").read_text(encoding="utf-8")
GROUP = "idp-admin"
IDLE = timedelta(minutes=15)
ADMINISTRATOR = permissions_of([Role.ADMINISTRATOR])
REASON = "Beslut 2026-17"

ERIK_PERSON = replace(
    EMPLOYEE, person_id="p-erik", username="erikar001", name="Erik Ek", groups=frozenset({GROUP})
)


def act_as(person_id: str, *roles: Role) -> Actor:
    """Return a person in the console, without a sign-in that a lock-out could be judged by."""
    permissions = permissions_of(roles or (Role.ADMINISTRATOR,))
    return Actor(Kind.PERSON, person_id, permissions, person_id=person_id, zone="admin", address=OFFICE)


ANNA, ERIK = act_as("p-anna"), act_as("p-erik")


def change(table: str, old: str, new: str, text: str = TEXT) -> str:
    """Return the policy with one passage of a table written otherwise."""
    head, mark, rest = text.partition(f"[{table}]")
    assert old in rest, old
    return head + mark + rest.replace(old, new, 1)


PLAIN = change("services.vab", 'outside = "mail"', 'outside = "sms"')
"""One administrator may publish it."""
MARKED = change("zones.gast", '"203.0.113.0/28"', '"203.0.113.0/27"')
"""It takes two."""


@dataclass(frozen=True, slots=True)
class Council:
    """Everything that governs the policy of one installation."""

    database: Database
    drafting: Drafting
    approving: Approving
    publishing: Publishing

    def draft(self, text: str = PLAIN, by: Actor = ANNA, now: datetime = NOON) -> Draft:
        """Return a new draft."""
        draft = self.drafting.create(by, REASON, now, text=text)
        assert isinstance(draft, Draft)
        return draft

    def find(self, draft: Draft) -> Draft:
        """Return what has become of a draft."""
        with self.database.read() as stores:
            found = stores.policy_drafts.find(draft.draft_id)
        assert found is not None
        return found

    def list_versions(self) -> tuple[Version, ...]:
        """Return every version, the newest first."""
        with self.database.read() as stores:
            return stores.policy_versions.list_latest(100)

    def sign_in(self, actor: Actor, *methods: str) -> Actor:
        """Return the actor as somebody with a session in which the methods were proved at the office."""
        events = tuple(AuthenticationEvent(method, NOON, "admin") for method in methods)
        session = Session(
            f"s-{actor.actor_id}", actor.actor_id, "adm", events, "admin", NOON, NOON, NOON + 10 * IDLE
        )
        with self.database.begin() as stores:
            stores.sessions.add(session, f"hash of {actor.actor_id}".ljust(64, "0"))
        return replace(actor, sid=session.sid)


def find_person(person_id: str, _now: datetime) -> Person | None:
    """Return an administrator."""
    return replace(ERIK_PERSON, person_id=person_id)


def keep_group(database: Database, policy: Policy | None = None) -> Keeping:
    """Return what judges who is left of the administrators' group and of those who were given the role."""
    return Keeping(database.read, find_nobody, lambda: policy, (GROUP,))


def find_nobody(_person_id: str, _now: datetime) -> Person | None:
    """Return that no directory elsewhere knows anybody."""
    return None


def build_council(database: Database, marked: tuple[str, ...] = ()) -> Council:
    """Return the governing of an installation whose file is the demonstration's."""
    return Council(
        database,
        Drafting(database.begin, SystemChance(), TEXT),
        Approving(database.begin, REALMS),
        Publishing(database.begin, find_person, REALMS, keep_group(database), marked, IDLE, TEXT),
    )

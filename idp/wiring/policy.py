"""Who governs the policy."""

from datetime import timedelta

from idp.admin.policy.approving import Approving
from idp.admin.policy.desk import PolicyDesk
from idp.admin.policy.drafting import Drafting
from idp.admin.policy.publishing import Publishing
from idp.admin.policy.rehearsing import Rehearsing
from idp.admin.policy.reviewing import Reviewing
from idp.admin.policy.simulating import Simulating
from idp.oidc.clients.client import Client
from idp.oidc.logout.rounds.thread import Rounds
from idp.people.realms import REALMS
from idp.wiring.keeping import build_keeping
from idp.wiring.parts import Parts

REHEARSE_SECONDS = 2.0
"""How often a process looks whether a rehearsal waits."""


def build_policy_desk(parts: Parts) -> PolicyDesk:
    """Return what pages and the REST API govern the policy with."""
    config, database, text = parts.config, parts.database, parts.policy_text
    return PolicyDesk(
        policy=parts.policy,
        number=parts.policy_number,
        realms=REALMS,
        drafting=Drafting(database.begin, parts.chance, text),
        approving=Approving(database.begin, REALMS),
        publishing=Publishing(
            database.begin,
            parts.directories.find_person,
            REALMS,
            build_keeping(config, database, parts.directories, lambda: parts.policy),
            config.policy_changes.marked,
            config.sessions.idle,
            text,
        ),
        reviewing=Reviewing(database.read, REALMS, config.policy_changes.marked, text),
        rehearsing=build_rehearsing(parts, config.sessions.absolute),
        simulating=Simulating(database.begin, parts.directories.find_named, REALMS),
    )


def list_clients(parts: Parts) -> tuple[Client, ...]:
    """Return every application, for the page that says which lose their rule."""
    with parts.database.read() as stores:
        return stores.clients.list()


def build_rehearsing(parts: Parts, session: timedelta) -> Rehearsing:
    """Return what rehearses drafts."""
    database = parts.database
    return Rehearsing(database.begin, database.read, parts.chance, REALMS, session, parts.policy_text)


def build_rehearsals(parts: Parts) -> Rounds:
    """Return what runs rehearsals in the background; start it in the process that serves."""
    return Rounds([build_rehearsing(parts, parts.config.sessions.absolute)], parts.clock, REHEARSE_SECONDS)

"""SCIM: other systems keep the people of those realms that are kept here."""

from datetime import datetime

from flask import Blueprint

from idp.admin.api.caller import Callers
from idp.admin.pages.scim import build_scim
from idp.admin.roles.bringing import build_bringing
from idp.admin.roles.taking_over import build_check
from idp.admin.scim.answering import Service
from idp.admin.scim.callers import ScimCallers
from idp.admin.scim.groups import Groups
from idp.admin.scim.store import ScimStores
from idp.admin.scim.users import Users
from idp.config.settings import Config
from idp.oidc.provider import Provider
from idp.people.hasher import Hasher
from idp.people.realms import REALMS
from idp.policy.rules import Policy
from idp.sessions.session import End
from idp.wiring.ground import Ground
from idp.wiring.keeping import build_keeping
from idp.wiring.parts import Parts


def build_scim_blueprint(parts: Parts, ground: Ground, provider: Provider) -> Blueprint:
    """Return the routes of SCIM."""
    config, begin, issuer = parts.config, parts.database.begin, parts.config.issuer
    cost = config.passwords
    hasher = Hasher(memory_kib=cost.memory_kib, iterations=cost.iterations, concurrent=cost.concurrent)
    realms = list_local_realms(config)
    keeping = build_keeping(config, parts.database, parts.directories, lambda: parts.policy)

    def end_sessions(stores: ScimStores, person_id: str, now: datetime) -> int:
        return ground.logout.end_all(stores, person_id, ground.lifetimes.idle, now, End.REVOKED)

    users = Users(
        begin,
        parts.chance,
        hasher,
        issuer,
        realms,
        end_sessions,
        ground.logout.wake,
        keeping,
        hasher.hash(parts.chance.token()),
        build_check(config.console),
    )
    groups = Groups(
        begin,
        parts.chance,
        issuer,
        realms,
        lambda: list_named_groups(parts.policy, config),
        keeping,
        build_bringing(config.console),
    )
    callers = Callers(provider)
    return build_scim(Service(users, groups, ScimCallers(callers.find, issuer)), parts.clock)


def list_local_realms(config: Config) -> tuple[str, ...]:
    """Return the realms whose people are kept here, and not in the municipality's own directory."""
    return tuple(realm for realm in REALMS if config.directories.of(realm).kind != "ldap")


def list_named_groups(policy: Policy, config: Config) -> frozenset[str]:
    """Return the groups that the policy's services are for, and those that bring a role in the console."""
    roles = config.console
    brought = (*roles.administrators, *roles.helpdesk, *roles.auditors)
    return frozenset(brought).union(*(service.groups for service in policy.services.values()))

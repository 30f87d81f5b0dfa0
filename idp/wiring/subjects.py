"""The subjects of the console and the REST API, in the order of the menu. Each is one function."""

from functools import partial

from idp.admin.audit.operations import build_audit_operations
from idp.admin.clients.operations import build_client_operations, worded
from idp.admin.clients.trial_operations import build_trial_operations
from idp.admin.keys.operations import build_key_operations
from idp.admin.pages.audit.build import build_audit_pages
from idp.admin.pages.clients.attention import ExpiredSecrets
from idp.admin.pages.clients.build import SECTION as CLIENTS
from idp.admin.pages.clients.build import build_client_pages
from idp.admin.pages.console.subject import Subject
from idp.admin.pages.console_page import Section
from idp.admin.pages.due import DueKeys, DueSecrets
from idp.admin.pages.keys.build import build_key_pages
from idp.admin.pages.policy.attention import PolicyAttention
from idp.admin.pages.policy.build import build_policy_pages
from idp.admin.pages.roles.attention import LoneAdministrator
from idp.admin.pages.roles.build import build_role_pages
from idp.admin.pages.statistics.build import build_statistics_pages
from idp.admin.pages.waiting_codes import WaitingCodes
from idp.admin.permissions import Permission
from idp.admin.policy.operations import build_policy_operations
from idp.admin.roles.desk import RoleDesk
from idp.admin.roles.operations import build_role_operations
from idp.admin.statistics.operations import build_statistics_operations
from idp.oidc.provider import Provider
from idp.people.realms import REALMS
from idp.policy.rules import HELPDESK
from idp.wiring.clients import build_client_parts
from idp.wiring.console_people import build_people_house
from idp.wiring.ground import Ground
from idp.wiring.keeping import build_keeping
from idp.wiring.keys import build_keys_desk
from idp.wiring.methods import Methods
from idp.wiring.parts import Parts
from idp.wiring.people_import import build_people_import
from idp.wiring.policy import build_policy_desk, list_clients
from idp.wiring.trails import build_attention, build_audit_parts, build_statistics_desk


def build_subjects(parts: Parts, ground: Ground, provider: Provider, methods: Methods) -> tuple[Subject, ...]:
    """Return every subject."""
    return (
        build_clients(parts, provider),
        build_people(parts, ground, methods),
        build_codes(parts),
        build_people_import(parts, ground),
        build_policy(parts, ground),
        build_audit(parts),
        build_keys(parts, ground),
        build_statistics(parts, ground),
        build_roles(parts),
        Subject(finders=(DueSecrets(parts.database.read),)),
    )


def build_clients(parts: Parts, provider: Provider) -> Subject:
    """Return the applications."""
    clients = build_client_parts(parts, provider)
    return Subject(
        sections=(CLIENTS,),
        pages=build_client_pages(clients),
        operations=(
            *build_client_operations(clients.desk, parts.config.issuer),
            *build_trial_operations(clients.desk, clients.trials, worded),
        ),
        finders=(ExpiredSecrets(clients.desk),),
    )


def build_people(parts: Parts, ground: Ground, methods: Methods) -> Subject:
    """Return people and their hardware tokens."""
    house = build_people_house(parts, ground, methods)
    return Subject(
        sections=(
            Section(
                "console.menu.people", "/admin/people", (Permission.PEOPLE_READ,), Permission.PEOPLE_HELP
            ),
            Section(
                "console.menu.tokens", "/admin/tokens", (Permission.PEOPLE_READ,), Permission.PEOPLE_HELP
            ),
        ),
        pages=house.pages,
        operations=house.operations,
        finders=(house.attention,),
    )


def build_codes(parts: Parts) -> Subject:
    """Return the way to the temporary codes, which have pages of their own."""
    way = Section("console.menu.codes", "/helpdesk", (Permission.PEOPLE_HELP,), service=HELPDESK)
    return Subject(sections=(way,), finders=(WaitingCodes(parts.database.read, parts.policy),))


def build_policy(parts: Parts, ground: Ground) -> Subject:
    """Return the policy."""
    desk = build_policy_desk(parts)
    return Subject(
        sections=(
            Section(
                "console.menu.policy", "/admin/policy", (Permission.POLICY_READ,), Permission.POLICY_DRAFT
            ),
        ),
        pages=build_policy_pages(
            desk, ground.catalogues, parts.directories.find_person, partial(list_clients, parts)
        ),
        operations=build_policy_operations(desk),
        finders=(PolicyAttention(desk),),
    )


def build_audit(parts: Parts) -> Subject:
    """Return the audit trail."""
    audit = build_audit_parts(parts)
    return Subject(
        sections=(Section("console.menu.audit", "/admin/audit", (Permission.AUDIT_READ,)),),
        pages=build_audit_pages(audit),
        operations=build_audit_operations(audit.desk, audit.checkpoints, audit.verifying),
        finders=(build_attention(parts),),
    )


def build_keys(parts: Parts, ground: Ground) -> Subject:
    """Return the keys."""
    desk = build_keys_desk(parts)
    return Subject(
        sections=(
            Section("console.menu.keys", "/admin/keys", (Permission.KEYS_READ,), Permission.KEYS_ROTATE),
        ),
        pages=build_key_pages(desk, ground.catalogues),
        operations=build_key_operations(desk),
        finders=(DueKeys(desk),),
    )


def build_statistics(parts: Parts, ground: Ground) -> Subject:
    """Return the dashboard."""
    desk, labels = build_statistics_desk(parts), build_audit_parts(parts).labels
    return Subject(
        sections=(Section("console.menu.statistics", "/admin/statistics", (Permission.STATISTICS_READ,)),),
        pages=build_statistics_pages(desk, labels, ground.catalogues),
        operations=build_statistics_operations(desk),
    )


def build_roles(parts: Parts) -> Subject:
    """Return the roles."""
    keeping = build_keeping(parts.config, parts.database, parts.directories, lambda: parts.policy)
    desk = RoleDesk(parts.database.begin, parts.directories, keeping)
    return Subject(
        sections=(
            Section("console.menu.roles", "/admin/roles", (Permission.ROLES_READ,), Permission.ROLES_GRANT),
        ),
        pages=build_role_pages(desk, parts.config.console, REALMS),
        operations=build_role_operations(desk),
        finders=(LoneAdministrator(parts.database.read, keeping),),
    )

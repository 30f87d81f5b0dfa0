"""The administrators' console and its REST API. A subject is one line in each of the tuples."""

from functools import partial

from flask import Blueprint

from idp.admin.api.answering import PREFIX, Api
from idp.admin.api.caller import Callers
from idp.admin.api.openapi import build_document
from idp.admin.api.operation import Operation
from idp.admin.api.replaying import Replaying
from idp.admin.console.entering import Entering
from idp.admin.console.relying_party import RelyingParty
from idp.admin.pages.api import build_api
from idp.admin.pages.console.build import build_console
from idp.admin.pages.console.parts import ConsoleParts
from idp.admin.pages.console_page import ConsolePage, Section
from idp.admin.pages.policy.build import build_policy_pages
from idp.admin.pages.roles.build import build_role_pages
from idp.admin.permissions import Permission
from idp.admin.policy.operations import build_policy_operations
from idp.admin.roles.desk import RoleDesk
from idp.admin.roles.operations import build_role_operations
from idp.audit.events import Event
from idp.oidc.provider import Provider
from idp.oidc.token import TokenEndpoint
from idp.people.realms import REALMS
from idp.policy.rules import CONSOLE
from idp.sealing import derive_key
from idp.sessions.cookies import Cookies
from idp.storage.unit_of_work import Database
from idp.wiring.ground import Ground
from idp.wiring.parts import Parts
from idp.wiring.policy import build_policy_desk

SECTIONS = (
    Section("console.menu.policy", "/admin/policy", (Permission.POLICY_READ,)),
    Section("console.menu.roles", "/admin/roles", (Permission.ROLES_READ,)),
)
"""The menu, in the order it is read."""


def build_console_blueprints(parts: Parts, ground: Ground, provider: Provider) -> tuple[Blueprint, ...]:
    """Return the console's pages and the REST API."""
    database, roles = parts.database, RoleDesk(parts.database.begin, parts.directories)
    console_parts = ConsoleParts(
        policy=parts.policy,
        catalogues=ground.catalogues,
        visiting=ground.visiting,
        cookies=Cookies(parts.config.is_secure),
        entering=build_entering(parts, provider),
        record=partial(record, database),
    )
    policy = build_policy_desk(parts)
    pages: tuple[ConsolePage, ...] = (
        *build_policy_pages(policy, ground.catalogues, parts.directories.find_person),
        *build_role_pages(roles, parts.config.console, REALMS),
    )
    operations: tuple[Operation, ...] = (*build_policy_operations(policy), *build_role_operations(roles))
    api = build_rest(parts, provider, operations)
    document = partial(build_document, parts.config.issuer, PREFIX, operations)
    return build_console(console_parts, pages, SECTIONS), build_api(api, document, parts.clock)


def build_rest(parts: Parts, provider: Provider, operations: tuple[Operation, ...]) -> Api:
    """Return the REST API over its operations."""
    begin, audience = parts.database.begin, f"{parts.config.issuer}{PREFIX}"
    callers = Callers(provider, begin, parts.config.console)
    return Api(
        operations,
        lambda request, now: callers.find(request, audience, now),
        Replaying(begin, parts.sealer),
    )


def build_entering(parts: Parts, provider: Provider) -> Entering:
    """Return the console's sign-in at the provider it belongs to; its secret follows from the sealing key."""
    service = parts.policy.services.get(CONSOLE)
    token = TokenEndpoint.build(provider)
    relying_party = RelyingParty(
        issuer=parts.config.issuer,
        secret=derive_key(parts.secret, "the console's client secret").hex(),
        redeem=lambda request: token.answer(request, parts.clock()),
        keyring=parts.keyring,
    )
    return Entering(
        begin=parts.database.begin,
        relying_party=relying_party,
        settings=parts.config.console,
        chance=parts.chance,
        name=service.name.pick("sv") if service else CONSOLE,
    )


def record(database: Database, event: Event) -> None:
    """Write one event in a unit of work of its own."""
    with database.begin() as stores:
        stores.audit.record(event)

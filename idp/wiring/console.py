"""The administrators' console, its REST API, and the sign-in of both. The subjects are in `idp.wiring.subjects`."""

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
from idp.audit.events import Event
from idp.oidc.provider import Provider
from idp.oidc.token import TokenEndpoint
from idp.policy.rules import CONSOLE
from idp.sealing import derive_key
from idp.sessions.cookies import Cookies
from idp.storage.unit_of_work import Database
from idp.wiring.ground import Ground
from idp.wiring.methods import Methods
from idp.wiring.parts import Parts
from idp.wiring.subjects import build_subjects


def build_console_blueprints(
    parts: Parts, ground: Ground, provider: Provider, methods: Methods
) -> tuple[Blueprint, ...]:
    """Return the console's pages and the REST API."""
    console_parts = ConsoleParts(
        policy=parts.policy,
        catalogues=ground.catalogues,
        visiting=ground.visiting,
        cookies=Cookies(parts.config.is_secure),
        entering=build_entering(parts, provider),
        record=partial(record, parts.database),
    )
    subjects = build_subjects(parts, ground, provider, methods)
    pages = tuple(page for subject in subjects for page in subject.pages)
    sections = tuple(section for subject in subjects for section in subject.sections)
    operations = tuple(one for subject in subjects for one in subject.operations)
    finders = tuple(finder for subject in subjects for finder in subject.finders)
    document = partial(build_document, parts.config.issuer, PREFIX, operations)
    return (
        build_console(console_parts, pages, sections, finders),
        build_api(build_rest(parts, provider, operations), document, parts.clock),
    )


def build_rest(parts: Parts, provider: Provider, operations: tuple[Operation, ...]) -> Api:
    """Return the REST API over its operations."""
    audience = f"{parts.config.issuer}{PREFIX}"
    callers = Callers(provider)
    return Api(
        operations,
        lambda request, now: callers.find(request, audience, now),
        Replaying(parts.database.begin, parts.sealer),
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

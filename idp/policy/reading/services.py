"""Reads the [services] of a policy file."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from idp.policy.levels import Levels
from idp.policy.reading.fields import Fields
from idp.policy.reading.hours import read_hours
from idp.policy.reading.order import check_name
from idp.policy.rules import BUILT_IN, EVERYONE, OWN_PAGES, Service
from idp.policy.zones import Zones

NEVER: Final = "never"


def read_services(fields: Fields, levels: Levels, zones: Zones) -> Mapping[str, Service]:
    """Return every service by its id."""
    services = {table.name: _read_service(table, levels, zones) for table in fields.rest("{ … }")}
    for service_id in services:
        check_name(fields, service_id)
    for service_id in BUILT_IN:
        if service_id not in services:
            fields.note(
                None,
                f"has no {service_id!r}, which is built in",
                f"write [services.{service_id}]",
                "no_built_in",
                service=service_id,
            )
    return services


def _read_service(fields: Fields, levels: Levels, zones: Zones) -> Service:
    """Return one service."""
    service = Service(
        id=fields.name,
        name=fields.label("name"),
        groups=_read_groups(fields),
        inside=_read_level(fields, "inside", levels),
        outside=_read_level(fields, "outside", levels),
        zones=_read_overrides(fields, levels, zones),
        hours=read_hours(fields),
        start=_read_start(fields) if fields.has("start") else None,
        tile=fields.flag("tile") if fields.has("tile") else True,
        description=fields.label("description") if fields.has("description") else None,
        receipt=fields.flag("receipt") if fields.has("receipt") else False,
    )
    if service.tile and service.start is None and service.id not in OWN_PAGES:
        fields.note(
            None,
            "is a tile that starts nothing",
            'write start = "https://…", or tile = false',
            "starts_nothing",
            service=service.id,
        )
    _check_levels_are_offered(fields, service, levels, zones)
    fields.finish()
    return service


def _read_groups(fields: Fields) -> frozenset[str]:
    """Return the groups; a service for nobody is a fault, and so is one for everyone and others."""
    groups = fields.texts("groups", f'["{EVERYONE}"]')
    if not groups:
        fields.note(
            "groups",
            "is empty",
            f'name the groups it is for, or write groups = ["{EVERYONE}"]',
            "for_nobody",
            service=fields.name,
        )
    if EVERYONE in groups and len(groups) > 1:
        fields.note(
            "groups",
            f"names groups beside {EVERYONE!r}",
            f"leave {EVERYONE!r} or the others out",
            "everyone_and_others",
            service=fields.name,
        )
    return frozenset(groups)


def _read_level(fields: Fields, key: str, levels: Levels) -> str | None:
    """Return the level needed; None for never."""
    name = fields.text(key, f'"{NEVER}" or a level')
    if name and name != NEVER and name not in levels.names:
        fields.note_unknown(
            key, f"needs an unknown level {name!r}", name, (*levels.names, NEVER), "unknown_level"
        )
    return name if name in levels.names else None


def _read_overrides(fields: Fields, levels: Levels, zones: Zones) -> Mapping[str, str | None]:
    """Return the levels that single zones need."""
    table = fields.table("zones", '{ vpn = "app" }') if fields.has("zones") else None
    if table is None:
        return {}
    for name in table.list_keys():
        if name not in zones.names:
            table.note_unknown(name, "is no zone", name, zones.names, "unknown_zone")
    return {name: _read_level(table, name, levels) for name in table.list_keys() if name in zones.names}


def _read_start(fields: Fields) -> str:
    """Return the URL that starts the service."""
    start = fields.text("start", '"https://…"')
    if start and not is_page(start):
        fields.note("start", "is no address of a page", 'write start = "https://…"', "no_page")
    return start


def is_page(written: str) -> bool:
    """Say whether something is the address of a page, and can be told in the header that leads there."""
    if not written.isprintable() or " " in written:
        return False
    try:
        parts = urlsplit(written)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _check_levels_are_offered(fields: Fields, service: Service, levels: Levels, zones: Zones) -> None:
    """Note a level that a zone asks for and does not offer: there the service would be closed without saying so."""
    for zone in zones:
        needed = service.level_needed(zone)
        if needed and not any(levels.at_least(offered, needed) for offered in zone.offers):
            fields.note(
                None,
                f"needs {needed!r} in {zone.name!r}, which offers nothing as strong",
                f'write zones = {{ {zone.name} = "{NEVER}" }}, or offer {needed!r} there',
                "not_offered",
                service=service.id,
                level=needed,
                zone=zone.name,
            )

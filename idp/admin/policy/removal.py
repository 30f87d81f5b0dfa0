"""What goes when a service or a zone is taken out of a draft: who loses what, and what else names it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idp.admin.policy.forms.default import list_heirs
from idp.policy.rules import BUILT_IN, OURS
from idp.policy.writing.default_service import find_default
from idp.policy.writing.rule import find_rule, list_tables
from idp.policy.writing.table import find_own_comment
from idp.policy.writing.whole_zone import list_naming
from idp.policy.writing.zone import find_networks


@dataclass(frozen=True, slots=True)
class ServiceRemoval:
    """What a service leaves behind. `own` names it when it is pages of the provider's own; `heirs` may be the default."""

    is_kept: bool
    own: str
    groups: tuple[str, ...]
    is_default: bool
    heirs: tuple[str, ...]
    comment: str


@dataclass(frozen=True, slots=True)
class ZoneRemoval:
    """What a zone leaves behind. `weakest` is where its addresses go that no other network has."""

    is_kept: bool
    networks: tuple[str, ...]
    weakest: str
    services: tuple[str, ...]
    comment: str


def find_service_removal(text: str, document: Mapping[str, Any], service: str) -> ServiceRemoval | None:
    """Return what taking the service out of the draft means; None when there is no such service."""
    rule = find_rule(document, service)
    if rule is None:
        return None
    return ServiceRemoval(
        is_kept=service in BUILT_IN,
        own=service if service in OURS else "",
        groups=rule.groups,
        is_default=find_default(document) == service,
        heirs=list_heirs(document, service),
        comment=find_own_comment(text, "services", service),
    )


def find_zone_removal(text: str, document: Mapping[str, Any], zone: str) -> ZoneRemoval | None:
    """Return what taking the zone out of the draft means; None when there is no such zone."""
    networks, names = find_networks(document, zone), list_tables(document, "zones")
    if networks is None:
        return None
    return ZoneRemoval(
        is_kept=zone == names[0],
        networks=networks,
        weakest=names[0],
        services=list_naming(document, zone),
        comment=find_own_comment(text, "zones", zone),
    )

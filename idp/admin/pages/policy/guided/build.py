"""The guided forms' pages below `/admin/policy/drafts/<id>`, each with what it takes to open it."""

from typing import Final

from idp.admin.pages.console_page import ConsolePage, send, show
from idp.admin.pages.policy.guided.days import DayPages
from idp.admin.pages.policy.guided.default_service import DefaultPages, ListClients
from idp.admin.pages.policy.guided.facts import FactPages
from idp.admin.pages.policy.guided.level import LevelPages
from idp.admin.pages.policy.guided.new import NewPages
from idp.admin.pages.policy.guided.removal import RemovalPages
from idp.admin.pages.policy.guided.rule import ServicePages
from idp.admin.pages.policy.guided.zone import ZonePages
from idp.admin.pages.policy.guided.zone_facts import ZoneFactPages
from idp.admin.pages.policy.reading import Reading
from idp.admin.permissions import Permission

DRAFT: Final = (Permission.POLICY_DRAFT,)
ONE: Final = "/policy/drafts/<draft_id>"


def build_guided_pages(reading: Reading, list_clients: ListClients) -> tuple[ConsolePage, ...]:
    """Return the pages."""
    return (
        *_list_standing(reading),
        *_list_coming_and_going(reading, list_clients),
        *_list_levels(reading),
    )


def _list_standing(reading: Reading) -> tuple[ConsolePage, ...]:
    pages, service = ServicePages(reading), f"{ONE}/services/<service>"
    facts, zone_facts = FactPages(reading), ZoneFactPages(reading)
    days, zones, zone = DayPages(reading), ZonePages(reading), f"{ONE}/zones/<zone>"
    return (
        show(f"{ONE}/guided", "guide_policy", pages.choose, DRAFT),
        show(service, "guide_policy_service", pages.service, DRAFT),
        send(service, "write_policy_service", pages.write_service, DRAFT),
        show(f"{service}/days", "guide_policy_days", days.show, DRAFT),
        send(f"{service}/days", "write_policy_days", days.write, DRAFT),
        show(f"{service}/facts", "guide_policy_facts", facts.show, DRAFT),
        send(f"{service}/facts", "write_policy_facts", facts.write, DRAFT),
        show(zone, "guide_policy_zone", zones.show, DRAFT),
        send(zone, "write_policy_zone", zones.write, DRAFT),
        show(f"{zone}/facts", "guide_policy_zone_facts", zone_facts.show, DRAFT),
        send(f"{zone}/facts", "write_policy_zone_facts", zone_facts.write, DRAFT),
    )


def _list_coming_and_going(reading: Reading, list_clients: ListClients) -> tuple[ConsolePage, ...]:
    new, gone = NewPages(reading), RemovalPages(reading, list_clients)
    default, default_pages = f"{ONE}/default-service", DefaultPages(reading, list_clients)
    new_service, new_zone = f"{ONE}/new-service", f"{ONE}/new-zone"
    service, zone = f"{ONE}/services/<service>/remove", f"{ONE}/zones/<zone>/remove"
    return (
        show(new_service, "ask_policy_service", new.service, DRAFT),
        send(new_service, "add_policy_service", new.add_service, DRAFT),
        show(new_zone, "ask_policy_zone", new.zone, DRAFT),
        send(new_zone, "add_policy_zone", new.add_zone, DRAFT),
        show(service, "ask_service_removal", gone.ask_service, DRAFT),
        send(service, "remove_policy_service", gone.remove_service, DRAFT),
        show(zone, "ask_zone_removal", gone.ask_zone, DRAFT),
        send(zone, "remove_policy_zone", gone.remove_zone, DRAFT),
        show(default, "guide_default_service", default_pages.show, DRAFT),
        send(default, "write_default_service", default_pages.write, DRAFT),
    )


def _list_levels(reading: Reading) -> tuple[ConsolePage, ...]:
    pages, new, level = LevelPages(reading), f"{ONE}/new-level", f"{ONE}/levels/<level>"
    return (
        show(level, "guide_policy_level", pages.show, DRAFT),
        send(level, "write_policy_level", pages.write, DRAFT),
        show(new, "ask_policy_level", pages.ask_new, DRAFT),
        send(new, "add_policy_level", pages.add, DRAFT),
        show(f"{level}/remove", "ask_level_removal", pages.ask_removal, DRAFT),
        send(f"{level}/remove", "remove_policy_level", pages.remove, DRAFT),
    )

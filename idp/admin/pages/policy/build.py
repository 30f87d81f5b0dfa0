"""The pages `/admin/policy…`, each with what it takes to open it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from idp.admin.pages.console_page import ConsolePage, send, show
from idp.admin.pages.policy.drafts import DraftPages
from idp.admin.pages.policy.guided import GuidedPages
from idp.admin.pages.policy.guided_days import GuidedDayPages
from idp.admin.pages.policy.guided_default import GuidedDefaultPages, ListClients
from idp.admin.pages.policy.guided_facts import GuidedFactPages
from idp.admin.pages.policy.guided_level import GuidedLevelPages
from idp.admin.pages.policy.guided_new import GuidedNewPages
from idp.admin.pages.policy.guided_removal import GuidedRemovalPages
from idp.admin.pages.policy.guided_zone import GuidedZonePages
from idp.admin.pages.policy.guided_zone_facts import GuidedZoneFactPages
from idp.admin.pages.policy.matrix import MatrixPages
from idp.admin.pages.policy.overview import OverviewPages
from idp.admin.pages.policy.putting_in_force import InForcePages
from idp.admin.pages.policy.reading import Reading
from idp.admin.pages.policy.simulator import SimulatorPages
from idp.admin.permissions import Permission
from idp.admin.policy.desk import PolicyDesk
from idp.i18n import Catalogue
from idp.people.person import Person

READ, DRAFT, PUBLISH = (Permission.POLICY_READ,), (Permission.POLICY_DRAFT,), (Permission.POLICY_PUBLISH,)
ONE = "/policy/drafts/<draft_id>"


def build_policy_pages(
    desk: PolicyDesk,
    catalogues: Mapping[str, Catalogue],
    find_person: Callable[[str, datetime], Person | None],
    list_clients: ListClients,
) -> tuple[ConsolePage, ...]:
    """Return the pages."""
    reading = Reading(desk, catalogues, find_person)
    return (
        *_list_reading(reading),
        *_list_drafting(reading),
        *_list_guided(reading),
        *_list_coming_and_going(reading, list_clients),
        *_list_levels(reading),
        *_list_in_force(reading),
    )


def _list_reading(reading: Reading) -> tuple[ConsolePage, ...]:
    overview, matrix, simulator = OverviewPages(reading), MatrixPages(reading), SimulatorPages(reading)
    version, simulate = "/policy/versions/<int:number>", "/policy/simulate"
    return (
        show("/policy", "policy", overview.show, READ),
        show("/policy/matrix", "policy_matrix", matrix.show, READ),
        show(simulate, "policy_simulator", simulator.show, READ),
        send(simulate, "simulate_policy", simulator.ask, READ),
        show(version, "policy_version", overview.version, READ),
        send(version, "roll_back_policy", overview.roll_back, PUBLISH, is_fresh=True),
    )


def _list_drafting(reading: Reading) -> tuple[ConsolePage, ...]:
    drafts, new = DraftPages(reading), "/policy/drafts/new"
    return (
        show(new, "new_policy_draft", drafts.ask_new, DRAFT),
        send(new, "create_policy_draft", drafts.create, DRAFT),
        show(ONE, "policy_draft", drafts.show, READ),
        send(ONE, "act_on_policy_draft", drafts.act, DRAFT),
        show(f"{ONE}/edit", "edit_policy_draft", drafts.edit, DRAFT),
        send(f"{ONE}/edit", "write_policy_draft", drafts.write, DRAFT),
    )


def _list_guided(reading: Reading) -> tuple[ConsolePage, ...]:
    pages, service = GuidedPages(reading), f"{ONE}/services/<service>"
    facts, zone_facts = GuidedFactPages(reading), GuidedZoneFactPages(reading)
    days, zones, zone = GuidedDayPages(reading), GuidedZonePages(reading), f"{ONE}/zones/<zone>"
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
    new, gone = GuidedNewPages(reading), GuidedRemovalPages(reading, list_clients)
    default, default_pages = f"{ONE}/default-service", GuidedDefaultPages(reading, list_clients)
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
    pages, new, level = GuidedLevelPages(reading), f"{ONE}/new-level", f"{ONE}/levels/<level>"
    return (
        show(level, "guide_policy_level", pages.show, DRAFT),
        send(level, "write_policy_level", pages.write, DRAFT),
        show(new, "ask_policy_level", pages.ask_new, DRAFT),
        send(new, "add_policy_level", pages.add, DRAFT),
        show(f"{level}/remove", "ask_level_removal", pages.ask_removal, DRAFT),
        send(f"{level}/remove", "remove_policy_level", pages.remove, DRAFT),
    )


def _list_in_force(reading: Reading) -> tuple[ConsolePage, ...]:
    pages = InForcePages(reading)
    return (
        show(f"{ONE}/approve", "ask_policy_approval", pages.ask_approval, PUBLISH, is_fresh=True),
        send(f"{ONE}/approve", "approve_policy_draft", pages.approve, PUBLISH, is_fresh=True),
        show(f"{ONE}/publish", "ask_policy_publication", pages.ask_publication, PUBLISH, is_fresh=True),
        send(f"{ONE}/publish", "publish_policy_draft", pages.publish, PUBLISH, is_fresh=True),
    )

"""The pages `/admin/policy…`, each with what it takes to open it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from idp.admin.pages.console_page import ConsolePage, send, show
from idp.admin.pages.policy.drafts import DraftPages
from idp.admin.pages.policy.guided.build import DRAFT, ONE, build_guided_pages
from idp.admin.pages.policy.guided.default_service import ListClients
from idp.admin.pages.policy.matrix import MatrixPages
from idp.admin.pages.policy.overview import OverviewPages
from idp.admin.pages.policy.putting_in_force import InForcePages
from idp.admin.pages.policy.reading import Reading
from idp.admin.pages.policy.simulator import SimulatorPages
from idp.admin.permissions import Permission
from idp.admin.policy.desk import PolicyDesk
from idp.i18n import Catalogue
from idp.people.person import Person

READ, PUBLISH = (Permission.POLICY_READ,), (Permission.POLICY_PUBLISH,)


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
        *build_guided_pages(reading, list_clients),
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


def _list_in_force(reading: Reading) -> tuple[ConsolePage, ...]:
    pages = InForcePages(reading)
    return (
        show(f"{ONE}/approve", "ask_policy_approval", pages.ask_approval, PUBLISH, is_fresh=True),
        send(f"{ONE}/approve", "approve_policy_draft", pages.approve, PUBLISH, is_fresh=True),
        show(f"{ONE}/publish", "ask_policy_publication", pages.ask_publication, PUBLISH, is_fresh=True),
        send(f"{ONE}/publish", "publish_policy_draft", pages.publish, PUBLISH, is_fresh=True),
    )

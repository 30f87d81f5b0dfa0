"""The pages `/admin/policy…`, each with what it takes to open it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from idp.admin.pages.console_page import ConsolePage
from idp.admin.pages.policy.drafts import DraftPages
from idp.admin.pages.policy.guided import GuidedPages
from idp.admin.pages.policy.guided_zone import GuidedZonePages
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
) -> tuple[ConsolePage, ...]:
    """Return the pages."""
    reading = Reading(desk, catalogues, find_person)
    return (
        *_list_reading(reading),
        *_list_drafting(reading),
        *_list_guided(reading),
        *_list_in_force(reading),
    )


def _list_reading(reading: Reading) -> tuple[ConsolePage, ...]:
    overview, matrix, simulator = OverviewPages(reading), MatrixPages(reading), SimulatorPages(reading)
    version = "/policy/versions/<int:number>"
    return (
        ConsolePage(rule="/policy", endpoint="policy", permissions=READ, act=overview.show),
        ConsolePage(rule="/policy/matrix", endpoint="policy_matrix", permissions=READ, act=matrix.show),
        ConsolePage(
            rule="/policy/simulate", endpoint="policy_simulator", permissions=READ, act=simulator.show
        ),
        ConsolePage(
            rule="/policy/simulate",
            endpoint="simulate_policy",
            permissions=READ,
            act=simulator.ask,
            method="POST",
        ),
        ConsolePage(rule=version, endpoint="policy_version", permissions=READ, act=overview.version),
        ConsolePage(
            rule=version,
            endpoint="roll_back_policy",
            permissions=PUBLISH,
            act=overview.roll_back,
            method="POST",
            is_fresh=True,
        ),
    )


def _list_drafting(reading: Reading) -> tuple[ConsolePage, ...]:
    drafts, new = DraftPages(reading), "/policy/drafts/new"
    return (
        ConsolePage(rule=new, endpoint="new_policy_draft", permissions=DRAFT, act=drafts.ask_new),
        ConsolePage(
            rule=new, endpoint="create_policy_draft", permissions=DRAFT, act=drafts.create, method="POST"
        ),
        ConsolePage(rule=ONE, endpoint="policy_draft", permissions=READ, act=drafts.show),
        ConsolePage(
            rule=ONE, endpoint="act_on_policy_draft", permissions=DRAFT, act=drafts.act, method="POST"
        ),
        ConsolePage(rule=f"{ONE}/edit", endpoint="edit_policy_draft", permissions=DRAFT, act=drafts.edit),
        ConsolePage(
            rule=f"{ONE}/edit",
            endpoint="write_policy_draft",
            permissions=DRAFT,
            act=drafts.write,
            method="POST",
        ),
    )


def _list_guided(reading: Reading) -> tuple[ConsolePage, ...]:
    pages, service = GuidedPages(reading), f"{ONE}/services/<service>"
    zones, zone = GuidedZonePages(reading), f"{ONE}/zones/<zone>"
    return (
        ConsolePage(rule=f"{ONE}/guided", endpoint="guide_policy", permissions=DRAFT, act=pages.choose),
        ConsolePage(rule=service, endpoint="guide_policy_service", permissions=DRAFT, act=pages.service),
        ConsolePage(
            rule=service,
            endpoint="write_policy_service",
            permissions=DRAFT,
            act=pages.write_service,
            method="POST",
        ),
        ConsolePage(rule=zone, endpoint="guide_policy_zone", permissions=DRAFT, act=zones.show),
        ConsolePage(
            rule=zone, endpoint="write_policy_zone", permissions=DRAFT, act=zones.write, method="POST"
        ),
    )


def _list_in_force(reading: Reading) -> tuple[ConsolePage, ...]:
    pages = InForcePages(reading)
    return (
        ConsolePage(
            rule=f"{ONE}/approve",
            endpoint="ask_policy_approval",
            permissions=PUBLISH,
            act=pages.ask_approval,
            is_fresh=True,
        ),
        ConsolePage(
            rule=f"{ONE}/approve",
            endpoint="approve_policy_draft",
            permissions=PUBLISH,
            act=pages.approve,
            method="POST",
            is_fresh=True,
        ),
        ConsolePage(
            rule=f"{ONE}/publish",
            endpoint="ask_policy_publication",
            permissions=PUBLISH,
            act=pages.ask_publication,
            is_fresh=True,
        ),
        ConsolePage(
            rule=f"{ONE}/publish",
            endpoint="publish_policy_draft",
            permissions=PUBLISH,
            act=pages.publish,
            method="POST",
            is_fresh=True,
        ),
    )

"""Lays out the portal's addresses. Each says here what guards it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, g
from werkzeug import Response

from idp.policy.rules import ENROLMENT, PORTAL
from idp.portal.days import tell_day
from idp.portal.enrolment import Strongest, ask_to_change, ask_to_open
from idp.portal.pages.build_held import add_held
from idp.portal.pages.build_keys import add_keys
from idp.portal.pages.build_mine import add_mine
from idp.portal.pages.devices import DevicePages
from idp.portal.pages.linking import LinkingPages
from idp.portal.pages.locked import tell_locked
from idp.portal.pages.numbers import NumberPages
from idp.portal.pages.services import ServicePages
from idp.portal.pages.settings import SettingsPage
from idp.portal.pages.signing_out import SigningOut
from idp.portal.pages.time import TimePages
from idp.portal.pages.workplace_only import WorkplaceOnly
from idp.portal.parts import PortalParts
from idp.portal.standing import build_standing
from idp.signin.interaction import Interaction
from idp.signin.pages.gate import Gate, Page, Wish, no_wish
from idp.signin.pages.journey import find_here, read_interaction
from idp.signin.visit import decide_for


def build_portal(parts: PortalParts, sign_in: Callable[[Interaction], Response]) -> Blueprint:
    """Return the portal: services at /, settings below /settings, the time left below /session.

    `sign_in` sends a browser to the first step of a sign-in.
    """
    blueprint = Blueprint("portal", __name__)
    strongest = Strongest(parts.policy, parts.begin, parts.config.enrolment.asks_for == "strongest")
    gate = Gate(
        parts.policy, parts.visiting, parts.begin, parts.chance.identifier, sign_in, strongest.strengthen
    )
    add_services(blueprint, parts, gate)
    add_enrolment(blueprint, parts, gate)
    add_held(blueprint, parts, gate)
    add_keys(blueprint, parts, gate)
    add_mine(blueprint, parts, gate)
    add_time(blueprint, parts)
    blueprint.context_processor(lambda: {"here": find_here(), "interaction": read_interaction()})
    blueprint.app_template_filter("day")(tell_day)
    return blueprint


def add_services(blueprint: Blueprint, parts: PortalParts, gate: Gate) -> None:
    """Open the list and the settings to those whom the policy lets in to the portal, and each service to its own."""
    services, settings = ServicePages(parts, gate), SettingsPage(parts)

    def open_to_portal(page: Page) -> Page:
        return gate.guard(PORTAL, page, lambda visit, decision: tell_locked(parts, visit, decision))

    blueprint.add_url_rule("/", "services", open_to_portal(services.show), methods=["GET"])
    blueprint.add_url_rule("/settings", "settings", open_to_portal(settings.show), methods=["GET"])
    blueprint.add_url_rule("/services/<service_id>/why", "why", open_to_portal(services.why), methods=["GET"])
    blueprint.add_url_rule("/services/<service_id>/start", "start", services.start, methods=["GET"])


def add_enrolment(blueprint: Blueprint, parts: PortalParts, gate: Gate) -> None:
    """Open numbers and devices to those inside, with a recent sign-in for all that changes what signs them in."""
    numbers, devices, linking = NumberPages(parts), DevicePages(parts), LinkingPages(parts)
    refuse = WorkplaceOnly(parts).refuse

    def get(path: str, name: str, page: Page, wish: Wish) -> None:
        guarded = gate.guard(ENROLMENT, page, refuse, wish)
        blueprint.add_url_rule(f"/settings/{path}", name, guarded, methods=["GET"])

    def post(path: str, name: str, page: Page) -> None:
        guarded = gate.guard(ENROLMENT, page, refuse, ask_to_change)
        blueprint.add_url_rule(f"/settings/{path}", name, guarded, methods=["POST"])

    get("numbers", "show_numbers", numbers.show, ask_to_open)
    post("numbers", "save_numbers", numbers.save)
    get("devices", "show_devices", devices.show, no_wish)
    get("devices/<device_id>/rename", "ask_name", devices.ask_name, ask_to_open)
    post("devices/<device_id>/rename", "rename", devices.rename)
    get("devices/<device_id>/remove", "ask_removal", devices.ask_removal, ask_to_open)
    post("devices/<device_id>/remove", "remove", devices.remove)
    get("devices/add", "ask_new_name", linking.ask_name, ask_to_open)
    post("devices/add", "start_linking", linking.start)
    get("devices/add/<device_id>", "show_key", linking.show_key, ask_to_change)
    get("devices/add/<device_id>/code", "ask_code", linking.ask_code, ask_to_change)
    post("devices/add/<device_id>/code", "confirm", linking.confirm)


def add_time(blueprint: Blueprint, parts: PortalParts) -> None:
    """Tell every browser its own time left, whoever it is, and sign out those who ask for it."""
    time, out = TimePages(parts), SigningOut(parts)
    blueprint.add_url_rule("/session", "time_left", time.state, methods=["GET"])
    blueprint.add_url_rule("/session/extend", "extend", time.extend, methods=["POST"])
    blueprint.add_url_rule("/session/ending", "ending", time.ending, methods=["GET"])
    blueprint.add_url_rule("/session/ended", "ended", time.ended, methods=["GET"])
    blueprint.add_url_rule("/sign-out", "sign_out", out.sign_out, methods=["POST"])
    blueprint.app_context_processor(partial(find_standing, parts, time))


def find_standing(parts: PortalParts, time: TimePages) -> dict[str, Any]:
    """Return the line for every page that knows who is there; nothing for the others."""
    visit = g.get("visit")
    left = time.left(visit) if visit else None
    if left is None:
        return {}
    decision = decide_for(parts.policy, visit, PORTAL)
    return {"standing": build_standing(parts.policy, visit.person.name, visit.zone, decision, left)}

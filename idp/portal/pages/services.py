"""Mina tjänster: the list of services, and the way from a tile to its service."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from idp.audit.events import Event, Tag
from idp.methods.holdings import load_holdings
from idp.methods.recovery import FEW
from idp.oidc.launch import build_launch, find_initiation
from idp.policy.decision import Decision
from idp.policy.rules import OWN_PAGES, PORTAL
from idp.portal.cards import CardWriter
from idp.portal.pages.locked import tell_locked
from idp.portal.parts import PortalParts
from idp.portal.password_end import find_days_left
from idp.portal.tiles import build_tiles, find_tile
from idp.signin.pages.gate import Gate, get_person
from idp.signin.visit import Visit, question_of


@dataclass(frozen=True, slots=True)
class ServicePages:
    """The pages `/` and `/services/<id>/start`."""

    parts: PortalParts
    gate: Gate

    def show(self, visit: Visit) -> ResponseReturnValue:
        """Show a tile for each service the person may have."""
        writer = CardWriter(self.parts.policy, self.parts.texts(visit), visit.language, visit.now)
        tiles = build_tiles(self.parts.policy, question_of(visit, PORTAL))
        cards = tuple(map(writer.write, tiles))
        return render_template(
            "portal/services.html",
            cards=cards,
            lacks_factor=self.lacks_factor(visit),
            codes_left=self.find_few_codes(visit),
            days_left=find_days_left(get_person(visit), visit.now),
        )

    def start(self, service_id: str) -> ResponseReturnValue:
        """Send the person on to the service, to sign in for it, or say why it is locked.

        decide() is asked again: the list may be from this morning. A service the person may not have answers as
        one that does not exist.
        """
        visit = self.parts.visiting.current()
        tile = find_tile(self.parts.policy, question_of(visit, PORTAL), service_id)
        if tile is None:
            abort(404)
        if tile.ways_in:
            return self.gate.send_to_sign_in(visit, service_id)
        name = tile.service.name.pick(visit.language)
        if not tile.decision.is_allowed:
            return tell_locked(self.parts, visit, tile.decision, name)
        with self.parts.begin() as stores:
            initiation = find_initiation(tile.service, stores.clients.list())
            address = OWN_PAGES.get(service_id) or build_launch(
                tile.service, self.parts.config.issuer, initiation
            )
            if address is not None:
                stores.audit.record(build_started(visit, tile.decision, service_id))
        if address is None:
            return render_template("portal/no_address.html", service=name), 404
        return redirect(address, 303)

    def why(self, visit: Visit, service_id: str) -> ResponseReturnValue:
        """Say why a service is locked and what would open it; who may start it is sent on to it.

        A service the person may not have answers as one that does not exist.
        """
        tile = find_tile(self.parts.policy, question_of(visit, PORTAL), service_id)
        if tile is None:
            abort(404)
        start = url_for(".start", service_id=service_id)
        if tile.decision.is_allowed:
            return redirect(start, 303)
        name = tile.service.name.pick(visit.language)
        return tell_locked(self.parts, visit, tile.decision, name, start if tile.ways_in else None)

    def find_few_codes(self, visit: Visit) -> int | None:
        """Return how many recovery codes are left when they are few; None when they are not, or none were ever made."""
        counted = self.parts.recovery.count(get_person(visit).person_id)
        return counted.left if counted.made and counted.left <= FEW else None

    def lacks_factor(self, visit: Visit) -> bool:
        """Say whether the person has no second factor and is where one is set up."""
        if not self.parts.policy.zones.get(visit.zone).inside:
            return False
        with self.parts.begin() as stores:
            return not load_holdings(stores, get_person(visit), visit.now).has_second_factor


def build_started(visit: Visit, decision: Decision, service_id: str) -> Event:
    """Return the record of a service started from the list."""
    return Event(
        Tag.SERVICE_STARTED,
        visit.now,
        person_id=visit.person.person_id if visit.person else None,
        sid=visit.session.sid if visit.session else None,
        zone=visit.zone,
        address=visit.placement.address,
        level=decision.acr.level if decision.acr else None,
        details={"service": service_id},
    )

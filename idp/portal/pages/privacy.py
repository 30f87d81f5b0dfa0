"""Så behandlar vi dina uppgifter, for somebody who is signed in: what each of their services may learn, and why."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from idp.portal.disclosure import list_disclosures
from idp.portal.parts import PortalParts
from idp.signin.pages.gate import get_person
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    """The page `/settings/privacy`."""

    parts: PortalParts

    def show(self, visit: Visit) -> ResponseReturnValue:
        """Show what is kept here and what goes to each service."""
        parts, person = self.parts, get_person(visit)
        with parts.begin() as stores:
            clients = stores.clients.list()
        return render_template(
            "portal/privacy.html",
            person=person,
            disclosures=list_disclosures(parts.policy, clients, person, visit.language, parts.texts(visit)),
            keepings=parts.keepings,
        )

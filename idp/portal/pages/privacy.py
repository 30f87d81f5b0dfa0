"""Så behandlar vi dina uppgifter, for somebody who is signed in: what each of their services may learn, and why."""

from dataclasses import dataclass

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from idp.portal.disclosure import Ties, list_disclosures
from idp.portal.parts import PortalParts
from idp.signin.pages.gate import get_person
from idp.signin.visit import Visit

PATH = "/settings/privacy"


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    """The page `/settings/privacy`."""

    parts: PortalParts

    def show(self, visit: Visit) -> ResponseReturnValue:
        """Show what is kept here and what goes to each service; `done` in its address says that a yes was taken back."""
        parts, person = self.parts, get_person(visit)
        with parts.begin() as stores:
            clients, consents = stores.clients.list(), stores.consents.list(person.person_id)
            offline = stores.grants.list_offline(person.person_id, visit.now)
        ties = Ties({one.client_id: one.given_at for one in consents}, dict(offline))
        t = parts.texts(visit)
        return render_template(
            "portal/privacy.html",
            person=person,
            disclosures=list_disclosures(parts.policy, clients, ties, person, visit.language, t),
            keepings=parts.keepings,
            is_withdrawn=request.args.get("done") == "withdrawn",
        )

    def withdraw(self, visit: Visit) -> ResponseReturnValue:
        """Take back what was agreed with the application that the form names."""
        client_id = request.form.get("client_id", "")
        is_withdrawn = self.parts.past.withdraw(get_person(visit).person_id, client_id, visit.now)
        return redirect(f"{PATH}?done=withdrawn" if is_withdrawn else PATH, 303)

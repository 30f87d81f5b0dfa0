"""The page that says that numbers and devices are changed at the workplace, and why."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from idp.audit.events import Event, Tag
from idp.policy.decision import Decision, NotFromHere
from idp.portal.pages.locked import tell_locked
from idp.portal.parts import PortalParts
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class WorkplaceOnly:
    """Refuses enrolment from outside, whatever else the person holds (R25), and records it."""

    parts: PortalParts

    def refuse(self, visit: Visit, decision: Decision) -> ResponseReturnValue:
        """Answer 403; a reason that is not about the place has the general page."""
        with self.parts.begin() as stores:
            stores.audit.record(
                Event(
                    Tag.ENROLMENT_REFUSED,
                    visit.now,
                    person_id=visit.person.person_id if visit.person else None,
                    sid=visit.session.sid if visit.session else None,
                    zone=visit.zone,
                    address=visit.placement.address,
                )
            )
        if not any(isinstance(reason, NotFromHere) for reason in decision.reasons):
            return tell_locked(self.parts, visit, decision, self.parts.texts(visit)("portal.settings.title"))
        here = self.parts.policy.zones.get(visit.zone).label.pick(visit.language)
        return render_template("portal/workplace_only.html", here=here), 403

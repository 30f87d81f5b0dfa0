"""Mina reservkoder: how many are left, and a new set, shown once."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from idp.methods.recovery import FEW
from idp.portal.pages.only_here import stay_only_here
from idp.portal.parts import PortalParts
from idp.signin.pages.gate import get_person
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class RecoveryPages:
    """The page `/settings/recovery`. The codes stand in the answer to its form and nowhere else."""

    parts: PortalParts

    def show(self, visit: Visit) -> ResponseReturnValue:
        """Say how many codes are left."""
        counted = self.parts.recovery.count(get_person(visit).person_id)
        return render_template("portal/recovery.html", counted=counted, few=FEW)

    def make(self, visit: Visit) -> ResponseReturnValue:
        """Make a new set and show it, to be printed or written down. Sent twice, the form makes a set each time."""
        person = get_person(visit)
        is_replaced = self.parts.recovery.count(person.person_id).made > 0
        codes = self.parts.recovery.make(person, visit.language, visit.now, visit.zone)
        if is_replaced:
            stay_only_here(self.parts, visit)
        return render_template("portal/recovery_made.html", codes=codes, made_at=visit.now)

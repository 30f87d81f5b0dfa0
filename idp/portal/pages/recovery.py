"""Mina reservkoder: how many are left, and a new set, shown once."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from idp.methods.recovery import FEW
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
        codes = self.parts.recovery.make(get_person(visit), visit.language, visit.now)
        return render_template("portal/recovery_made.html", codes=codes, made_at=visit.now)

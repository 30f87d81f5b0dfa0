"""Mina inställningar: what a person has to sign in with from home, and the ways to change it."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from idp.methods.change import CHANGE_LIFE
from idp.methods.mask import mask_mail, mask_number
from idp.methods.recovery import FEW
from idp.policy.rules import name_key_service
from idp.portal.parts import PortalParts
from idp.signin.pages.gate import get_person
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """The page `/settings`, open from everywhere; what it leads to is not."""

    parts: PortalParts

    def show(self, visit: Visit) -> ResponseReturnValue:
        """Show what there is to sign in with, numbers and mailbox masked; how often one is signed in; what changed last."""
        person = get_person(visit)
        return render_template(
            "portal/settings.html",
            numbers=[mask_number(number.e164) for number in self.parts.numbers.list(person.person_id)],
            are_keys_open=bool(self.parts.policy.ways_in(name_key_service(self.parts.policy), visit.zone)),
            keys=len(self.parts.keys.list(person.person_id)),
            devices=len(self.parts.devices.list(person.person_id)),
            tokens=[token.serial for token in self.parts.tokens.list(person.person_id)],
            recovery=self.parts.recovery.count(person.person_id),
            few=FEW,
            mail=mask_mail(person.email) if person.email else None,
            is_inside=self.parts.policy.zones.get(visit.zone).inside,
            running=len(self.parts.past.list_running(person.person_id, visit.now)),
            changes=self.parts.objecting.list_since(person.person_id, visit.now - CHANGE_LIFE),
        )

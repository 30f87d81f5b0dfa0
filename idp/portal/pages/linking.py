"""Links a phone in three steps, one address each: its name, the key to scan or type, and a code that proves it."""

from dataclasses import dataclass
from typing import Final

from flask import render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from idp.errors import Problem
from idp.methods.attempt import Rejection, Verified
from idp.methods.device_name import read_device_name
from idp.methods.devices import PendingDevice
from idp.methods.qr import draw_qr
from idp.methods.totp import group_secret
from idp.portal.pages.devices import NAME_FIELD, name_fault
from idp.portal.pages.journey import go_to
from idp.portal.parts import PortalParts
from idp.signin.pages.gate import get_person
from idp.signin.visit import Visit

CODE_FIELD: Final = "code"
FAILURES_BEFORE_HINT: Final = 3
"""Wrong codes after which the phone's clock is the likely cause."""


@dataclass(frozen=True, slots=True)
class LinkingPages:
    """The pages `/settings/devices/add`, `…/add/<id>` and `…/add/<id>/code`.

    The key is shown until the first right code and never again. A wrong code keeps it.
    """

    parts: PortalParts

    def ask_name(self, _visit: Visit) -> ResponseReturnValue:
        """Step 1: show the form for the device's name."""
        return render_template("portal/add_name.html", typed="")

    def start(self, visit: Visit) -> ResponseReturnValue:
        """Step 1: make a key for a device of this name."""
        typed = request.form.get(NAME_FIELD, "")
        name = read_device_name(typed)
        pending = self.parts.devices.start(get_person(visit), name, visit.now) if name else None
        if pending is None:
            problems = (Problem(NAME_FIELD, name_fault(name)),)
            return render_template("portal/add_name.html", typed=typed, problems=problems), 422
        return go_to(".show_key", device_id=pending.device.device_id)

    def show_key(self, visit: Visit, device_id: str) -> ResponseReturnValue:
        """Step 2: show the key as a QR code and in letters."""
        pending = self._find(visit, device_id)
        if pending is None:
            return tell_expired()
        return render_template(
            "portal/add_key.html",
            device=pending.device,
            qr=Markup(draw_qr(pending.uri)),  # noqa: S704 - drawn by us from a URI, holds no markup of others
            key=group_secret(pending.secret),
            account=get_person(visit).username,
        )

    def ask_code(self, visit: Visit, device_id: str) -> ResponseReturnValue:
        """Step 3: show the form for the code."""
        pending = self._find(visit, device_id)
        return render_template("portal/add_code.html", device=pending.device) if pending else tell_expired()

    def confirm(self, visit: Visit, device_id: str) -> ResponseReturnValue:
        """Step 3: activate the device, or say what to do about the code."""
        typed = request.form.get(CODE_FIELD, "")
        attempt = self.parts.devices.confirm(
            get_person(visit), device_id, typed, visit.language, visit.now, visit.zone
        )
        if isinstance(attempt, Verified):
            return go_to(".show_devices", done="added")
        pending = self._find(visit, device_id)
        if pending is None or attempt.reason is Rejection.EXPIRED:
            return tell_expired()
        key = "wrong" if pending.device.failures < FAILURES_BEFORE_HINT else "clock"
        problems = (
            Problem(CODE_FIELD, f"portal.add.code.{key}" if typed.strip() else "portal.add.code.empty"),
        )
        return render_template("portal/add_code.html", device=pending.device, problems=problems), 422

    def _find(self, visit: Visit, device_id: str) -> PendingDevice | None:
        return self.parts.devices.find_pending(get_person(visit), device_id, visit.now)


def tell_expired() -> ResponseReturnValue:
    """Say that the key is no longer good: it took too long, or the device is linked already."""
    return render_template("portal/add_expired.html"), 410

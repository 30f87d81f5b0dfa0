"""Mina enheter: the list, another name, and removal with a page that asks once more."""

from dataclasses import dataclass

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.methods.device import Device
from idp.methods.device_name import read_device_name
from idp.portal.pages.journey import go_to
from idp.portal.pages.only_here import stay_only_here
from idp.portal.parts import PortalParts
from idp.signin.pages.gate import get_person
from idp.signin.visit import Visit

NAME_FIELD = "device_name"


@dataclass(frozen=True, slots=True)
class DevicePages:
    """The pages of confirmed devices below `/settings/devices`. Another person's device does not exist here."""

    parts: PortalParts

    def show(self, visit: Visit) -> ResponseReturnValue:
        """List the devices. `done` in the address says what the last form did."""
        devices = self.parts.devices.list(get_person(visit).person_id)
        return render_template("portal/devices.html", devices=devices, done=request.args.get("done"))

    def ask_name(self, visit: Visit, device_id: str) -> ResponseReturnValue:
        """Show the form for another name."""
        device, _ = self._find(visit, device_id)
        return render_template("portal/rename.html", device=device, typed=device.name)

    def rename(self, visit: Visit, device_id: str) -> ResponseReturnValue:
        """Give the device the name typed, or say why it cannot have it."""
        device, _ = self._find(visit, device_id)
        typed = request.form.get(NAME_FIELD, "")
        name = read_device_name(typed)
        if name == device.name:
            return go_to(".show_devices")
        if name and self.parts.devices.rename(get_person(visit), device_id, name, visit.now):
            return go_to(".show_devices", done="renamed")
        problems = (Problem(NAME_FIELD, name_fault(name)),)
        return render_template("portal/rename.html", device=device, typed=typed, problems=problems), 422

    def ask_removal(self, visit: Visit, device_id: str) -> ResponseReturnValue:
        """Ask whether the device shall go, and say what is lost with the last one."""
        device, others = self._find(visit, device_id)
        return render_template("portal/remove.html", device=device, is_last=not others)

    def remove(self, visit: Visit, device_id: str) -> ResponseReturnValue:
        """Forget the device; one that is gone already is gone."""
        is_gone = self.parts.devices.remove(
            get_person(visit), device_id, visit.language, visit.now, visit.zone
        )
        if is_gone:
            stay_only_here(self.parts, visit)
        return go_to(".show_devices", done="removed" if is_gone else "gone")

    def _find(self, visit: Visit, device_id: str) -> tuple[Device, tuple[Device, ...]]:
        """Return the person's device and their others; 404 when it is not theirs."""
        devices = self.parts.devices.list(get_person(visit).person_id)
        device = next((one for one in devices if one.device_id == device_id), None)
        if device is None:
            abort(404)
        return device, tuple(one for one in devices if one is not device)


def name_fault(name: str | None) -> str:
    """Return the text for a name that could not be given: unreadable, else taken."""
    return "portal.devices.fault.name" if name is None else "portal.devices.fault.taken"

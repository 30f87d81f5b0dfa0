"""The demonstration's way to move: a cookie names the network, and a bar on every page changes it.

It exists only while the configuration switches it on, which it refuses for any issuer but a loopback address.
"""

from dataclasses import dataclass

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from idp.app.parts import AppParts
from idp.sessions.cookies import Cookie
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class Place:
    """One network the visitor can move to."""

    zone: str
    label: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class ZoneBar:
    """What the bar shows. `back` is the page to return to."""

    places: tuple[Place, ...]
    back: str
    inbox: str | None


def build_zone_bar(parts: AppParts, visit: Visit, language: str) -> ZoneBar | None:
    """Return the bar, strongest network first; None unless the demonstration is on."""
    if not parts.config.demo.zone_bar:
        return None
    catalogue = parts.catalogues[language]
    places = []
    for zone in reversed(tuple(parts.policy.zones)):
        key = f"common.zone_bar.place.{zone.name}"
        label = catalogue.text(key) if catalogue.has(key) else zone.label.pick(language)
        places.append(Place(zone.name, label, zone.name == visit.zone))
    back = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return ZoneBar(tuple(places), back, parts.config.demo.inbox)


def build_demo_zone(parts: AppParts) -> Blueprint:
    """Return the page that moves the visitor: POST /demo/zone."""
    pages = Blueprint("demo_zone", __name__)

    @pages.post("/demo/zone")
    def move() -> ResponseReturnValue:
        parts.visiting.check_form()
        zone = request.form.get("zone", "")
        if zone in parts.policy.zones:
            parts.visiting.keep(Cookie.DEMO_ZONE, zone)
        back = request.form.get("back", "")
        return redirect(back if is_own_path(back) else "/", 303)

    return pages


def is_own_path(path: str) -> bool:
    """Say whether a path stays on this site in every browser's reading."""
    is_plain = path.isascii() and path.isprintable() and "\\" not in path
    return is_plain and path.startswith("/") and not path.startswith("//")

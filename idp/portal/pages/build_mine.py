"""Lays out the addresses of what is one's own: sign-ins, changes, and the way to say that it was somebody else."""

from datetime import datetime
from functools import partial

from flask import Blueprint, g

from idp.policy.rules import PORTAL
from idp.portal.moments import tell_moment
from idp.portal.pages.locked import tell_locked
from idp.portal.pages.not_me import NotMePages
from idp.portal.pages.privacy import PrivacyPage
from idp.portal.pages.sign_ins import SignInPages
from idp.portal.parts import PortalParts
from idp.signin.pages.gate import Gate, Page
from idp.signin.visit import Visit


def add_mine(blueprint: Blueprint, parts: PortalParts, gate: Gate) -> None:
    """Open one's own past to those whom the policy lets in to the portal, and `/not-me` to everybody.

    Nothing here adds a way in: it shows, ends and takes back. So it needs no fresh sign-in and no workplace.
    """
    sign_ins, not_me, privacy = SignInPages(parts), NotMePages(parts), PrivacyPage(parts)

    def add(method: str, path: str, name: str, page: Page) -> None:
        guarded = gate.guard(PORTAL, page, lambda visit, decision: tell_locked(parts, visit, decision))
        blueprint.add_url_rule(path, name, guarded, methods=[method])

    add("GET", "/sign-ins", "sign_ins", sign_ins.show)
    add("POST", "/sign-ins/end", "end_sign_in", sign_ins.end)
    add("POST", "/sign-ins/end-others", "end_others", sign_ins.end_others)
    add("POST", "/sign-ins/end-everywhere", "end_everywhere", sign_ins.end_everywhere)
    add("GET", "/settings/privacy", "privacy", privacy.show)
    add("POST", "/settings/privacy/withdraw", "withdraw_consent", privacy.withdraw)
    add("GET", "/settings/changes", "changes", not_me.list)
    add("GET", "/settings/changes/<change_id>", "ask_objection", not_me.ask)
    add("POST", "/settings/changes/<change_id>", "object_by_owner", not_me.object_by_owner)
    blueprint.add_url_rule("/not-me", "not_me", not_me.ask_code, methods=["GET"])
    blueprint.add_url_rule("/not-me", "object_by_code", not_me.object_by_code, methods=["POST"])
    blueprint.context_processor(lambda: {"moment": partial(tell_here, parts)})


def tell_here(parts: PortalParts, at: datetime) -> str:
    """Return a moment as the visit's reader says it now."""
    visit: Visit = g.visit
    return tell_moment(at, visit.now, visit.language, parts.texts(visit))

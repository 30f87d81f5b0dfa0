"""Lays out the helpdesk's addresses. Each says here what guards it."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint
from werkzeug import Response

from idp.admin.pages.asking import AskingPages
from idp.admin.pages.bypasses import BypassPages
from idp.admin.pages.refusing import refuse
from idp.admin.parts import AdminParts
from idp.admin.recency import ask_to_act, ask_to_open
from idp.policy.rules import HELPDESK
from idp.signin.interaction import Interaction
from idp.signin.pages.gate import Gate, Page, Wish, no_wish


def build_admin(parts: AdminParts, sign_in: Callable[[Interaction], Response]) -> Blueprint:
    """Return the pages below /helpdesk, open to whom the policy lets in to the service of that name.

    `sign_in` sends a browser to the first step of a sign-in.
    """
    blueprint = Blueprint("admin", __name__, url_prefix="/helpdesk")
    gate = Gate(parts.policy, parts.visiting, parts.begin, parts.chance.identifier, sign_in)
    asking, bypasses = AskingPages(parts), BypassPages(parts)

    def guard(page: Page, wish: Wish = no_wish) -> Page:
        return gate.guard(HELPDESK, page, partial(refuse, parts), wish)

    blueprint.add_url_rule("", "bypasses", guard(bypasses.list), methods=["GET"])
    blueprint.add_url_rule("/new", "ask", guard(asking.show, ask_to_open), methods=["GET"])
    blueprint.add_url_rule("/new", "send_ask", guard(asking.send, ask_to_act), methods=["POST"])
    blueprint.add_url_rule("/<bypass_id>", "bypass", guard(bypasses.show), methods=["GET"])
    blueprint.add_url_rule("/<bypass_id>", "act", guard(bypasses.act, ask_to_act), methods=["POST"])
    return blueprint

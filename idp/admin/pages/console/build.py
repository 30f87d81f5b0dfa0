"""Lays out the console's addresses. Each page says itself what permission opens it."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, g

from idp.admin.actor import Actor
from idp.admin.pages.console.gate import ConsoleGate
from idp.admin.pages.console.parts import ConsoleParts, FindAttention
from idp.admin.pages.console.signing_in import SigningInPages
from idp.admin.pages.console.start import StartPages
from idp.admin.pages.console_page import ConsolePage, Section
from idp.signin.visit import may_open


def build_console(
    parts: ConsoleParts,
    pages: Iterable[ConsolePage],
    sections: Sequence[Section],
    finders: tuple[FindAttention, ...] = (),
) -> Blueprint:
    """Return the pages below /admin, open to whom the policy lets in to the service `console` and a role entitles.

    The application's `extensions["console_pages"]` holds them, for whoever asks what is guarded by what.
    """
    blueprint = Blueprint("console", __name__, url_prefix="/admin")
    gate = ConsoleGate(parts)
    signing_in, start = SigningInPages(parts), StartPages(parts, gate, finders)
    blueprint.add_url_rule("", "start", start.show, methods=["GET"])
    blueprint.add_url_rule("/sign-in", "sign_in", signing_in.begin, methods=["GET"])
    blueprint.add_url_rule("/callback", "callback", signing_in.finish, methods=["GET"])
    blueprint.add_url_rule("/leave", "leave", signing_in.leave, methods=["POST"])
    blueprint.add_url_rule("/begin", "begin", start.ask_key, methods=["GET"])
    blueprint.add_url_rule("/begin", "use_key", start.use_key, methods=["POST"])
    listed = tuple(pages)
    for page in listed:
        blueprint.add_url_rule(page.rule, page.endpoint, gate.guard(page), methods=[page.method])
    blueprint.record_once(lambda state: state.app.extensions.update(console_pages=listed))

    @blueprint.context_processor
    def console_context() -> dict[str, Any]:
        actor: Actor | None = g.get("console_actor")
        visit = parts.visiting.current()
        seen = [
            one
            for one in sections
            if actor is not None
            and actor.may(*one.permissions)
            and (one.service is None or may_open(parts.policy, visit, one.service))
        ]
        return {"sections": seen, "actor": actor}

    return blueprint

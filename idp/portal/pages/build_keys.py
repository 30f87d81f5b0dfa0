"""Lays out the addresses of passkeys and security keys."""

from flask import Blueprint

from idp.policy.rules import name_key_service
from idp.portal.enrolment import ask_to_change, ask_to_open
from idp.portal.pages.adding_keys import AddingKeys
from idp.portal.pages.keys import KeyPages
from idp.portal.pages.workplace_only import WorkplaceOnly
from idp.portal.parts import PortalParts
from idp.signin.pages.gate import Gate, Page, Wish, no_wish


def add_keys(blueprint: Blueprint, parts: PortalParts, gate: Gate) -> None:
    """Open the keys to those whom the policy's service of passkeys lets in, else to those whom enrolment does.

    All that changes them takes a recent sign-in.
    """
    keys, adding, refuse = KeyPages(parts), AddingKeys(parts), WorkplaceOnly(parts).refuse
    service = name_key_service(parts.policy)

    def get(path: str, name: str, page: Page, wish: Wish) -> None:
        guarded = gate.guard(service, page, refuse, wish)
        blueprint.add_url_rule(f"/settings/keys{path}", name, guarded, methods=["GET"])

    def post(path: str, name: str, page: Page) -> None:
        guarded = gate.guard(service, page, refuse, ask_to_change)
        blueprint.add_url_rule(f"/settings/keys{path}", name, guarded, methods=["POST"])

    get("", "show_keys", keys.show, no_wish)
    get("/<key_id>/rename", "ask_key_name", keys.ask_name, ask_to_open)
    post("/<key_id>/rename", "rename_key", keys.rename)
    get("/<key_id>/remove", "ask_key_removal", keys.ask_removal, ask_to_open)
    post("/<key_id>/remove", "remove_key", keys.remove)
    get("/add", "ask_new_key", adding.ask_name, ask_to_open)
    post("/add", "add_key", adding.add)
    post("/add/options", "ask_key_options", adding.ask_key)

"""Lays out the addresses of hardware tokens and recovery codes."""

from flask import Blueprint

from idp.policy.rules import ENROLMENT, PORTAL
from idp.portal.enrolment import ask_to_change, ask_to_open
from idp.portal.pages.locked import tell_locked
from idp.portal.pages.recovery import RecoveryPages
from idp.portal.pages.tokens import TokenPages
from idp.portal.pages.workplace_only import WorkplaceOnly
from idp.portal.parts import PortalParts
from idp.signin.pages.gate import Gate, Page, Wish, no_wish


def add_held(blueprint: Blueprint, parts: PortalParts, gate: Gate) -> None:
    """Open tokens to their owner everywhere, and recovery codes inside alone: they add a way in.

    Reporting a token lost, and making codes, takes a recent sign-in.
    """
    tokens, recovery, refuse = TokenPages(parts), RecoveryPages(parts), WorkplaceOnly(parts).refuse

    def add_token(method: str, path: str, name: str, page: Page, wish: Wish) -> None:
        guarded = gate.guard(PORTAL, page, lambda visit, decision: tell_locked(parts, visit, decision), wish)
        blueprint.add_url_rule(f"/settings/tokens{path}", name, guarded, methods=[method])

    def add_recovery(method: str, name: str, page: Page, wish: Wish) -> None:
        guarded = gate.guard(ENROLMENT, page, refuse, wish)
        blueprint.add_url_rule("/settings/recovery", name, guarded, methods=[method])

    add_token("GET", "", "show_tokens", tokens.show, no_wish)
    add_token("GET", "/<token_id>/lost", "ask_lost", tokens.ask_lost, ask_to_open)
    add_token("POST", "/<token_id>/lost", "report_lost", tokens.report_lost, ask_to_change)
    add_recovery("GET", "show_recovery", recovery.show, ask_to_open)
    add_recovery("POST", "make_recovery", recovery.make, ask_to_change)

"""Asks for a passkey or a key, and judges what the browser's script sends back: shared by the pages that do."""

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.methods.webauthn.challenge import Bond, Purpose
from idp.methods.webauthn.outcome import Failed, Failure
from idp.signin.pages.door import Door
from idp.signin.pages.page import Opened, Page
from idp.signin.pages.password import minutes_of
from idp.signin.step import AskKey, AskPasskey
from idp.signin.steps.keys import Recognised

FIELD = "start"
"""The button that a problem leads to."""


def bond_of(opened: Opened, purpose: Purpose) -> Bond:
    """Return what the challenge is tied to: this sign-in in this browser, and the person when the step is theirs."""
    is_personal = isinstance(opened.step, AskKey | AskPasskey) and opened.case.known is not None
    person_id = opened.case.known.person.person_id if is_personal and opened.case.known else None
    return Bond(purpose, opened.visit.browser_hash, opened.interaction.interaction_id, person_id)


def ask(door: Door, opened: Opened, purpose: Purpose) -> ResponseReturnValue:
    """Return a new challenge's id and the options for the browser, as JSON."""
    challenge_id, options = door.parts.keys.ask(opened.visit, bond_of(opened, purpose))
    return jsonify(challenge_id=challenge_id, options=options)


def check(door: Door, opened: Opened, purpose: Purpose) -> Recognised | Failed | None:
    """Judge what was sent; None when the form came without an answer, as it does when scripts are off."""
    sent = request.form.get("answer", "")
    if not sent:
        return None
    challenge_id = request.form.get("challenge_id", "")
    return door.parts.keys.check(opened.visit, bond_of(opened, purpose), challenge_id, sent)


def show_failure(page: Page, opened: Opened, failed: Failed | None) -> ResponseReturnValue:
    """Return the page with the reason nothing was proved."""
    if failed is None:
        return page.show(opened, (Problem(FIELD, "signin.ceremony.no_answer"),)), 422
    if failed.why is Failure.TOO_MANY and failed.wait_until is not None:
        seconds = (failed.wait_until - opened.visit.now).total_seconds()
        problem = Problem(FIELD, "signin.wait", {"n": minutes_of(seconds)})
        return page.show(opened, (problem,)), 429, {"Retry-After": str(max(1, int(seconds)))}
    return page.show(opened, (Problem(FIELD, f"signin.ceremony.{failed.why.value}"),)), 422

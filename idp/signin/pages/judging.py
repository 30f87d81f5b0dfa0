"""Judges a typed second factor, and says what came of it."""

from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.methods.attempt import Rejected, Rejection
from idp.signin.pages.door import Door
from idp.signin.pages.page import Opened, Page
from idp.signin.pages.password import minutes_of

KEYS = {
    Rejection.EXPIRED: "signin.code.expired",
    Rejection.USED: "signin.code.used",
    Rejection.NONE_SENT: "signin.code.expired",
    Rejection.TOO_MANY: "signin.code.too_many",
}
"""The text of each reason but a wrong code, which also says how many attempts are left."""


TYPED_BY_HAND = {
    "token": {Rejection.USED: "signin.token.used", Rejection.OUT_OF_STEP: "signin.token.out_of_step"},
    "recovery": {Rejection.USED: "signin.recovery.used"},
}
"""The texts of what is no guess at a sent code; every other reason is that the code is wrong."""

APP_KEYS = {Rejection.USED: "signin.app.used", Rejection.CLOCK: "signin.app.clock"}


def judge(door: Door, page: Page, opened: Opened, method: str, typed: str) -> ResponseReturnValue:
    """Let the person in if the code is right; show the page again with the reason if it is not.

    Whoever is barred by the directory is told so now, and gets no session.
    """
    known = opened.case.known
    if known is None:
        return door.go_to(opened)
    if not typed.strip():
        return page.show(opened, (Problem("code", "signin.code.missing"),)), 422
    attempt = door.parts.factor.check(opened.visit, opened.interaction, known.person, method, typed)
    if isinstance(attempt, Rejected):
        return show_rejection(page, opened, method, attempt)
    if opened.interaction.bar is not None:
        return door.tell_barred(opened)
    return door.let_in(opened, known.person, method)


def show_rejection(page: Page, opened: Opened, method: str, rejected: Rejected) -> ResponseReturnValue:
    """Return the page with the reason the attempt proved nothing."""
    if rejected.wait_until is not None:
        seconds = (rejected.wait_until - opened.visit.now).total_seconds()
        problem = Problem("code", "signin.wait", {"n": minutes_of(seconds)})
        return page.show(opened, (problem,)), 429, {"Retry-After": str(max(1, int(seconds)))}
    return page.show(opened, (explain_rejection(method, rejected),)), 422


def explain_rejection(method: str, rejected: Rejected) -> Problem:
    """Return the problem to show beside the code."""
    if method == "totp":
        return Problem("code", APP_KEYS.get(rejected.reason, "signin.app.wrong"))
    if method in TYPED_BY_HAND:
        return Problem("code", TYPED_BY_HAND[method].get(rejected.reason, f"signin.{method}.wrong"))
    if method == "bypass":
        return Problem("code", "signin.bypass.wrong")
    if rejected.reason is not Rejection.WRONG:
        return Problem("code", KEYS[rejected.reason])
    if not rejected.attempts_left:
        return Problem("code", "signin.code.too_many")
    return Problem("code", "signin.code.wrong", {"n": rejected.attempts_left})

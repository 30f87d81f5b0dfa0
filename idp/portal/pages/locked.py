"""The page that says why a door is shut, and what to do now."""

from flask import render_template
from flask.typing import ResponseReturnValue

from idp.policy.decision import Decision
from idp.policy.explain import explain_apart
from idp.portal.parts import PortalParts
from idp.signin.visit import Visit


def tell_locked(
    parts: PortalParts, visit: Visit, decision: Decision, name: str | None = None, start: str | None = None
) -> ResponseReturnValue:
    """Answer 403 with what would open a service and why it is locked.

    `name` is what the service is called, None for the portal itself; `start` is where a sign-in that opens it begins.
    """
    t = parts.texts(visit)
    name = name or t("portal.services.title")
    why = explain_apart(decision, name, t, visit.language, visit.now)
    return render_template("portal/locked.html", service=name, why=why, start=start), 403

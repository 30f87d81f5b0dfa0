"""The page that says why a door is shut, and what to do now."""

from flask import render_template
from flask.typing import ResponseReturnValue

from idp.policy.decision import Decision
from idp.policy.explain import explain
from idp.portal.parts import PortalParts
from idp.signin.visit import Visit


def tell_locked(
    parts: PortalParts, visit: Visit, decision: Decision, name: str | None = None
) -> ResponseReturnValue:
    """Answer 403 with the reasons why a service is locked, the shortest way in first.

    `name` is what the service is called; None for the portal itself.
    """
    t = parts.texts(visit)
    name = name or t("portal.services.title")
    sentences = explain(decision, name, t, visit.language, visit.now)
    return render_template("portal/locked.html", service=name, sentences=sentences), 403

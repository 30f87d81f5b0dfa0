"""Turns away whoever the helpdesk's pages are not for, without saying that there are any."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from idp.admin.parts import AdminParts
from idp.policy.decision import Decision, NotInGroup, ServiceUnknown
from idp.policy.explain import explain
from idp.policy.rules import HELPDESK
from idp.signin.visit import Visit


def refuse(parts: AdminParts, visit: Visit, decision: Decision) -> ResponseReturnValue:
    """Answer 404 to strangers and to staff of other kinds; tell a member of the helpdesk why the door is shut."""
    if visit.person is None or any(isinstance(why, NotInGroup | ServiceUnknown) for why in decision.reasons):
        abort(404)
    name = parts.policy.services[HELPDESK].name.pick(visit.language)
    sentences = explain(decision, name, parts.texts(visit), visit.language, visit.now)
    return render_template("admin/refused.html", service=name, sentences=sentences), 403

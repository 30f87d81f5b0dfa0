"""The pages: my reports, a new report, and taking one back."""

import secrets
from datetime import date
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from clients.relying_party import current_session, requires
from clients.relying_party.language import t
from clients.relying_party.party import this_party

from .form import NEW_CHILD, NOTE_LENGTH, Faults, read_form
from .formats import format_days
from .report import EXTENTS, Conflict
from .store import ReportStore

pages = Blueprint("pages", __name__)


@pages.get("/")
@requires()
def overview() -> ResponseReturnValue:
    """List the person's reports, withdrawn ones too."""
    return render_template("overview.html", reports=_store().load_reports(current_session().sub))


@pages.get("/report")
@requires()
def empty_form() -> ResponseReturnValue:
    """Show the form, today filled in, with a key of its own that makes a second submit harmless."""
    children = _store().load_children(current_session().sub)
    child = str(children[0].id) if len(children) == 1 else ""
    filled = {
        "first_day": _today().isoformat(),
        "extent": "100",
        "child": child,
        "form_key": secrets.token_urlsafe(16),
    }
    return _show_form(filled, Faults())


@pages.post("/report")
@requires()
def send() -> ResponseReturnValue:
    """Store the report, or show the form again with each fault at its field and all of them in a summary."""
    sub, fields = current_session().sub, request.form.to_dict()
    form_key = fields.get("form_key", "")
    if not 16 <= len(form_key) <= 64:
        abort(400)
    new = read_form(fields, _store().load_children(sub), _today())
    if isinstance(new, Faults):
        return _show_form(fields, new), 422
    sent = _store().send(sub, new, form_key, this_party().clock())
    if isinstance(sent, Conflict):
        faults = Faults()
        faults.add("first_day", sent.obstacle.value, day=format_days(sent.day, sent.day))
        return _show_form(fields, faults), 422
    flash(t("overview.sent", child=new.child_name, days=format_days(new.first_day, new.last_day)))
    return redirect("/", 303)


@pages.get("/reports/<int:report_id>/withdraw")
@requires()
def ask_to_withdraw(report_id: int) -> ResponseReturnValue:
    """Ask before a report is withdrawn. Not found: unknown, somebody else's or withdrawn already."""
    report = _store().find_report(current_session().sub, report_id)
    if report is None or report.withdrawn_at:
        abort(404)
    return render_template("withdraw.html", report=report)


@pages.post("/reports/<int:report_id>/withdraw")
@requires()
def withdraw(report_id: int) -> ResponseReturnValue:
    """Mark the report withdrawn; doing it twice ends the same way."""
    sub = current_session().sub
    if _store().find_report(sub, report_id) is None:
        abort(404)
    _store().withdraw(sub, report_id, this_party().clock())
    flash(t("overview.withdrawn"))
    return redirect("/", 303)


def _show_form(filled: dict[str, str], faults: Faults) -> str:
    return render_template(
        "form.html",
        filled=filled,
        faults={name: t(f"faults.{name}.{key}", **values) for name, (key, values) in faults.by_field.items()},
        children=_store().load_children(current_session().sub),
        new_child=NEW_CHILD,
        extents=EXTENTS,
        note_length=NOTE_LENGTH,
    )


def _store() -> ReportStore:
    store: ReportStore = current_app.extensions["reports"]
    return store


def _today() -> date:
    return this_party().clock().astimezone(ZoneInfo("Europe/Stockholm")).date()

"""The pages: a year, a payslip, its PDF, and the account number that only a strong sign-in shows."""

from datetime import date
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from clients.relying_party import Rule, current_session, requires
from clients.relying_party.language import current_language
from clients.relying_party.party import this_party

from .employment import Employment, find_employment
from .payday import find_next_payday, list_paid_months
from .payslip import Payslip, build_payslip
from .pdf import build_pdf

ACCOUNT = Rule(inside="app", outside="app")
"""Whoever can read an account number can use it, so this page wants the app wherever the person is."""

pages = Blueprint("pages", __name__)


@pages.get("/")
@requires()
def year() -> ResponseReturnValue:
    """List the payslips of this year, or of last year with ?year=; any other year is not found."""
    today, employment = _today(), _employment()
    chosen = request.args.get("year", today.year, type=int)
    if chosen not in (today.year, today.year - 1):
        abort(404)
    return render_template(
        "year.html",
        chosen=chosen,
        years=(today.year, today.year - 1),
        payslips=[build_payslip(employment, chosen, month) for month in list_paid_months(chosen, today)],
        next_payday=find_next_payday(today),
        employment=employment,
    )


@pages.get("/payslips/<int:year>-<int:month>")
@requires()
def payslip(year: int, month: int) -> ResponseReturnValue:
    """Show one payslip; printing the page gives a paper without menus."""
    slip, employment = _get_payslip(year, month), _employment()
    return render_template("payslip.html", slip=slip, employment=employment)


@pages.get("/payslips/<int:year>-<int:month>.pdf")
@requires()
def payslip_pdf(year: int, month: int) -> ResponseReturnValue:
    """Give the same payslip as a file, in the language of the pages."""
    slip, employment = _get_payslip(year, month), _employment()
    content = build_pdf(slip, employment, current_session().name, current_language())
    name = f"lonebesked-{year}-{month:02}.pdf"
    return Response(
        content, mimetype="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@pages.get("/account")
@requires(ACCOUNT)
def account() -> ResponseReturnValue:
    """Show the whole account number; who signed in without the app is asked for it and comes back here."""
    return render_template("account.html", employment=_employment())


def _get_payslip(year: int, month: int) -> Payslip:
    """Return the person's own payslip. Not found: before last year, or not paid yet."""
    today = _today()
    if year not in (today.year, today.year - 1) or month not in list_paid_months(year, today):
        abort(404)
    return build_payslip(_employment(), year, month)


def _employment() -> Employment:
    person = current_session()
    return find_employment(person.sub, person.username)


def _today() -> date:
    return this_party().clock().astimezone(ZoneInfo("Europe/Stockholm")).date()

"""A service's closed days and days with hours of their own as a form that writes a draft's text."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.guided.open_draft import OpenDraft, open_draft
from idp.admin.pages.policy.reading import Reading
from idp.admin.pages.policy.words import Words
from idp.admin.policy.forms.days import (
    COMING,
    HOLIDAYS,
    LANGUAGES,
    NAMED,
    NOTHING,
    WHICH,
    name_entry,
    read_days,
)
from idp.admin.policy.forms.hours import Form
from idp.policy.writing.days import KINDS, Days, Entry, find_days, write_days
from idp.policy.writing.rule import list_tables


@dataclass(frozen=True, slots=True)
class DayPages:
    """The page `/admin/policy/drafts/<id>/services/<service>/days`."""

    reading: Reading

    def show(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Show the days as the draft has them; days that cannot be shown are changed in the text."""
        draft = open_draft(self.reading, caller, draft_id)
        if service not in list_tables(draft.document, "services"):
            abort(404)
        refused = self.reading.words(caller).t("console_guided.refused.layout")
        objections = () if find_days(draft.document, service) else (refused,)
        return show_page(draft, service, {"coming": NOTHING}, objections=objections)

    def write(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Write the days into the draft, or say what is wrong with them; what was typed stays on the page."""
        draft, typed = open_draft(self.reading, caller, draft_id), request.form.to_dict()
        before = find_days(draft.document, service)
        if before is None:
            abort(404)
        days = read_days(typed, request.form.getlist("gone"), request.form.getlist(HOLIDAYS), before)
        show_again = partial(show_page, draft, service, typed)
        if isinstance(days, tuple):
            return show_again(problems=days), 422
        return draft.answer_written(write_days(draft.text, service, days), show_again)


def show_page(draft: OpenDraft, service: str, form: Form, **faults: Any) -> str:
    """Return the page of the service's days."""
    return draft.show(
        "days",
        service=service,
        entries=tuple(list_entries(find_days(draft.document, service) or {}, draft.words())),
        gone=request.form.getlist("gone"),
        form=form,
        coming=COMING,
        which=WHICH,
        holidays=[(name, name_holiday(name, draft.words())) for name in NAMED],
        chosen=request.form.getlist(HOLIDAYS),
        languages=LANGUAGES,
        **faults,
    )


def list_entries(days: Days, words: Words) -> Iterator[tuple[str, str]]:
    """Yield each entry's name and what it says."""
    for kind in KINDS:
        for place, entry in enumerate(days.get(kind, ())):
            yield name_entry(kind, place), tell_entry(kind, entry, words)


def tell_entry(kind: str, entry: Entry, words: Words) -> str:
    """Return an entry in words: which days, and closed or open when."""
    hours = entry.get("hours")
    days = tell_days(entry, words)
    if hours is None or hours == "never":
        return words.t("console_days.closed", days=days)
    times = ", ".join(map(str, hours)) if isinstance(hours, list) else str(hours)
    return words.t(f"console_days.{kind}_hours", days=days, times=times)


def tell_days(entry: Entry, words: Words) -> str:
    """Return which days an entry is about."""
    if isinstance(named := entry.get("holidays"), list):
        return words.row(tell_holiday(name, words) for name in named)
    found: Any = next((entry[kind] for kind in ("dates", "yearly", "days_of_month") if kind in entry), "–")
    written = str(found).replace("..", "–")
    return words.t("console_days.monthly", days=written) if "days_of_month" in entry else written


def tell_holiday(name: Any, words: Words) -> str:
    """Return what a holiday, or a kind of them, is called; its own name when there is no other."""
    if name in {"public", "eves"}:
        return words.t(f"console_holiday.kind.{name}")
    return name_holiday(name, words) if name in NAMED else str(name)


def name_holiday(name: str, words: Words) -> str:
    """Return what a holiday is called where it stands by itself."""
    return words.t(f"console_holiday.which.{name.replace('-', '_')}")

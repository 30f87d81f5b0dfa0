"""A service's closed days and days with hours of their own as a form that writes a draft's text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.reading import Reading
from idp.admin.pages.policy.words import Words
from idp.admin.pages.policy.writing import answer_written, is_stale
from idp.admin.policy.days_form import COMING, LANGUAGES, NOTHING, WHICH, name_entry, read_days
from idp.admin.policy.hours_form import Form
from idp.errors import Problem
from idp.policy.drafts.draft import Draft
from idp.policy.writing.days import KINDS, Days, Entry, find_days, write_days
from idp.policy.writing.rule import list_tables, read_document


@dataclass(frozen=True, slots=True)
class GuidedDayPages:
    """The page `/admin/policy/drafts/<id>/services/<service>/days`."""

    reading: Reading

    def show(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Show the days as the draft has them; days that cannot be shown are changed in the text."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document = read_document(draft.text)
        if document is None:
            return redirect(url_for(".guide_policy", draft_id=draft_id), 303)
        if service not in list_tables(document, "services"):
            abort(404)
        words = self.reading.words(caller)
        objections = () if find_days(document, service) else (words.t("console_guided.refused.layout"),)
        return self._page(caller, draft, service, {"coming": NOTHING}, objections=objections)

    def write(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Write the days into the draft, or say what is wrong with them; what was typed stays on the page."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document, typed = read_document(draft.text), request.form.to_dict()
        before = find_days(document, service) if document is not None else None
        if before is None:
            abort(404)
        days = read_days(typed, request.form.getlist("gone"), before)
        if isinstance(days, tuple):
            return self._page(caller, draft, service, typed, problems=days), 422
        return answer_written(
            self.reading,
            caller,
            draft,
            write_days(draft.text, service, days),
            lambda why: self._page(caller, draft, service, typed, objections=(why,)),
        )

    def _page(
        self,
        caller: Caller,
        draft: Draft,
        service: str,
        form: Form,
        problems: tuple[Problem, ...] = (),
        objections: tuple[str, ...] = (),
    ) -> str:
        words = self.reading.words(caller, self.reading.desk.find_policy(draft.text))
        return render_template(
            "admin/policy/guided_days.html",
            draft=draft,
            service=service,
            entries=tuple(list_entries(find_days(read_document(draft.text) or {}, service) or {}, words)),
            gone=request.form.getlist("gone"),
            form=form,
            coming=COMING,
            which=WHICH,
            languages=LANGUAGES,
            problems=problems,
            objections=objections,
            is_stale=is_stale(self.reading, draft),
            words=words,
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
    return words.t(f"console_days.{name}") if name in {"public", "eves"} else str(name)

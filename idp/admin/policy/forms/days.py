"""The guided form of a service's closed days and days with hours of their own: what goes, and one entry that comes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from idp.admin.policy.forms.hours import Form
from idp.admin.policy.sentence import read_sentence
from idp.errors import Problem
from idp.policy.holidays import holidays_of
from idp.policy.problems import Fault
from idp.policy.reading.closures import read_closure
from idp.policy.reading.exceptions import read_exception
from idp.policy.reading.fields import Fields
from idp.policy.writing.days import CLOSED, EXCEPTIONS, KINDS, Days
from idp.policy.writing.opening import parse_day, write_spans

NOTHING: Final = "nothing"
COMING: Final = (NOTHING, *KINDS)
HOLIDAYS: Final = "holidays"
SPANS: Final = ("dates", "yearly", "days_of_month")
NAMED: Final = ("public", "eves", *holidays_of(2026))
"""Holidays as the policy names them: kinds of them, and each by itself in the order of the year."""

WHICH: Final = (*SPANS, HOLIDAYS)
"""How days are named: by dates, or as holidays."""

FIRST: Final = "first"
"""The form's field that says that an entry goes before those there are: of several that hold a day, the first counts."""

LANGUAGES: Final = ("sv", "en", "fi")


def read_days(
    form: Form, gone: Sequence[str], holidays: Sequence[str], before: Days
) -> Days | tuple[Problem, ...]:
    """Return the days without those that go and with the one that comes, or everything that is wrong with that one.

    `gone` names entries as `name_entry` does; `holidays` are those that were chosen.
    """
    chosen = [name for name in NAMED if name in holidays]
    kept = {
        kind: [entry for place, entry in enumerate(before[kind]) if name_entry(kind, place) not in gone]
        for kind in KINDS
    }
    kind = form.get("coming", NOTHING)
    if kind not in KINDS:
        return (Problem("coming", "console_days.problem.coming"),) if chosen or is_filled_in(form) else kept
    entry = build_entry(kind, form, chosen)
    if problems := tuple(find_wrong(kind, entry, form, chosen)):
        return problems
    is_first = kind == EXCEPTIONS and form.get(FIRST) == "yes"
    return {**kept, kind: [entry, *kept[kind]] if is_first else [*kept[kind], entry]}


def is_filled_in(form: Form) -> bool:
    """Say whether days, times or texts of an entry were given."""
    names = ("which", "days", "times", *(f"message-{tag}" for tag in LANGUAGES))
    return any(form.get(name, "").strip() for name in names)


def name_entry(kind: str, place: int) -> str:
    """Return what the form calls the entry at a place of its list."""
    return f"{kind}-{place}"


def build_entry(kind: str, form: Form, holidays: list[str]) -> dict[str, Any]:
    """Return the entry as the policy writes it; what cannot be meant is left as it was typed."""
    which = form.get("which", "")
    typed = form.get("days", "").strip()
    entry: dict[str, Any] = {}
    if which == HOLIDAYS and holidays:
        entry[HOLIDAYS] = holidays
    elif which in SPANS and typed:
        entry[which] = tidy_days(typed)
    spans = parse_day(form.get("times", ""))
    if spans:
        entry["hours"] = write_spans(spans)
    elif kind == EXCEPTIONS:
        entry["hours"] = "never"
    if message := {tag: text for tag in LANGUAGES if (text := read_sentence(form, f"message-{tag}"))}:
        entry["message"] = message
    return entry


def tidy_days(typed: str) -> str:
    """Return days with two dots between the first and the last, however they were typed: 2026-12-24 – 2026-12-26."""
    parts = typed.replace("–", " ").replace("..", " ").split()
    return "..".join(part for part in parts if part != "-")


def find_wrong(kind: str, entry: Mapping[str, Any], form: Form, holidays: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with an entry, by the reading that the policy itself is read with."""
    if form.get("which") not in WHICH:
        yield Problem("which", "console_days.problem.which")
        return
    if (form["which"] == HOLIDAYS) != bool(holidays):
        yield Problem(HOLIDAYS, f"console_days.problem.{'other' if holidays else 'no'}_holidays")
        return
    times = form.get("times", "").strip()
    if (times and parse_day(times) is None) or (kind == CLOSED and isinstance(entry.get("hours"), list)):
        yield Problem("times", f"console_days.problem.times_{kind}")
        return
    if kind == EXCEPTIONS and not times:
        yield Problem("times", "console_days.problem.times_exceptions")
        return
    faults: list[Fault] = []
    read = read_closure if kind == CLOSED else read_exception
    read(Fields(entry, (), faults))
    keys = {fault.path[0] if fault.path else "" for fault in faults}
    if "message" in keys:
        yield Problem("message-sv", "console_days.problem.message")
    if "hours" in keys:
        yield Problem("times", "console_days.problem.overlap")
    if keys - {"message", "hours"}:
        yield Problem("days", f"console_days.problem.days_{form['which']}")

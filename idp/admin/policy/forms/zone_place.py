"""Where a zone lies and how strong it is, in a guided form: at the workplace or outside, and what it comes next above."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from idp.admin.policy.forms.hours import Form
from idp.errors import Problem
from idp.policy.writing.rule import list_tables
from idp.policy.writing.whole_zone import ZONES, find_next_weaker, is_inside

INSIDE: Final = "inside"
OUTSIDE: Final = "outside"
PLACES: Final = (OUTSIDE, INSIDE)

WEAKEST: Final = "-"
"""That a zone is the weakest of all, and so has every address that nobody knows."""


def read_below(form: Form, document: Mapping[str, Any]) -> str:
    """Return what the zone comes next above: what was chosen, else the strongest of its kind."""
    return form.get("below", "") or find_next_weaker(document, form.get("place") == INSIDE)


def find_wrong_place(form: Form, document: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with a zone's place among the others of a draft: all of the workplace comes above all outside."""
    names, below = list_tables(document, ZONES), read_below(form, document)
    if form.get("place") not in PLACES:
        yield Problem("place", "console_new.problem.place")
        return
    if below == WEAKEST:
        if form["place"] == INSIDE:
            yield Problem("below", "console_place.problem.weakest")
        return
    if below not in names:
        yield Problem("below", "console_new.problem.below")
        return
    if is_inside(document, names[0]):
        yield Problem("below", "console_place.problem.begins")
        return
    above = [is_inside(document, name) for name in names[names.index(below) + 1 :][:1]]
    if form["place"] == OUTSIDE and is_inside(document, below):
        yield Problem("below", "console_new.problem.above_inside")
    elif form["place"] == INSIDE and above == [False]:
        yield Problem("below", "console_new.problem.below_outside")

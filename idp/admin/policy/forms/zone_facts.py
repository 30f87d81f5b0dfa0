"""The guided form of what a zone is called, whether it is the workplace, and which other zones it is stronger than."""

from collections.abc import Iterator, Mapping
from typing import Any

from idp.admin.policy.forms.days import LANGUAGES
from idp.admin.policy.forms.facts import find_wrong_names, read_texts, show_texts
from idp.admin.policy.forms.hours import Form
from idp.admin.policy.forms.networks import list_too_wide
from idp.admin.policy.forms.zone_place import INSIDE, OUTSIDE, WEAKEST, find_wrong_place, read_below
from idp.errors import Problem
from idp.policy.writing.whole_zone import ZONES
from idp.policy.writing.zone import find_networks
from idp.policy.writing.zone_facts import ZoneFacts


def show_zone_facts(facts: ZoneFacts) -> Form:
    """Return the form as it is first shown."""
    place = INSIDE if facts.inside else OUTSIDE
    return {**show_texts(facts.label, "name"), "place": place, "below": facts.below or WEAKEST}


def read_zone_facts(
    form: Form, zone: str, before: ZoneFacts, document: Mapping[str, Any]
) -> ZoneFacts | tuple[Problem, ...]:
    """Return what was typed of a zone that is there, or everything that is wrong with it. Other languages stay."""
    rest = leave_out(document, zone)
    problems = (
        *find_wrong_names(form),
        *find_wrong_place(form, rest),
        *(find_too_wide(document, zone) if form.get("place") == INSIDE else ()),
    )
    if problems:
        return problems
    others = {tag: text for tag, text in before.label.items() if tag not in LANGUAGES}
    below = read_below(form, rest)
    return ZoneFacts(
        label={**read_texts(form, "name"), **others},
        inside=form["place"] == INSIDE,
        below="" if below == WEAKEST else below,
    )


def leave_out(document: Mapping[str, Any], zone: str) -> Mapping[str, Any]:
    """Return the draft as if the zone were not there."""
    return {**document, ZONES: {name: one for name, one in document[ZONES].items() if name != zone}}


def find_too_wide(document: Mapping[str, Any], zone: str) -> Iterator[Problem]:
    """Yield the networks of a zone that are wider than any workplace."""
    for network in list_too_wide(find_networks(document, zone) or ()):
        yield Problem("place", "console_place.problem.too_wide", {"network": network})

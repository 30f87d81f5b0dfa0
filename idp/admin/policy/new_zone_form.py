"""The guided form of a zone that is new: what it is called, where it lies, which networks it has and what it offers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from idp.admin.policy.facts_form import find_wrong_facts, read_key, read_texts
from idp.admin.policy.hours_form import Form
from idp.admin.policy.networks_form import find_wrong_networks, list_typed
from idp.errors import Problem
from idp.policy.writing.rule import list_tables
from idp.policy.writing.whole_zone import NewZone, find_next_weaker
from idp.policy.writing.zone import find_offers

INSIDE: Final = "inside"
OUTSIDE: Final = "outside"
PLACES: Final = (OUTSIDE, INSIDE)


@dataclass(frozen=True, slots=True)
class NamedZone:
    """A zone to be written, under its short name."""

    key: str
    zone: NewZone


def read_new_zone(
    form: Form, offers: Sequence[str], document: Mapping[str, Any]
) -> NamedZone | tuple[Problem, ...]:
    """Return the zone that was typed, or everything that is wrong with it."""
    inside = form.get("place") == INSIDE
    networks, levels = list_typed(form.get("networks", "")), list_tables(document, "levels")
    offered = tuple(name for name in levels if name in offers)
    below = form.get("below", "") or find_next_weaker(document, inside)
    problems = (
        *find_wrong_facts(form, list_tables(document, "zones")),
        *_find_wrong_place(form, below, document),
        *_find_no_network(networks),
        *find_wrong_networks(document, None, networks, inside=inside),
        *(() if offered else (Problem("offers", "console_zone.no_offer"),)),
    )
    if problems:
        return problems
    return NamedZone(read_key(form), NewZone(read_texts(form, "name"), inside, networks, offered, below))


def list_first_offers(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the form first has ticked: what the strongest zone outside offers, so that no service gives less there."""
    return find_offers(document, find_next_weaker(document, inside=False)) or ()


def _find_wrong_place(form: Form, below: str, document: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with where the zone lies and how strong it is: all of the workplace comes above all outside."""
    names = list_tables(document, "zones")
    if form.get("place") not in PLACES:
        yield Problem("place", "console_new.problem.place")
        return
    if below not in names:
        yield Problem("below", "console_new.problem.below")
        return
    place = names.index(below)
    above = [document["zones"][name].get("inside") is True for name in names[place + 1 : place + 2]]
    if form["place"] == OUTSIDE and document["zones"][below].get("inside") is True:
        yield Problem("below", "console_new.problem.above_inside")
    elif form["place"] == INSIDE and above == [False]:
        yield Problem("below", "console_new.problem.below_outside")


def _find_no_network(networks: tuple[str, ...]) -> Iterator[Problem]:
    if not networks:
        yield Problem("networks", "console_new.problem.networks")

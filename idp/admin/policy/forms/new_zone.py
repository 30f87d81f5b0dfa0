"""The guided form of a zone that is new: what it is called, where it lies, which networks it has and what it offers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from idp.admin.policy.forms.facts import find_wrong_facts, read_key, read_texts
from idp.admin.policy.forms.hours import Form
from idp.admin.policy.forms.networks import find_wrong_networks, list_typed
from idp.admin.policy.forms.zone_place import INSIDE, find_wrong_place, read_below
from idp.errors import Problem
from idp.policy.writing.rule import list_tables
from idp.policy.writing.whole_zone import NewZone, find_next_weaker
from idp.policy.writing.zone import find_offers


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
    problems = (
        *find_wrong_facts(form, list_tables(document, "zones")),
        *find_wrong_place(form, document),
        *_find_no_network(networks),
        *find_wrong_networks(document, None, networks, inside=inside),
        *(() if offered else (Problem("offers", "console_zone.no_offer"),)),
    )
    if problems:
        return problems
    return NamedZone(
        read_key(form),
        NewZone(read_texts(form, "name"), inside, networks, offered, read_below(form, document)),
    )


def list_first_offers(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the form first has ticked: what the strongest zone outside offers, so that no service gives less there."""
    return find_offers(document, find_next_weaker(document, inside=False)) or ()


def _find_no_network(networks: tuple[str, ...]) -> Iterator[Problem]:
    if not networks:
        yield Problem("networks", "console_new.problem.networks")

"""The guided form of one service's rule: what it shows of a draft, and what was typed into it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from idp.admin.policy.forms.groups import find_wrong_groups, list_groups, list_named_groups, show_groups
from idp.admin.policy.forms.hours import Form, build_week, find_wrong_hours, show_week
from idp.errors import Problem
from idp.policy.reading.services import NEVER
from idp.policy.writing.rule import ServiceRule, list_tables

LIKE_THE_REST: Final = ""
"""What a zone without a level of its own is asked for: what all inside, or all outside, are asked for."""


@dataclass(frozen=True, slots=True)
class ZoneField:
    """A zone that may have a level of its own."""

    name: str
    inside: bool


@dataclass(frozen=True, slots=True)
class RuleChoices:
    """The zones and levels that a draft names, sound or not."""

    zones: tuple[ZoneField, ...]
    levels: tuple[str, ...]
    groups: tuple[str, ...]
    """The groups that some service is for, by the alphabet."""

    @property
    def needs(self) -> tuple[str, ...]:
        """What a service may ask for: a level, or that it never opens."""
        return (*self.levels, NEVER)


def list_choices(document: Mapping[str, Any]) -> RuleChoices:
    """Return what the form offers."""
    zones = document.get("zones", {})
    return RuleChoices(
        zones=tuple(
            ZoneField(name, zones[name].get("inside") is True) for name in list_tables(document, "zones")
        ),
        levels=list_tables(document, "levels"),
        groups=list_named_groups(document),
    )


def show_rule(rule: ServiceRule) -> Form:
    """Return the form as it is first shown."""
    zones = {f"zone-{name}": level for name, level in rule.zones.items()}
    return {
        **show_groups(rule.groups),
        "inside": rule.inside,
        "outside": rule.outside,
        **zones,
        **show_week(rule.week),
    }


def read_rule(form: Form, before: ServiceRule, choices: RuleChoices) -> ServiceRule | tuple[Problem, ...]:
    """Return the rule that was typed, or everything that is wrong with it. What the form does not show stays."""
    problems = (*find_wrong_groups(form), *_find_wrong_levels(form, choices), *find_wrong_hours(form))
    if problems:
        return problems
    shown = {zone.name for zone in choices.zones}
    zones = {name: level for name, level in before.zones.items() if name not in shown}
    for zone in choices.zones:
        if level := form.get(f"zone-{zone.name}", LIKE_THE_REST):
            zones[zone.name] = level
    return ServiceRule(list_groups(form), form["inside"], form["outside"], zones, build_week(form))


def _find_wrong_levels(form: Form, choices: RuleChoices) -> Iterator[Problem]:
    """Yield a problem for each level that is not among those there are."""
    for name in ("inside", "outside"):
        if form.get(name) not in choices.needs:
            yield Problem(name, "console_guided.problem.level")
    for zone in choices.zones:
        if form.get(f"zone-{zone.name}", LIKE_THE_REST) not in (LIKE_THE_REST, *choices.needs):
            yield Problem(f"zone-{zone.name}", "console_guided.problem.level")

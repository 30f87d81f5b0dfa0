"""The policy in the reader's words: names instead of keys, hours, what a change does, what would let somebody in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, assert_never

from babel import Locale
from babel.dates import format_datetime
from babel.lists import format_list

from idp.admin.policy.alike_faults import AlikeFaults, group_alike
from idp.admin.policy.outcomes import FaultLine, Faulty, Refused
from idp.errors import Problem
from idp.i18n import Translate
from idp.policy.decision import Decision
from idp.policy.drafts.lockout import LockedOut
from idp.policy.explain import explain
from idp.policy.hours import STOCKHOLM, Hours, Span, wall_time
from idp.policy.review.compare import CellChange, Change, Gain, Move, ZoneChange
from idp.policy.review.further import Further
from idp.policy.review.what_if import (
    OpenAccount,
    OtherGroups,
    OtherHour,
    OtherLevel,
    OtherZone,
    WhatIf,
)
from idp.policy.rules import Policy
from idp.policy.week import WeekWords, tell_hours

SHOWN: Final = 3
"""Stretches of hours that are named one by one."""


@dataclass(frozen=True, slots=True)
class Words:
    """Writes for one reader. `policies` are asked in turn for the names of levels, zones and services."""

    t: Translate
    language: str
    now: datetime
    policies: tuple[Policy, ...]

    def level(self, name: str) -> str:
        """Return what people call a level; its key when no policy has it."""
        found = next(filter(None, (policy.levels.get(name) for policy in self.policies)), None)
        return found.label.pick(self.language) if found else name

    def zone(self, name: str) -> str:
        """Return what people call a zone; its key when no policy has it."""
        found = next((one.zones.get(name) for one in self.policies if name in one.zones), None)
        return found.label.pick(self.language) if found else name

    def service(self, name: str) -> str:
        """Return what people call a service; its key when no policy has it."""
        found = next((one.services[name] for one in self.policies if name in one.services), None)
        return found.name.pick(self.language) if found else name

    def levels(self, names: tuple[str, ...]) -> str:
        """Return levels as a list in words."""
        return self.row(map(self.level, names))

    def zones(self, names: Iterable[str]) -> str:
        """Return zones as a list in words."""
        return self.row(map(self.zone, names))

    def row(self, words: Iterable[str]) -> str:
        """Return words with commas, and the last with «and»."""
        return format_list(list(words), locale=self.language)

    def hours(self, hours: Hours) -> str:
        """Return hours in a few words."""
        days = Locale.parse(self.language).days["format"]["abbreviated"]
        return tell_hours(
            hours,
            WeekWords(
                weekdays=tuple(str(days[day]).rstrip(".") for day in range(7)),
                always=self.t("console_policy.hours.always"),
                never=self.t("console_policy.hours.never"),
                closed=self.t("console_policy.hours.closed", days="{days}"),
                yearly=self.t("console_policy.hours.yearly", days="{days}"),
                monthly=self.t("console_policy.hours.monthly", days="{days}"),
                holidays=self.t("console_policy.hours.holidays", count="{count}"),
            ),
        )

    def moment(self, at: datetime) -> str:
        """Return a moment in Swedish wall time."""
        return format_datetime(at, "EEE yyyy-MM-dd HH:mm", STOCKHOLM, self.language)

    def span(self, span: Span) -> str:
        """Return a stretch in Swedish wall time."""
        begins, ends = map(wall_time, span)
        is_same = begins.date() == ends.date()
        return f"{self.moment(span[0])}–{f'{ends:%H:%M}' if is_same else self.moment(span[1])}"

    def cells(self, changes: Iterable[CellChange]) -> dict[tuple[str, Change, str], tuple[str, ...]]:
        """Return the zones that a service changes alike in, by the service, the change and what makes it."""
        alike: dict[tuple[str, Change, str], tuple[str, ...]] = {}
        for one in changes:
            key = one.service, one.change, " ".join(self._tell_cell(one))
            alike[key] = (*alike.get(key, ()), one.zone)
        return alike

    def _tell_cell(self, one: CellChange) -> Iterator[str]:
        yield from self._tell_gain("ways", one.ways, self.levels(one.ways.gained), self.levels(one.ways.lost))
        yield from self._tell_gain(
            "groups", one.groups, ", ".join(one.groups.gained), ", ".join(one.groups.lost)
        )
        if one.hours:
            before, after = self.hours(one.hours.before), self.hours(one.hours.after)
            yield self.t("console_policy.how.hours", before=before, after=after)
            for name, spans in (("opens", one.hours.gained), ("closes", one.hours.lost)):
                if spans:
                    shown = ", ".join(self.span(span) for span in spans[:SHOWN])
                    more = len(spans) - SHOWN
                    yield (
                        self.t(f"console_policy.how.{name}_and_more", spans=shown, more=more)
                        if more > 0
                        else self.t(f"console_policy.how.{name}", spans=shown)
                    )

    def _tell_gain(self, name: str, gain: Gain, gained: str, lost: str) -> Iterator[str]:
        if gain.gained:
            yield self.t(f"console_policy.how.{name}_gained", what=gained)
        if gain.lost:
            yield self.t(f"console_policy.how.{name}_lost", what=lost)

    def zone_change(self, one: ZoneChange) -> str:
        """Return what becomes of a zone."""
        return self.t(
            f"console_policy.zone.{one.kind}", zone=self.zone(one.zone), levels=self.levels(one.levels)
        )

    def further(self, one: Further) -> str:
        """Return what changes of the levels, or of the rule of applications without one."""
        return self.t(
            f"console_further.{one.kind}", **{name: self._tell_names(name, many) for name, many in one.values}
        )

    def _tell_names(self, name: str, many: tuple[str, ...]) -> str:
        match name:
            case "service" | "before":
                return self.row(map(self.service, many))
            case "level" | "levels":
                return self.levels(many)
            case "ways" | "ways_before":
                return self.row(map(self.method, many))
            case _:
                return self.row(map(self.realm, many))

    def method(self, name: str) -> str:
        """Return what a way to prove oneself is called."""
        return self.t(f"console_statistics.method.{name}")

    def realm(self, name: str) -> str:
        """Return what the people of a directory are called."""
        return self.t(f"signin.realm.{name}.label")

    def move(self, one: Move) -> str:
        """Return which addresses change zone."""
        key = "console_policy.zone.moves_but" if one.but else "console_policy.zone.moves"
        return self.t(
            key,
            network=one.network,
            before=self.zone(one.before),
            after=self.zone(one.after),
            but=", ".join(map(str, one.but)),
        )

    def what_if(self, change: WhatIf) -> str:
        """Return what would have to be otherwise."""
        match change:
            case OtherLevel(level):
                return self.t("console_policy.what_if.level", level=self.level(level))
            case OtherZone(zones):
                return self.t("console_policy.what_if.zone", zones=self.zones(zones))
            case OtherHour(at):
                return self.t("console_policy.what_if.hour", at=self.moment(at))
            case OtherGroups(groups):
                return self.t("console_policy.what_if.groups", groups=", ".join(groups))
            case OpenAccount():
                return self.t("console_policy.what_if.account")
        assert_never(change)

    def sentences(self, decision: Decision, service: str, at: datetime) -> tuple[str, ...]:
        """Return what the person themselves would read."""
        return explain(decision, self.service(service), self.t, self.language, at)

    def marked(self, path: str) -> str:
        """Return which part of the policy takes two."""
        if path.startswith("services."):
            return self.t(
                "console_policy.marked.service", service=self.service(path.removeprefix("services."))
            )
        return self.t(f"console_policy.marked.{path}")

    def marks(self, paths: tuple[str, ...]) -> str:
        """Return the parts of the policy that take two as a list in words."""
        return self.row(map(self.marked, paths))

    def fault(self, one: FaultLine) -> str:
        """Return a fault of a draft with its line, in the reader's language unless it is of no kind."""
        if not one.kind:
            text = one.text
        else:
            values = {name: self._tell_value(name, value) for name, value in one.values}
            hints = (self.t(f"console_hint.{hint}", **values) for hint in ("near", "known") if hint in values)
            text = " ".join((self.t(f"console_fault.{one.kind}", **values), *hints))
        return self.t("console_policy.fault", line=one.line, text=text) if one.line else text

    def _tell_alike(self, found: AlikeFaults) -> str:
        """Return a fault with the further services that it is true of."""
        told = self.fault(found.first)
        if not found.services:
            return told
        more = self.t("console_hint.same", services=self.row(map(self.service, found.services)))
        return f"{told} {more}"

    def _tell_value(self, name: str, value: str) -> str:
        """Return what fills the words of a fault: what people call a service, a zone or a level, else what is written."""
        match name:
            case "service":
                return self.service(value)
            case "zone" | "weaker" | "stronger":
                return self.zone(value)
            case "level" | "lower" | "upper":
                return self.level(value)
            case "day":
                return self.t(f"console_guided.day.{value}")
            case "place":
                return value or self.t("console_hint.file")
            case _:
                return value

    def name_zone(self, problem: Problem) -> Problem:
        """Return what is wrong with a field, with what people call the zone that it names."""
        named = {name: self.zone(str(value)) for name, value in problem.parameters.items() if name == "zone"}
        return replace(problem, parameters={**problem.parameters, **named})

    def lockout(self, found: LockedOut) -> Iterator[str]:
        """Yield that nobody who administers would get in, and what one of them would be answered at best."""
        if found.groups:
            yield self.t("console_policy.refused.locks_everybody_out", groups=", ".join(found.groups))
        if found.people_count or not found.groups:
            yield self.t("console_lockout.people", count=found.people_count)
        if found.nearest is not None:
            zone, level = self.zone(found.nearest.zone), self.level(found.nearest.level)
            yield self.t("console_lockout.nearest", zone=zone, level=level)
            yield from self.sentences(found.nearest.decision, "console", self.now)

    def objection(self, outcome: Refused | Faulty | LockedOut | tuple[Problem, ...]) -> tuple[str, ...]:
        """Return why a step was not taken, a sentence each."""
        match outcome:
            case Refused():
                return (self.t(f"console_policy.refused.{outcome.value}"),)
            case LockedOut(decision=None):
                return tuple(self.lockout(outcome))
            case LockedOut(zone=zone, methods=methods, decision=decision):
                return (
                    self.t(
                        "console_policy.refused.locks_you_out",
                        zone=self.zone(zone or ""),
                        methods=", ".join(methods),
                    ),
                    *(self.sentences(decision, "console", self.now) if decision else ()),
                )
            case Faulty(faults):
                return tuple(map(self._tell_alike, group_alike(faults)))
            case _:
                return tuple(self.t(one.key, **one.parameters) for one in outcome)

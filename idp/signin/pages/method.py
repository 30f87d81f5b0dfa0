"""How do you want to sign in? The choice can be changed at every step."""

from dataclasses import dataclass, replace
from typing import ClassVar

from flask import render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.policy.levels import Level
from idp.signin.habits import find_habit
from idp.signin.next_step import usable_options, ways_in
from idp.signin.pages.door import Door
from idp.signin.pages.page import Opened
from idp.signin.pages.ways import RECOVERY, arrange, list_ways
from idp.signin.step import (
    AskApp,
    AskBypass,
    AskCode,
    AskKey,
    AskPasskey,
    AskPassword,
    AskRecovery,
    AskToken,
    ChooseMethod,
    ChooseNumber,
    ChooseRealm,
    Step,
)

HAS_METHOD: tuple[type[Step], ...] = (
    AskPassword,
    ChooseNumber,
    AskCode,
    AskApp,
    AskToken,
    AskRecovery,
    AskBypass,
    AskKey,
    AskPasskey,
)
"""The steps at which a method is chosen and can be changed."""

ALONE = frozenset({"passkey"})
"""What a level takes that needs no password."""


@dataclass(frozen=True, slots=True)
class MethodPage:
    """Shown while more than one level leads in; a single one needs no page.

    What was chosen last in this browser comes first, and is not asked for again by itself.
    """

    door: Door
    name: ClassVar[str] = "method"

    def fits(self, opened: Opened) -> bool:
        if isinstance(opened.step, ChooseMethod):
            return True
        return isinstance(opened.step, HAS_METHOD) and has_other_ways(self.door, opened)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        notice = opened.step.notice if isinstance(opened.step, ChooseMethod) else None
        is_known, policy = opened.case.known is not None, self.door.parts.policy
        ways = list_ways(policy.levels, find_options(self.door, opened), is_known=is_known)
        last = find_habit(opened.case.habits, ways_in(policy, opened.case))
        return render_template(
            "signin/method.html",
            opened=opened,
            shelf=arrange(tuple(way for way in ways if way.method != RECOVERY), last),
            without_phone=find_way_without_phone(self.door, opened),
            notice=notice,
            problems=problems,
        )

    def submit(self, opened: Opened) -> ResponseReturnValue:
        level = request.form.get("method", "")
        if level not in find_options(self.door, opened):
            return self.show(opened, (Problem("method", "signin.method.missing"),)), 422
        return self.door.save_and_go_on(replace(opened.interaction, level=level, number_id=None))


def find_options(door: Door, opened: Opened) -> tuple[str, ...]:
    """Return the levels to choose among here and now, the recommended first."""
    if isinstance(opened.step, ChooseMethod):
        return opened.step.options
    policy = door.parts.policy
    return usable_options(policy, opened.case, ways_in(policy, opened.case))


def find_way_without_phone(door: Door, opened: Opened) -> str | None:
    """Return the level that takes a recovery code; None where none leads in, or none is left."""
    ways = list_ways(door.parts.policy.levels, find_options(door, opened))
    return next((way.level.name for way in ways if way.method == RECOVERY), None)


def has_other_ways(door: Door, opened: Opened) -> bool:
    """Say whether there is anything else to choose."""
    return len(find_options(door, opened)) > 1


def takes_passkey(door: Door, opened: Opened) -> bool:
    """Say whether a passkey alone leads in from this step."""
    if not isinstance(opened.step, ChooseRealm | ChooseMethod | AskPassword):
        return False
    return find_passkey_way(door, opened) is not None


def find_passkey_way(door: Door, opened: Opened) -> Level | None:
    """Return the level that a passkey alone earns, where it leads in."""
    options = filter(None, map(door.parts.policy.levels.get, find_options(door, opened)))
    return next((level for level in options if level.methods == ALONE), None)

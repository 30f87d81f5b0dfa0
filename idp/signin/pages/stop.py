"""The end of a sign-in that leads nowhere: why, and what to do now."""

from dataclasses import dataclass, replace
from typing import ClassVar

from flask import render_template
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.policy.decide import Outcome
from idp.policy.explain import explain
from idp.policy.rules import Policy
from idp.signin.next_step import is_open
from idp.signin.pages.door import Door
from idp.signin.pages.page import Opened
from idp.signin.pages.protect import WAYS, list_offered
from idp.signin.pages.ways import name_method
from idp.signin.step import BarredOut, NothingRegistered, NoWayIn


@dataclass(frozen=True, slots=True)
class StopPage:
    """One page for the three ways a sign-in can end without letting anybody in."""

    door: Door
    name: ClassVar[str] = "stop"

    def fits(self, opened: Opened) -> bool:
        return isinstance(opened.step, NothingRegistered | BarredOut | NoWayIn)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        key, sentences = self._explain(opened)
        return render_template(
            "signin/stop.html",
            opened=opened,
            problems=problems,
            key=key,
            sentences=sentences,
            here=self._name_place(opened),
            way=self._find_way(opened),
        )

    def submit(self, opened: Opened) -> ResponseReturnValue:
        """Look again: the person may have moved, the service opened, or the password been changed."""
        if isinstance(opened.step, BarredOut):
            cleared = replace(opened.interaction, bar=None, is_bar_told=False, person_id=None)
            return self.door.save_and_go_on(cleared)
        return self.door.go_on(opened.interaction)

    def _name_place(self, opened: Opened) -> str | None:
        """Return the network that somebody may take for the workplace, such as the guests'; None at home and at work."""
        zone = self.door.parts.policy.zones.get(opened.visit.zone)
        is_mistaken = bool(zone.networks) and not zone.inside and not isinstance(opened.step, BarredOut)
        return zone.label.pick(opened.visit.language) if is_mistaken else None

    def _find_way(self, opened: Opened) -> str | None:
        """Return where somebody at the workplace sets up what they lack; from outside they cannot."""
        policy = self.door.parts.policy
        is_due = isinstance(opened.step, NothingRegistered) and policy.zones.get(opened.visit.zone).inside
        offered = list_offered(policy) if is_due else ()
        return f"{WAYS[offered[0]]}?interaction={opened.interaction.interaction_id}" if offered else None

    def _explain(self, opened: Opened) -> tuple[str, tuple[str, ...]]:
        """Return which texts the page has, and the reasons as sentences."""
        parts, visit, step = self.door.parts, opened.visit, opened.step
        texts = parts.texts(visit)
        if isinstance(step, BarredOut):
            return step.bar.value, ()
        if isinstance(step, NothingRegistered):
            lacks = (name_lack(parts.policy, level, opened.case.closed) for level in step.options)
            return "nothing", tuple(dict.fromkeys(texts(f"signin.stop.lacks.{lack}") for lack in lacks))
        if not isinstance(step, NoWayIn):
            raise TypeError(f"the stop page does not fit {type(step).__name__}")
        service = parts.policy.services.get(opened.interaction.service)
        name = service.name.pick(visit.language) if service else opened.interaction.client_name or ""
        key = "closed" if step.decision.outcome is Outcome.CLOSED else "refused"
        return key, explain(step.decision, name, texts, visit.language, visit.now)


def name_lack(policy: Policy, name: str, closed: frozenset[str]) -> str:
    """Return the last part of the text that says why a level cannot be used: nobody can, or something is not registered."""
    level = policy.levels.get(name)
    return name_method(level) if level and is_open(policy, name, closed) else "sms_spent"

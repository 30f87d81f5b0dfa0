"""Where a person is, how they signed in and how long is left: the line at the top of every signed-in page."""

from dataclasses import dataclass

from idp.policy.decision import Decision
from idp.policy.rules import Policy
from idp.policy.text import Text
from idp.portal.time_left import TimeLeft


@dataclass(frozen=True, slots=True)
class Standing:
    """What the line says; `how` is None when nothing that was proved counts here."""

    name: str
    where: Text
    is_inside: bool
    how: Text | None
    left: TimeLeft


def build_standing(policy: Policy, name: str, zone: str, decision: Decision, left: TimeLeft) -> Standing:
    """Return the line for the person called `name` in `zone`. `decision` is any about them: it says what was earned."""
    here = policy.zones.get(zone)
    level = policy.levels.get(decision.acr.level) if decision.acr else None
    return Standing(name, here.label, here.inside, level.label if level else None, left)

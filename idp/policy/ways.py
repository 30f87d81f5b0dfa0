"""Which sign-ins here would do, and what the answer to one may state."""

from idp.policy.levels import Acr, Levels
from idp.policy.question import Ask
from idp.policy.rules import Policy


def options_in(policy: Policy, service_id: str, zone: str, ask: Ask, realm: str | None) -> tuple[str, ...]:
    """Return the levels that open the service to someone of `realm` in `zone` and meet the ask, strongest first.

    Wishes narrow the choice only when one of them can be met in the zone.
    """
    fitting = policy.ways_in(service_id, zone, realm)
    if ask.level is None and not ask.essential_acr and not ask.acr_values:
        return fitting
    acceptable = tuple(
        level for level in fitting if stated_acr(policy.levels, Acr(level, zone), ask) is not None
    )
    wished = tuple(level for level in acceptable if grants_wish(policy.levels, Acr(level, zone), ask))
    return wished or acceptable


def stated_acr(levels: Levels, earned: Acr, ask: Ask) -> Acr | None:
    """Return what to state of what was earned: itself, or the strongest demanded value it covers; None when too little.

    A demanded value is returned as it was demanded (OpenID Connect Core, section 5.5.1.1).
    """
    if ask.level is not None and not levels.at_least(earned.level, ask.level):
        return None
    if not ask.essential_acr:
        return earned
    covered = {wanted.level: wanted for wanted in ask.essential_acr if levels.covers(earned, wanted)}
    return next((covered[name] for name in reversed(levels.names) if name in covered), None)


def grants_wish(levels: Levels, earned: Acr, ask: Ask) -> bool:
    """Say whether what was earned covers one of the wishes. True without wishes, and when there are demands."""
    if ask.essential_acr or not ask.acr_values:
        return True
    return any(levels.covers(earned, wish) for wish in ask.acr_values)

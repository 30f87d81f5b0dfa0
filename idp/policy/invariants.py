"""What holds under every policy, checked over everything that can be asked of it.

A policy that breaks one of these is refused, and the refusal names a counter-example.
"""

from dataclasses import replace
from typing import Final

from idp.policy import safe_rules
from idp.policy.problems import Fault, KeyPath, check_faultless
from idp.policy.proved_kinds import ON_ANSWERS, find_breaches
from idp.policy.rules import Policy
from idp.policy.week import ALWAYS_OPEN, tell_hours

ON_RULES: Final = (
    safe_rules.stronger_zone_never_gives_less,
    safe_rules.every_tile_is_accessible,
    safe_rules.built_in_services_can_be_reached,
    safe_rules.newcomers_can_begin,
    safe_rules.built_in_services_are_for_everyone,
    safe_rules.built_in_services_open_each_week,
    safe_rules.unknown_addresses_are_outside,
    safe_rules.inside_is_no_part_of_the_world,
    safe_rules.inside_methods_stay_inside,
    safe_rules.helpdesk_stays_inside,
    safe_rules.console_takes_a_strong_method,
    safe_rules.amr_follows_from_methods,
)


def check_invariants(policy: Policy, text: str = "", source: str = "policy") -> None:
    """Raise PolicyError with a counter-example for each place that breaks an invariant.

    `text` is the file the policy was read from and `source` its name, for the line numbers.
    """
    faults = [fault for find in ON_RULES for fault in find(policy)]
    faults += [_with_hours(policy, fault) for fault in find_breaches(policy)]
    first: dict[KeyPath, Fault] = {}
    for fault in faults:
        first.setdefault(fault.path, fault)
    check_faultless(first.values(), text, source)


def list_promises() -> tuple[str, ...]:
    """Return what holds under every policy that was not refused, a sentence each."""
    return tuple((find.__doc__ or "").partition("\n")[0] for find in (*ON_RULES, *ON_ANSWERS))


def _with_hours(policy: Policy, fault: Fault) -> Fault:
    """Return the fault of a service with the hours at which it can happen, when there are hours at which it cannot."""
    hours = tell_hours(policy.services[str(fault.path[1])].hours)
    return fault if hours == ALWAYS_OPEN else replace(fault, what=f"{fault.what}, open {hours}")

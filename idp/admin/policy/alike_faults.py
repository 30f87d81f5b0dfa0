"""Puts faults together that are alike but for the service, so that whoever reads them mends one thing and not twenty."""

from collections.abc import Iterable
from dataclasses import dataclass

from idp.admin.policy.outcomes import FaultLine


@dataclass(frozen=True, slots=True)
class AlikeFaults:
    """The first of faults that are alike, and the further services that it is true of."""

    first: FaultLine
    services: tuple[str, ...]


def group_alike(faults: Iterable[FaultLine]) -> tuple[AlikeFaults, ...]:
    """Return faults of a service with those that say the same of another; every other fault alone, in their order."""
    groups: dict[object, list[FaultLine]] = {}
    for number, fault in enumerate(faults):
        rest = tuple(pair for pair in fault.values if pair[0] != "service")
        is_shared = bool(fault.kind) and rest and rest != fault.values
        groups.setdefault((fault.kind, rest) if is_shared else number, []).append(fault)
    return tuple(
        AlikeFaults(first, tuple(dict(one.values)["service"] for one in more))
        for first, *more in groups.values()
    )

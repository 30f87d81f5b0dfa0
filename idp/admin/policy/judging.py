"""Judges the text of a draft: a policy that may be in force, or everything that is wrong with it."""

from functools import lru_cache

from idp.admin.policy.outcomes import FaultLine, Faulty
from idp.policy.loading import parse_once
from idp.policy.problems import Fault, PolicyError
from idp.policy.rules import Policy

SOURCE = "draft"
"""What the faults call the text before they are put on lines of their own."""


@lru_cache(maxsize=16)
def judge(text: str, realms: tuple[str, ...]) -> Policy | Faulty:
    """Return the policy in a text, proved over everything that can be asked of it, or its faults in order.

    A text that was lately judged is not judged again: reading one of 300 services takes a tenth of a second.
    """
    try:
        return parse_once(text, SOURCE, realms)
    except PolicyError as problem:
        return Faulty(tuple(read_line(line, problem.faults.get(line)) for line in problem.lines))


def read_line(written: str, fault: Fault | None = None) -> FaultLine:
    """Return a fault with its line as a number."""
    line, _, what = written.removeprefix(f"{SOURCE}:").partition(": ")
    if not line.isdecimal():
        return FaultLine(0, written)
    return FaultLine(int(line), what, fault.kind if fault else "", fault.values if fault else ())

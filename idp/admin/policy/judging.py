"""Judges the text of a draft: a policy that may be in force, or everything that is wrong with it."""

from functools import lru_cache

from idp.admin.policy.outcomes import FaultLine, Faulty
from idp.policy.loading import parse_once
from idp.policy.problems import PolicyError
from idp.policy.rules import Policy

SOURCE = "draft"
"""What the faults call the text before they are put on lines of their own."""


@lru_cache(maxsize=16)
def judge(text: str, realms: tuple[str, ...]) -> Policy | Faulty:
    """Return the policy in a text, proved over everything that can be asked of it, or its faults in order.

    A text that was lately judged is not judged again: proving one takes a second.
    """
    try:
        return parse_once(text, SOURCE, realms)
    except PolicyError as problem:
        return Faulty(tuple(map(read_line, problem.lines)))


def read_line(written: str) -> FaultLine:
    """Return a fault with its line as a number."""
    line, _, what = written.removeprefix(f"{SOURCE}:").partition(": ")
    return FaultLine(int(line), what) if line.isdecimal() else FaultLine(0, written)

"""The policy as the command line reads it: refused with every fault, one a line."""

from pathlib import Path

from idp.ops.stop import Stop
from idp.people.realms import REALMS
from idp.policy.loading import load_policy
from idp.policy.problems import PolicyError
from idp.policy.rules import Policy


def read_policy(path: Path) -> Policy:
    """Return the policy; stop with all that is wrong with it."""
    try:
        return load_policy(path, REALMS)
    except PolicyError as problem:
        raise Stop(str(problem)) from None

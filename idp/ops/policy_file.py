"""The policy in force as the command line reads it: refused with every fault, one a line."""

from idp.config.settings import Config
from idp.ops.opened import open_engine
from idp.ops.stop import Stop
from idp.people.realms import REALMS
from idp.policy.drafts.in_force import InForce, read_in_force
from idp.policy.problems import PolicyError
from idp.policy.rules import Policy
from idp.storage.policy.versions import load_published


def read_policy(config: Config) -> Policy:
    """Return the policy in force; stop with all that is wrong with it."""
    return load_policy_in_force(config).policy


def load_policy_in_force(config: Config) -> InForce:
    """Return the policy in force and its version: the newest that was published, else the configured file.

    A database without tables has published nothing. Stops with all that is wrong with the policy.
    """
    with open_engine(config) as engine:
        version = load_published(engine)
    try:
        return read_in_force(version, config.policy, REALMS)
    except PolicyError as problem:
        raise Stop(str(problem)) from None

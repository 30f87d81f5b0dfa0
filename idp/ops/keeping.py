"""Who must not be locked out of the console, as the command line knows it."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from idp.admin.roles.keeping import Keeping
from idp.admin.roles.nobody_left import NobodyLeft
from idp.chance import SystemChance
from idp.config.settings import Config
from idp.ops.stop import Stop
from idp.people.ldap.opening import BadDirectory
from idp.people.realms import REALMS
from idp.policy.drafts.in_force import find_version, read_in_force
from idp.policy.problems import PolicyError
from idp.policy.rules import Policy
from idp.storage.unit_of_work import Database
from idp.wiring import build_directories, build_keeping

last_option = click.option(
    "--even-the-last",
    is_flag=True,
    help="Also when nobody who administers would get into the console any more; then see: console key.",
)


def open_keeping(config: Config, database: Database, *, even_the_last: bool = False) -> Keeping:
    """Return what judges who is left, or nobody where `even_the_last`; stop when a directory cannot be opened.

    Proving the policy takes a second: do it before a unit of work.
    """
    policy = None if even_the_last else find_policy(config, database)
    try:
        directories = build_directories(config, database, SystemChance())
    except BadDirectory as problem:
        raise Stop(str(problem)) from None
    return build_keeping(config, database, directories, lambda: policy)


def find_policy(config: Config, database: Database) -> Policy | None:
    """Return the policy in force; None when it cannot be used: then there is no console to be locked out of."""
    with database.read() as stores:
        version = find_version(stores.policy_versions)
    try:
        return read_in_force(version, config.policy, REALMS).policy
    except PolicyError:
        return None


@contextmanager
def stopping() -> Iterator[None]:
    """Stop, with the counter-example, when nobody who administers would be left; nothing was changed."""
    try:
        yield
    except NobodyLeft as left:
        raise Stop(f"{left.detail}; --even-the-last does it anyway; nothing was changed") from None

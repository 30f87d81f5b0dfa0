"""Who must not be locked out of the console."""

from collections.abc import Callable

from idp.admin.roles.keeping import Keeping
from idp.config.settings import Config
from idp.people.directory import Directories
from idp.people.realms import REALMS
from idp.policy.rules import Policy
from idp.storage.unit_of_work import Database


def build_keeping(
    config: Config, database: Database, directories: Directories, policy: Callable[[], Policy | None]
) -> Keeping:
    """Return what judges who is left; `policy` is the one in force, None when it cannot be read."""
    return Keeping(
        database.read,
        directories.find_person,
        policy,
        config.console.administrators,
        has_directory=any(config.directories.of(realm).kind == "ldap" for realm in REALMS),
    )

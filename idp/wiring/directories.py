"""Where each realm's people are kept."""

from idp.chance import Chance
from idp.config.settings import Config
from idp.people.directory import Directories, Directory
from idp.people.hasher import Hasher
from idp.people.ldap.opening import open_directory
from idp.people.local import LocalDirectory
from idp.people.realms import REALMS
from idp.storage.unit_of_work import Database


def build_directories(config: Config, database: Database, chance: Chance) -> Directories:
    """Return each realm's directory: our own, or the municipality's. Raises BadDirectory."""
    passwords = config.passwords
    hasher = Hasher(
        memory_kib=passwords.memory_kib, iterations=passwords.iterations, concurrent=passwords.concurrent
    )
    local = list_local_realms(config)
    by_realm: dict[str, Directory] = {}
    for realm in REALMS:
        settings = config.directories.of(realm)
        if settings.kind == "ldap":
            by_realm[realm] = open_directory(realm, settings, database.begin, chance.identifier)
        else:
            by_realm[realm] = LocalDirectory(
                realm, database.begin, database.read, hasher, neighbours=local - {realm}
            )
    return Directories(by_realm)


def list_local_realms(config: Config) -> frozenset[str]:
    """Return the realms whose people are kept in our own database."""
    return frozenset(realm for realm in REALMS if config.directories.of(realm).kind != "ldap")

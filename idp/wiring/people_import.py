"""The import of people: in the console and by the REST API."""

from datetime import datetime

from idp.admin.pages.console.subject import Subject
from idp.admin.pages.people_import.build import build_import_pages
from idp.admin.people_import.desk import PeopleImport
from idp.admin.people_import.operations import build_import_operations
from idp.admin.people_import.store import ImportStores
from idp.admin.roles.bringing import build_bringing
from idp.people.hasher import Hasher
from idp.sessions.session import End
from idp.wiring.ground import Ground
from idp.wiring.keeping import build_keeping
from idp.wiring.parts import Parts
from idp.wiring.scim import list_local_realms


def build_people_import(parts: Parts, ground: Ground) -> Subject:
    """Return the import as a subject of the console."""
    cost = parts.config.passwords
    hasher = Hasher(memory_kib=cost.memory_kib, iterations=cost.iterations, concurrent=cost.concurrent)

    def end_sessions(stores: ImportStores, person_id: str, now: datetime) -> int:
        return ground.logout.end_all(stores, person_id, ground.lifetimes.idle, now, End.REVOKED)

    desk = PeopleImport(
        parts.database.begin,
        parts.database.read,
        parts.chance,
        list_local_realms(parts.config),
        end_sessions,
        ground.logout.wake,
        hasher.hash(parts.chance.token()),
        build_keeping(parts.config, parts.database, parts.directories, lambda: parts.policy),
        build_bringing(parts.config.console),
    )
    return Subject(
        pages=build_import_pages(desk),
        operations=build_import_operations(desk),
    )

"""The desk of applications as the command line opens it: the operator acts, and may do everything."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from idp.admin.clients.desk import ClientDesk
from idp.chance import SystemChance
from idp.config.settings import Config
from idp.delivery.outgoing import build_fetcher
from idp.oidc.logout.ending import Logout
from idp.oidc.outbound import Outbound
from idp.oidc.registration.registering import Part
from idp.ops.opened import load_subject_key, open_database
from idp.ops.policy_file import read_policy
from idp.people.person import Person
from idp.storage.unit_of_work import Database
from idp.wiring import build_directories


@contextmanager
def open_desk(config: Config) -> Iterator[ClientDesk]:
    """Yield the desk over the database; the directories are opened only when an owner is looked up."""
    with open_database(config) as database:
        yield build_desk(config, database)


def build_desk(config: Config, database: Database) -> ClientDesk:
    """Return the desk over an open database."""
    chance = SystemChance()

    def find_person(person_id: str, now: datetime) -> Person | None:
        return build_directories(config, database, chance).find_person(person_id, now)

    return ClientDesk(
        begin=database.begin,
        read=database.read,
        services=lambda: tuple(read_policy(config).services),
        find_person=find_person,
        outbound=Outbound(build_fetcher(config.network)),
        chance=chance,
        part=build_parting(config, database),
        secret_life=config.client_secrets.life,
    )


def build_parting(config: Config, database: Database) -> Part:
    """Return what takes an application out of every session; the process that serves sends the notices."""
    logout = Logout(database.begin, SystemChance(), subject_key=load_subject_key(config))
    return partial(logout.part, idle=config.sessions.idle)

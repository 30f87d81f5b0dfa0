"""The helpdesk's desks as the command line works at them: the same as the console's and the REST API's."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from idp.admin.actor import Actor
from idp.config.settings import Config
from idp.ops.acting import read_operator
from idp.ops.opened import open_database
from idp.ops.stop import Stop
from idp.people.directory import DirectoryUnavailable
from idp.people.ldap.opening import BadDirectory
from idp.people.person import Person
from idp.policy.problems import PolicyError
from idp.wiring import (
    PeopleHouse,
    build_dispatcher,
    build_ground,
    build_methods,
    build_parts,
    build_people_house,
)


@dataclass(frozen=True, slots=True)
class AtTheDesk:
    """The operator at the desks."""

    house: PeopleHouse
    actor: Actor

    def get_person(self, realm: str, username: str, now: datetime) -> Person:
        """Return the person of a realm; stop when there is none, or the directory does not answer."""
        try:
            person = self.house.parts.directories.find_named(realm, username, now)
        except DirectoryUnavailable:
            raise Stop(f"the directory of {realm} does not answer; try again in a while") from None
        if person is None:
            raise Stop(f"nobody in {realm} is called {username}; see: python -m idp people search")
        return person


@contextmanager
def open_house(config: Config) -> Iterator[AtTheDesk]:
    """Yield the desks; stop when the policy, the database or its keys cannot be used. The server sends what is queued."""
    with open_database(config):
        try:
            parts = build_parts(config)
        except (PolicyError, BadDirectory) as problem:
            raise Stop(str(problem)) from None
        try:
            ground = build_ground(parts, build_dispatcher(parts))
            yield AtTheDesk(build_people_house(parts, ground, build_methods(parts, ground)), read_operator())
            parts.database.bind()
        finally:
            parts.database.engine.dispose()

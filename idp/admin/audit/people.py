"""Who the people in the trail are, as far as the reader may know it."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from idp.admin.actor import Actor
from idp.admin.permissions import Permission
from idp.people.directory import Directories, DirectoryUnavailable
from idp.people.person import Person
from idp.people.protection import name_for_others
from idp.people.username import canonical_username


@dataclass
class Names:
    """Names people for one page. Each is looked up once; when a directory does not answer, the rest stay ids."""

    directories: Directories
    actor: Actor
    now: datetime
    _known: dict[str, str | None] = field(default_factory=dict)
    _is_away: bool = False

    def learn(self, person_ids: Collection[str]) -> None:
        """Look many people up at once; what a directory that is away cannot say is left to `find`."""
        asked = sorted(set(person_ids) - self._known.keys())
        with suppress(DirectoryUnavailable):
            people = self.directories.find_people(asked, self.now)
            for one in asked:
                self._known[one] = name_for(self.actor, people[one]) if one in people else None

    def find(self, person_id: str) -> str | None:
        """Return the name that the reader may see: an alias for a protected person; None for whom nobody knows."""
        if person_id not in self._known and not self._is_away:
            try:
                person = self.directories.find_person(person_id, self.now)
            except DirectoryUnavailable:
                self._is_away = True
                return None
            self._known[person_id] = name_for(self.actor, person) if person else None
        return self._known.get(person_id)


def name_for(actor: Actor, person: Person) -> str:
    """Return what this actor may call the person."""
    return person.name if actor.may(Permission.PEOPLE_PROTECTED) else name_for_others(person)


def find_person_id(
    directories: Directories, actor: Actor, realm: str, username: str, now: datetime
) -> str | None:
    """Return the id of whom the username names; None for nobody, and for a protected person the actor may not see.

    A username is made of the name: to be found by it would tell who is behind an alias.
    """
    canonical = canonical_username(username)
    person = directories.find_named(realm, canonical, now) if canonical else None
    if person is None or (person.is_protected and not actor.may(Permission.PEOPLE_PROTECTED)):
        return None
    return person.person_id

"""The municipality's directory as one realm's employees."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from idp.config.sections.directories import Directory
from idp.people.directory import (
    Bar,
    Barred,
    DirectoryUnavailable,
    Locked,
    PasswordAnswer,
    Right,
    RollCall,
    Unavailable,
    Wrong,
)
from idp.people.hasher import read_password
from idp.people.ldap.client import Client
from idp.people.ldap.deadline import Deadline
from idp.people.ldap.entry import Entry
from idp.people.ldap.groups import find_groups
from idp.people.ldap.links import LIFE, Begin, Link
from idp.people.ldap.memory import Memory
from idp.people.ldap.names import is_within
from idp.people.ldap.problems import Down, TooMany
from idp.people.ldap.queries import attributes_of, by_key, by_username, by_words
from idp.people.ldap.reading import read_person
from idp.people.ldap.roll import Roll
from idp.people.ldap.verdict import Verdict, judge
from idp.people.local import as_employed
from idp.people.person import Person
from idp.people.username import canonical_username

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LdapDirectory:
    """One realm kept in Active Directory, OpenLDAP or the like. `new_id` gives the ids of people: `Chance.identifier`.

    A person is searched for by the service account; the password is tried over a connection of its own. Every
    attempt that proves nothing made exactly one search and one bind, whoever it named.
    """

    realm: str
    settings: Directory
    client: Client
    begin: Begin
    new_id: Callable[[], str]
    memory: Memory = field(default_factory=Memory)

    def check_password(self, username: str, password: str, now: datetime) -> PasswordAnswer:
        """Judge a username and password. What no directory should see is a wrong password, and is never sent to one."""
        canonical, typed = canonical_username(username), read_password(password)
        if canonical is None or typed is None or b"\0" in typed:
            return Wrong()
        try:
            with Deadline(self.settings.whole_seconds) as deadline:
                entry = self._find_by_username(canonical, now, deadline)
                dn = entry.dn if entry else f"cn=nobody,{self.settings.base}"
                answer = self.client.bind(dn, typed.decode(), now, deadline)
                verdict = judge(answer)
                if entry is None:
                    return Wrong()
                if isinstance(verdict, Verdict) and verdict is not Verdict.RIGHT:
                    return self._refuse(entry, verdict)
                groups = self._find_groups(entry, now, deadline)
        except (Down, TooMany) as problem:
            log.warning("directory of %s is unavailable: %s", self.realm, problem)
            return Unavailable()
        person = self._receive(entry, groups, answer.seconds_left, now)
        if isinstance(verdict, Bar):
            return Barred(person, verdict)
        if not person.is_active:
            return Barred(person, Bar.DISABLED if person.expires_at is None else Bar.ENDED)
        return Right(person)

    def find_person(self, person_id: str, now: datetime) -> Person | None:
        """Return the person as the directory knew them at most `cache_seconds` ago, longer ago when it is down.

        Raises DirectoryUnavailable when that is too long ago.
        """
        reading = self.memory.find(person_id)
        if reading is None or not reading.is_younger_than(self.settings.cached_for, now):
            link = self._find_link(person_id)
            if link is None:
                return None
            try:
                self._read(link, now)
            except (Down, TooMany) as problem:
                if reading is None or not reading.is_younger_than(self.settings.stale_after, now):
                    raise DirectoryUnavailable(f"{self.realm}: {problem}") from None
            else:
                reading = self.memory.find(person_id)
        person = reading.person if reading else None
        return as_employed(person, now) if person else None

    def find_people(self, person_ids: Sequence[str], now: datetime) -> Mapping[str, Person]:
        """Return those whom the directory knows, each as `find_person` would. Raises DirectoryUnavailable."""
        found = {one: self.find_person(one, now) for one in person_ids}
        return {one: person for one, person in found.items() if person is not None}

    def find_named(self, username: str, now: datetime) -> Person | None:
        """Return the person of this username as the directory knows them now. Raises DirectoryUnavailable."""
        canonical = canonical_username(username)
        if canonical is None:
            return None
        try:
            with Deadline(self.settings.whole_seconds) as deadline:
                entry = self._find_by_username(canonical, now, deadline)
                groups = self._find_groups(entry, now, deadline) if entry else frozenset()
        except (Down, TooMany) as problem:
            raise DirectoryUnavailable(f"{self.realm}: {problem}") from None
        return self._receive(entry, groups, None, now) if entry else None

    def find_like(self, words: tuple[str, ...], most: int, now: datetime) -> tuple[tuple[Person, ...], bool]:
        """Return at most so many people of whom each word begins something, without groups, and whether there are more.

        Whoever is found has an id of ours from then on. Raises DirectoryUnavailable.
        """
        base, asked = self.settings.base or "", by_words(self.settings, words)
        try:
            with Deadline(self.settings.whole_seconds) as deadline:
                entries, is_cut = self.client.ask(
                    lambda connection: connection.take(base, asked, attributes_of(self.settings), most),
                    now,
                    deadline,
                )
        except (Down, TooMany) as problem:
            raise DirectoryUnavailable(f"{self.realm}: {problem}") from None
        known = [entry for entry in entries if self._key_of(entry) and is_within(entry.dn, base)]
        with self.begin() as stores:
            ids = [
                stores.ldap_links.keep(Link(self.new_id(), self.realm, self._key_of(entry)), now + LIFE)
                for entry in known
            ]
        people = (
            self._build(entry, frozenset(), person_id, now)
            for entry, person_id in zip(known, ids, strict=True)
        )
        return tuple(people), is_cut

    def call_roll(self, person_ids: Sequence[str], now: datetime) -> RollCall:
        """Say which of these people are of this realm and employed."""
        return Roll(self.realm, self.settings, self.client, self.begin).call(person_ids, now)

    def _find_by_username(self, canonical: str, now: datetime, deadline: Deadline) -> Entry | None:
        """Return the one entry with exactly this username and a stable key; None for none and for several.

        Directories compare more kindly than we do (Active Directory takes å for a), and our limits count what was
        typed: whoever could reach one account by many spellings would have as many guesses.
        """
        try:
            entries = self._search(by_username(self.settings, canonical), now, deadline)
        except TooMany:
            log.error("directory of %s has several entries for one username", self.realm)
            return None
        if not entries or not self._is_called(entries[0], canonical):
            return None
        if entries[0].raw(self.settings.attributes.key) is None:
            log.error("directory of %s gives no %s", self.realm, self.settings.attributes.key)
            return None
        return entries[0]

    def _is_called(self, entry: Entry, canonical: str) -> bool:
        return canonical_username(entry.text(self.settings.attributes.username) or "") == canonical

    def _search(self, text_filter: str, now: datetime, deadline: Deadline) -> tuple[Entry, ...]:
        base, attributes = self.settings.base or "", attributes_of(self.settings)
        return self.client.ask(
            lambda connection: connection.search(base, text_filter, attributes, 1), now, deadline
        )

    def _find_groups(self, entry: Entry, now: datetime, deadline: Deadline) -> frozenset[str]:
        """Return the groups, which only someone who is let in or looked at again is asked for: it takes time."""
        return self.client.ask(
            lambda connection: find_groups(connection, entry, self.settings), now, deadline
        )

    def _read(self, link: Link, now: datetime) -> None:
        """Read the person anew and remember them. Raises Down and TooMany."""
        person = None
        with Deadline(self.settings.whole_seconds) as deadline:
            entries = self._search(by_key(self.settings, bytes.fromhex(link.key)), now, deadline)
            if entries:
                groups = self._find_groups(entries[0], now, deadline)
                person = self._build(entries[0], groups, link.person_id, now)
        self.memory.keep(link.person_id, person, now)

    def _find_link(self, person_id: str) -> Link | None:
        with self.begin() as stores:
            link = stores.ldap_links.find(person_id)
        return link if link and link.realm == self.realm else None

    def _find_link_of(self, entry: Entry) -> Link | None:
        with self.begin() as stores:
            return stores.ldap_links.find_by_key(self.realm, self._key_of(entry))

    def _key_of(self, entry: Entry) -> str:
        return (entry.raw(self.settings.attributes.key) or b"").hex()

    def _refuse(self, entry: Entry, verdict: Verdict) -> Locked | Wrong:
        link = self._find_link_of(entry)
        person_id = link.person_id if link else None
        return Locked(person_id) if verdict is Verdict.LOCKED else Wrong(person_id)

    def _receive(
        self, entry: Entry, groups: frozenset[str], seconds_left: int | None, now: datetime
    ) -> Person:
        """Return the person with the id that is theirs from now on, and remember them."""
        with self.begin() as stores:
            person_id = stores.ldap_links.keep(
                Link(self.new_id(), self.realm, self._key_of(entry)), now + LIFE
            )
        person = self._build(entry, groups, person_id, now)
        if seconds_left is not None:
            person = replace(person, password_expires_at=now + timedelta(seconds=seconds_left))
        self.memory.keep(person_id, person, now)
        return person

    def _build(self, entry: Entry, groups: frozenset[str], person_id: str, now: datetime) -> Person:
        return read_person(entry, groups, self.settings, realm=self.realm, person_id=person_id, now=now)

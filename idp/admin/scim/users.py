"""Keeps people for other systems: made, read, found, changed, removed. Every change is recorded with what it changes."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from idp.admin.permissions import Permission
from idp.admin.roles.keeping import Keeping
from idp.admin.roles.taking_over import CheckPassword
from idp.admin.scim.attribute import Resource
from idp.admin.scim.call import READ, Caller
from idp.admin.scim.covering import apply_unseen
from idp.admin.scim.entry import Entry, write_version
from idp.admin.scim.fault import Fault, bad_value, unknown
from idp.admin.scim.keeping import keep
from idp.admin.scim.names import MUNICIPAL
from idp.admin.scim.patch import Change, apply_patch
from idp.admin.scim.reading import read_resource
from idp.admin.scim.resource_type import ResourceType
from idp.admin.scim.retrying import Moved, retry
from idp.admin.scim.store import Begin, ScimStores, Written
from idp.admin.scim.user_resource import check_same, keep_unsent, read_external_id, read_user, write_user
from idp.admin.scim.user_type import build_user_type
from idp.audit.events import Tag
from idp.chance import Chance
from idp.people.hasher import MOST_BYTES, Hasher
from idp.people.person import Person
from idp.people.username import canonical_username

FEWEST_CHARACTERS: Final = 15
"""What a password that may stand alone needs (NIST SP 800-63B-4, section 3.1.1.2)."""

EndSessions = Callable[[ScimStores, str, datetime], int]
"""Ends every session of a person and what outlives sessions, in this unit of work."""


@dataclass(frozen=True, slots=True)
class Users:
    """The desk of people. `realms` are those that are kept here, and not in the municipality's own directory."""

    begin: Begin
    chance: Chance
    hasher: Hasher
    issuer: str
    realms: tuple[str, ...]
    end_sessions: EndSessions
    wake: Callable[[], None]
    keeping: Keeping
    nobodys_hash: str
    """What people without a password have: the hash of something nobody knows, which takes as long to check."""
    check_password: CheckPassword

    def kind(self, caller: Caller) -> ResourceType:
        """Return what a User is to the caller."""
        return build_user_type(self.realms, sees_protected=caller.sees_protected)

    def find(self, caller: Caller, person_id: str) -> Resource:
        """Return one person, and record that they were read. Raises Fault 404."""
        caller.actor.check(*READ)
        with self.begin() as stores:
            entry = self.load(stores, person_id)
            stores.audit.record(caller.actor.describe(Tag.PERSON_OPENED, caller.now, person_id=person_id))
            return self.show(stores, caller, entry)

    def add(self, caller: Caller, body: object) -> Resource:
        """Make a person. Raises Fault: 409 when the username or the employee number is another's."""
        caller.actor.check(Permission.PEOPLE_WRITE)
        resource = read_resource(body, full_kind(self.realms))
        person = read_user(resource, self.build_nobody(resource, caller.now), caller.now)
        entry = Entry(person, 1, caller.now, read_external_id(resource))
        username = read_username(person)
        password_hash = self.hash(resource.get("password")) or self.nobodys_hash
        with self.begin() as stores:
            if stores.provisioning.add(entry, username, password_hash) is not Written.DONE:
                raise taken()
            stores.audit.record(
                caller.actor.describe(Tag.PERSON_ADDED, caller.now, person_id=person.person_id)
            )
            return self.show(stores, caller, entry)

    def put(self, caller: Caller, person_id: str, body: object) -> Resource:
        """Replace what is kept of a person; a password that is not sent stays. Raises Fault."""
        caller.actor.check(Permission.PEOPLE_WRITE)
        sent = read_resource(body, full_kind(self.realms))
        password_hash = self.hash(sent.get("password"))
        return retry(
            lambda: self._change(caller, person_id, lambda before: keep_unsent(before, sent), password_hash)
        )

    def patch(self, caller: Caller, person_id: str, changes: tuple[Change, ...]) -> Resource:
        """Change a person by the operations, all or none. Raises Fault."""
        caller.actor.check(Permission.PEOPLE_WRITE)
        kind = full_kind(self.realms)
        password_hash = self.hash(find_password(changes))
        return retry(
            lambda: self._change(
                caller, person_id, lambda before: self.apply(caller, before, changes, kind), password_hash
            )
        )

    def remove(self, caller: Caller, person_id: str) -> None:
        """Forget a person, end what they have under way, and record it. Raises Fault."""
        caller.actor.check(Permission.PEOPLE_WRITE)
        retry(lambda: self._remove(caller, person_id))
        self.wake()

    def _remove(self, caller: Caller, person_id: str) -> None:
        keeping = self.keeping.look(caller.now)
        with self.begin() as stores, keep(keeping, stores, caller.now):
            entry = self.load(stores, person_id)
            caller.check_match(write_version(entry.version))
            self.end_sessions(stores, person_id, caller.now)
            gone = replace(entry, person=replace(entry.person, updated_at=caller.now))
            if stores.provisioning.remove(gone) is not Written.DONE:
                raise Moved
            stores.audit.record(caller.actor.describe(Tag.PERSON_REMOVED, caller.now, person_id=person_id))

    def _change(
        self,
        caller: Caller,
        person_id: str,
        change: Callable[[Resource], Resource],
        password_hash: str | None,
    ) -> Resource:
        """Change a person in one unit of work. Raises Moved when somebody else did meanwhile."""
        ended, keeping = 0, self.keeping.look(caller.now)
        with self.begin() as stores, ExitStack() as stack:
            before = self.load(stores, person_id)
            caller.check_match(write_version(before.version))
            known = write_user(before, {}, self.issuer, sees_protected=True)
            wanted = change(known)
            check_same(before.person, (wanted.get(MUNICIPAL) or {}).get("realm"))
            entry = replace(
                before,
                person=read_user(wanted, before.person, caller.now),
                external_id=read_external_id(wanted),
            )
            check_protection(caller, before.person, entry.person)
            if password_hash is not None:
                self.check_password(stores, caller.actor, before.person)
            if may_lose(before.person, entry.person):
                stack.enter_context(keep(keeping, stores, caller.now))
            if is_changed(before, entry):
                check_written(stores.provisioning.change(before, entry, read_username(entry.person)))
                entry = replace(entry, version=entry.version + 1)
                tag = name_change(before.person, entry.person)
                stores.audit.record(caller.actor.describe(tag, caller.now, person_id=person_id))
            else:
                entry = before
            if password_hash is not None:
                entry = replace(entry, person=replace(entry.person, updated_at=caller.now))
                check_written(stores.provisioning.change_password(entry, password_hash))
                entry = replace(entry, version=entry.version + 1)
                stores.audit.record(caller.actor.describe(Tag.PASSWORD_SET, caller.now, person_id=person_id))
            if password_hash is not None or (before.person.is_active and not entry.person.is_active):
                ended = self.end_sessions(stores, person_id, caller.now)
            shown = self.show(stores, caller, entry)
        if ended:
            self.wake()
        return shown

    def load(self, stores: ScimStores, person_id: str) -> Entry:
        """Return the person. Raises Fault 404: also for those of a directory that is not kept here."""
        entry = stores.provisioning.find(person_id)
        if entry is None or entry.person.realm not in self.realms:
            raise unknown("user")
        return entry

    def show(self, stores: ScimStores, caller: Caller, entry: Entry) -> Resource:
        """Return the person as the caller may see them."""
        ids = stores.local_groups.find_ids(entry.person.groups)
        return self.write(caller, entry, ids)

    def write(self, caller: Caller, entry: Entry, group_ids: Mapping[str, str]) -> Resource:
        """Return the person as the caller may see them; `group_ids` are known."""
        return write_user(entry, group_ids, self.issuer, sees_protected=caller.sees_protected)

    def build_nobody(self, resource: Resource, now: datetime) -> Person:
        """Return a new person of whom nothing is known but the realm. Raises Fault."""
        realm = (resource.get(MUNICIPAL) or {}).get("realm") or (
            self.realms[0] if len(self.realms) == 1 else None
        )
        if realm not in self.realms:
            raise bad_value(f"realm: write one of {', '.join(self.realms)} in {MUNICIPAL}")
        return Person(
            person_id=self.chance.identifier(),
            realm=realm,
            username="",
            name="",
            given_name="",
            family_name="",
            email=None,
            groups=frozenset(),
            unit="",
            title="",
            is_active=True,
            is_protected=False,
            expires_at=None,
            updated_at=now,
        )

    def apply(
        self, caller: Caller, before: Resource, changes: tuple[Change, ...], kind: ResourceType
    ) -> Resource:
        """Return the person after the operations, which tell nothing of one whom the caller may not see. Raises Fault."""
        if before[MUNICIPAL].get("protectedIdentity") and not caller.sees_protected:
            return apply_unseen(before, changes, kind, self.chance)
        return apply_patch(before, changes, kind)

    def hash(self, password: str | None) -> str | None:
        """Return the password's hash, None for none. Raises Fault."""
        if not password:
            return None
        if len(password) < FEWEST_CHARACTERS or len(password.encode()) > MOST_BYTES:
            raise bad_value(f"password: at least {FEWEST_CHARACTERS} characters are needed")
        return self.hasher.hash(password)


def full_kind(realms: tuple[str, ...]) -> ResourceType:
    """Return a User with all that can be written."""
    return build_user_type(realms, sees_protected=True)


def find_password(changes: tuple[Change, ...]) -> str | None:
    """Return the password that a PATCH sets: it is hashed before the unit of work."""
    found: str | None = None
    for change in changes:
        if change.verb == "remove":
            continue
        named = change.value if change.target is None else {change.target.path.name: change.value}
        for name, value in named.items() if isinstance(named, Mapping) else ():
            if name.lower().rpartition(":")[2] == "password" and isinstance(value, str):
                found = value
    return found


def read_username(person: Person) -> str:
    """Return the username as it is looked up. Raises Fault."""
    canonical = canonical_username(person.username)
    if canonical is None:
        raise bad_value("userName: write 1 to 64 letters, digits and signs without blanks")
    return canonical


def taken() -> Fault:
    """Return the refusal of a username or an employee number that is another's."""
    return Fault(409, "another person of the realm has this userName or employeeNumber", "uniqueness")


def check_written(written: Written) -> None:
    """Raise Fault when another has the name, Moved when somebody changed it meanwhile."""
    if written is Written.TAKEN:
        raise taken()
    if written is Written.MOVED:
        raise Moved


def check_protection(caller: Caller, before: Person, after: Person) -> None:
    """Refuse to lay open a protected person for whoever may not see them. Raises Fault."""
    if before.is_protected and not after.is_protected and not caller.sees_protected:
        raise Fault(403, "protectedIdentity: it takes people.protected to end somebody's protection")


def is_changed(before: Entry, after: Entry) -> bool:
    """Say whether anything but the moment differs."""
    same = replace(after, person=replace(after.person, updated_at=before.person.updated_at))
    return same != before


def may_lose(before: Person, after: Person) -> bool:
    """Say whether the person may be let in to less than before."""
    return (
        (before.is_active and not after.is_active)
        or bool(before.groups - after.groups)
        or before.expires_at != after.expires_at
    )


def name_change(before: Person, after: Person) -> Tag:
    """Return what the change is recorded as."""
    if before.is_active and not after.is_active:
        return Tag.PERSON_DISABLED
    return Tag.PERSON_ENABLED if after.is_active and not before.is_active else Tag.PERSON_CHANGED

"""Takes people in from a file: it is looked at first, then taken in whole, and only as it was looked at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from idp.admin.actor import Actor
from idp.admin.people_import.judging import AT_ONCE, Added, Changed, Judge, Judged, Unchanged
from idp.admin.people_import.preview import Absent, Kind, Missing, Preview, Tally
from idp.admin.people_import.read_csv import read_csv
from idp.admin.people_import.row import Refused
from idp.admin.people_import.store import Begin, ImportStores, Upload
from idp.admin.people_import.writing import EndSessions, Writer
from idp.admin.permissions import Permission
from idp.admin.roles.bringing import Bringing
from idp.admin.roles.keeping import Keeping
from idp.audit.events import Event, Tag
from idp.chance import Chance

KEPT_FOR: Final = timedelta(hours=1)


class NoUpload(LookupError):
    """There is no such file, or its hour is over, or it has been taken in."""


class Stopped(StrEnum):
    """Why a file was not taken in."""

    REFUSED = "refused"
    """Some of its lines are refused."""
    MOVED = "moved"
    """It would do something else than was looked at: somebody changed the directory meanwhile."""
    BRAKE = "brake"
    """It would disable very many, and that was not confirmed."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done."""

    counts: dict[Kind, int]


Progress = Callable[[int], None]
"""Is told how many lines have been looked at."""


def say_nothing(_count: int) -> None:
    """Tell nobody."""


class Moved(Exception):
    """Undoes a unit of work: something had changed meanwhile."""


@dataclass(frozen=True, slots=True)
class PeopleImport:
    """The desk. `realms` are those that are kept here; `nobodys_hash` is the password of those who have none."""

    begin: Begin
    read: Begin
    chance: Chance
    realms: tuple[str, ...]
    end_sessions: EndSessions
    wake: Callable[[], None]
    nobodys_hash: str
    keeping: Keeping
    bringing: Bringing

    def prepare(
        self, actor: Actor, data: bytes, realm: str | None, now: datetime, *, disables_missing: bool = False
    ) -> str:
        """Keep a file for an hour and return its id. Raises WrongFile. `realm` is for a file that does not say."""
        actor.check(Permission.PEOPLE_WRITE)
        for _ in read_csv(data):
            pass
        upload = Upload(
            self.chance.identifier(), actor.actor_id, data, realm, disables_missing, now + KEPT_FOR
        )
        with self.begin() as stores:
            stores.uploads.add(upload)
        return upload.upload_id

    def preview(
        self, actor: Actor, upload_id: str, now: datetime, progress: Progress = say_nothing
    ) -> Preview:
        """Return what the file would do. Raises NoUpload."""
        actor.check(Permission.PEOPLE_WRITE)
        with self.read() as stores:
            upload = self._find(stores, actor, upload_id, now)
            tally = Tally()
            for judged in self._walk(stores, actor, upload, now, progress):
                tally.count(judged)
            return tally.finish()

    def drop(self, actor: Actor, upload_id: str, now: datetime) -> None:
        """Forget a file. Raises NoUpload."""
        actor.check(Permission.PEOPLE_WRITE)
        with self.begin() as stores:
            self._find(stores, actor, upload_id, now)
            stores.uploads.consume(upload_id)

    def apply(
        self,
        actor: Actor,
        upload_id: str,
        fingerprint: str,
        now: datetime,
        *,
        passes_brake: bool = False,
        progress: Progress = say_nothing,
    ) -> Done | Stopped:
        """Take the file in, in one unit of work, when it does what was looked at. Raises NoUpload.

        Raises NobodyLeft when nobody who administers would get into the console any more.

        Whoever is disabled is signed out everywhere; each person is recorded, and the file's hash. Lines are judged before
        the unit begins, which writes nothing unless all whom it changes are as they were then.
        """
        actor.check(Permission.PEOPLE_WRITE)
        tally, writer = Tally(), Writer(actor, now, self.chance)
        with self.read() as stores:
            upload = self._find(stores, actor, upload_id, now)
            for judged in self._walk(stores, actor, upload, now, progress):
                tally.count(judged)
                writer.take(judged)
        preview = tally.finish()
        if (stopped := find_objection(preview, fingerprint, passes_brake=passes_brake)) is not None:
            return stopped
        keeping = self.keeping.look(now)
        try:
            with self.begin() as stores, keeping.keep(stores, now):
                if not stores.uploads.consume(upload_id):
                    raise Moved
                if not writer.write(stores, self.end_sessions, self.nobodys_hash):
                    raise Moved
                stores.audit.record(tell_import(actor, upload, preview, now))
        except Moved:
            return Stopped.MOVED
        self.wake()
        return Done(preview.counts)

    def _walk(
        self, stores: ImportStores, actor: Actor, upload: Upload, now: datetime, progress: Progress
    ) -> Iterator[Judged | Absent]:
        """Yield what becomes of each line, and then, where that is wanted, those whom no line names."""
        named: dict[str, set[str]] = {}
        judge = Judge(
            self.realms,
            upload.realm,
            actor.may(Permission.PEOPLE_PROTECTED),
            lambda joined: self.bringing.find_lacking(actor, joined) is None,
            now,
        )
        for number, judged in enumerate(judge.judge(read_csv(upload.data), stores.people_import), 1):
            match judged:
                case Added(_, person, username):
                    named.setdefault(person.realm, set()).add(username)
                case Changed(_, before, _, username):
                    named.setdefault(before.person.realm, set()).add(username)
                case Unchanged(_, realm, username):
                    named.setdefault(realm, set()).add(username)
                case Refused():
                    pass
            yield judged
            if number % AT_ONCE == 0:
                progress(number)
        for realm in sorted(named) if upload.disables_missing else ():
            active = list(stores.people_import.list_active(realm))
            missing = [
                Missing(
                    realm,
                    one.username if one.alias is None or judge.sees_protected else one.alias,
                    one.person_id,
                    one.version,
                )
                for one in active
                if one.username not in named[realm]
            ]
            yield Absent(tuple(missing), len(active))

    def _find(self, stores: ImportStores, actor: Actor, upload_id: str, now: datetime) -> Upload:
        """Return the actor's file. Raises NoUpload."""
        upload = stores.uploads.find(upload_id, now)
        if upload is None or upload.actor_id != actor.actor_id:
            raise NoUpload
        return upload


def find_objection(preview: Preview, fingerprint: str, *, passes_brake: bool) -> Stopped | None:
    """Return why the file is not taken in, as far as its lines say; None when nothing is against it."""
    if not preview.is_clean:
        return Stopped.REFUSED
    if preview.fingerprint != fingerprint:
        return Stopped.MOVED
    return Stopped.BRAKE if preview.brakes and not passes_brake else None


def tell_import(actor: Actor, upload: Upload, preview: Preview, now: datetime) -> Event:
    """Return what is recorded of the whole file."""
    counts = {f"{kind}_count": count for kind, count in preview.counts.items()}
    details: Mapping[str, str | int] = {"file_hash": sha256(upload.data).hexdigest(), **counts}
    return actor.describe(Tag.PEOPLE_IMPORTED, now, details=details)

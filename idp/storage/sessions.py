"""Sessions in the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Index,
    String,
    Table,
    and_,
    bindparam,
    delete,
    select,
    update,
)

from idp.policy.standing import CLOCK_SKEW
from idp.sessions.session import AuthenticationEvent, End, Session
from idp.storage.batches import batches
from idp.storage.driver.prepared import Prepared, PreparedInsert
from idp.storage.insert_once import insert_once
from idp.storage.metadata import Moment, metadata

sessions = Table(
    "sessions",
    metadata,
    Column("sid", String(32), primary_key=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("person_id", String(64), nullable=False),
    Column("realm", String(32), nullable=False),
    Column("events", JSON, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("previous_zone", String(64)),
    Column("started_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("end_reason", String(16)),
    Column("device", String(64), nullable=False),
    Index("ix_sessions_person_id_ended_at", "person_id", "ended_at"),
    Index("ix_sessions_expires_at", "expires_at"),
)

session_clients = Table(
    "session_clients",
    metadata,
    Column("sid", String(32), primary_key=True),
    Column("client_id", String(64), primary_key=True),
    Column("first_seen_at", Moment, nullable=False),
    Index("ix_session_clients_client_id", "client_id"),
)

FIELDS = (
    sessions.c.sid,
    sessions.c.person_id,
    sessions.c.realm,
    sessions.c.events,
    sessions.c.zone,
    sessions.c.previous_zone,
    sessions.c.started_at,
    sessions.c.last_seen_at,
    sessions.c.expires_at,
    sessions.c.device,
)


def build_alive(now: Any, active_since: Any, begun_before: Any) -> Any:
    """Build the same of bound moments, for a statement that is made once and run often."""
    return and_(
        sessions.c.ended_at.is_(None),
        sessions.c.expires_at > now,
        sessions.c.last_seen_at >= active_since,
        sessions.c.started_at <= begun_before,
    )


NOW, ACTIVE_SINCE, BEGUN_BEFORE = (
    bindparam(name, type_=Moment()) for name in ("now", "active_since", "begun_before")
)
TOUCHING = (
    update(sessions)
    .where(sessions.c.secret_hash == bindparam("presented"), build_alive(NOW, ACTIVE_SINCE, BEGUN_BEFORE))
    .values(last_seen_at=NOW, zone=bindparam("here"), previous_zone=sessions.c.zone)
    .returning(*FIELDS)
)
STAYING = TOUCHING.where(sessions.c.zone == bindparam("here"))
"""Touches a session that has not moved."""
TOUCH = Prepared(TOUCHING)
ADD = PreparedInsert(sessions)
FIND_LIVE = Prepared(
    select(*FIELDS).where(
        sessions.c.secret_hash == bindparam("presented"), build_alive(NOW, ACTIVE_SINCE, BEGUN_BEFORE)
    )
)
FIND_BY_SID = Prepared(
    select(*FIELDS).where(sessions.c.sid == bindparam("wanted"), build_alive(NOW, ACTIVE_SINCE, BEGUN_BEFORE))
)
FIND_END = Prepared(
    select(sessions.c.end_reason, sessions.c.last_seen_at, sessions.c.expires_at).where(
        sessions.c.secret_hash == bindparam("presented")
    )
)
LIST_EVENTS = Prepared(select(sessions.c.events).where(sessions.c.sid == bindparam("wanted")))
PROVE = Prepared(
    update(sessions)
    .where(
        sessions.c.sid == bindparam("wanted"),
        sessions.c.secret_hash == bindparam("presented"),
        sessions.c.ended_at.is_(None),
    )
    .values(
        secret_hash=bindparam("renewed"),
        events=bindparam("proved", type_=JSON()),
        last_seen_at=NOW,
        zone=bindparam("here"),
    )
    .returning(*FIELDS)
)


class SessionRows:
    """Implements `SessionStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: Session, secret_hash: str) -> None:
        row = {
            "sid": session.sid,
            "secret_hash": secret_hash,
            "person_id": session.person_id,
            "realm": session.realm,
            "events": write_events(session.events),
            "zone": session.zone,
            "previous_zone": None,
            "started_at": session.started_at,
            "last_seen_at": session.last_seen_at,
            "expires_at": session.ends_at,
            "ended_at": None,
            "end_reason": None,
            "device": session.device,
        }
        ADD.add(self._connection, [row])

    def touch(self, secret_hash: str, now: datetime, idle: timedelta, zone: str) -> Session | None:
        values = {"presented": secret_hash, "here": zone, **write_moments(now, idle)}
        row = TOUCH.first(self._connection, values)
        return None if row is None else read_session(row)

    def find_live(self, secret_hash: str, now: datetime, idle: timedelta) -> Session | None:
        row = FIND_LIVE.first(self._connection, {"presented": secret_hash, **write_moments(now, idle)})
        return None if row is None else read_session(row)

    def find_by_sid(self, sid: str, now: datetime, idle: timedelta) -> Session | None:
        row = FIND_BY_SID.first(self._connection, {"wanted": sid, **write_moments(now, idle)})
        return None if row is None else read_session(row)

    def find_end(self, secret_hash: str, now: datetime, idle: timedelta) -> End | None:
        row = FIND_END.first(self._connection, {"presented": secret_hash})
        if row is None:
            return None
        if row.end_reason:
            return End(row.end_reason)
        if now >= row.expires_at:
            return End.TOO_OLD
        return End.IDLE if now - row.last_seen_at > idle else None

    def prove(
        self, sid: str, old_secret_hash: str, new_secret_hash: str, *events: AuthenticationEvent
    ) -> Session | None:
        held = LIST_EVENTS.first(self._connection, {"wanted": sid})
        again = {event.method for event in events}
        kept = tuple(old for old in read_events(held.events if held else []) if old.method not in again)
        values = {
            "wanted": sid,
            "presented": old_secret_hash,
            "renewed": new_secret_hash,
            "proved": write_events((*kept, *events)),
            "now": events[-1].at,
            "here": events[-1].zone,
        }
        row = PROVE.first(self._connection, values)
        return None if row is None else read_session(row)

    def end(self, sids: Sequence[str], now: datetime, why: End) -> frozenset[str]:
        ended: set[str] = set()
        for some in batches(sids):
            rows = self._connection.execute(
                update(sessions)
                .where(sessions.c.sid.in_(some), sessions.c.ended_at.is_(None))
                .values(ended_at=now, end_reason=why.value)
                .returning(sessions.c.sid)
            )
            ended.update(rows.scalars())
        return frozenset(ended)

    def list_live(self, person_id: str, now: datetime, idle: timedelta) -> tuple[Session, ...]:
        rows = self._connection.execute(
            select(*FIELDS)
            .where(sessions.c.person_id == person_id, is_alive(now, idle))
            .order_by(sessions.c.started_at.desc())
        )
        return tuple(read_session(row) for row in rows)

    def list_signed_in(self, now: datetime, idle: timedelta) -> tuple[str, ...]:
        rows = self._connection.execute(select(sessions.c.person_id).where(is_alive(now, idle)).distinct())
        return tuple(rows.scalars())

    def add_client(self, sid: str, client_id: str, now: datetime) -> bool:
        return insert_once(self._connection, session_clients, sid=sid, client_id=client_id, first_seen_at=now)

    def part(self, client_id: str, now: datetime, idle: timedelta) -> tuple[Session, ...]:
        parted = self._connection.execute(
            delete(session_clients)
            .where(session_clients.c.client_id == client_id)
            .returning(session_clients.c.sid)
        )
        sids = tuple(parted.scalars())
        if not sids:
            return ()
        rows = self._connection.execute(select(*FIELDS).where(sessions.c.sid.in_(sids), is_alive(now, idle)))
        return tuple(read_session(row) for row in rows)

    def list_clients(self, sids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = dict.fromkeys(sids, ())
        for some in batches(sids):
            rows = self._connection.execute(
                select(session_clients.c.sid, session_clients.c.client_id)
                .where(session_clients.c.sid.in_(some))
                .order_by(session_clients.c.first_seen_at)
            )
            for sid, client_id in rows:
                found[sid] += (client_id,)
        return found


def is_alive(now: datetime, idle: timedelta) -> Any:
    """Build the condition that a session has not ended, is within its absolute end and was active lately.

    One begun further ahead than clocks differ was made while a clock was wrong: it would outlive its ends.
    """
    return build_alive(now, now - idle, now + CLOCK_SKEW)


def write_moments(now: datetime, idle: timedelta) -> dict[str, datetime]:
    """Return what the moments of such a statement are bound to."""
    return {"now": now, "active_since": now - idle, "begun_before": now + CLOCK_SKEW}


def read_session(row: Any) -> Session:
    """Build the record from a row."""
    return Session(
        sid=row.sid,
        person_id=row.person_id,
        realm=row.realm,
        events=read_events(row.events),
        zone=row.zone,
        previous_zone=row.previous_zone,
        started_at=row.started_at,
        last_seen_at=row.last_seen_at,
        ends_at=row.expires_at,
        device=row.device,
    )


def write_events(events: tuple[AuthenticationEvent, ...]) -> list[list[str]]:
    """Return the events as JSON rows of method, ISO 8601 moment and zone."""
    return [[event.method, event.at.isoformat(), event.zone] for event in events]


def read_events(rows: list[list[str]]) -> tuple[AuthenticationEvent, ...]:
    """Return the events kept in JSON rows."""
    return tuple(AuthenticationEvent(method, datetime.fromisoformat(at), zone) for method, at, zone in rows)

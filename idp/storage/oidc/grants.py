"""Grants and their tokens in the database."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    String,
    Table,
    and_,
    bindparam,
    exists,
    func,
    select,
    text,
    update,
)

from idp.oidc.grant import Grant, Held, Proved, RequestedClaims, StoredToken, TokenKind
from idp.policy.levels import Acr
from idp.sealing import Sealer
from idp.storage import sessions as session_rows
from idp.storage.batches import batches
from idp.storage.driver.prepared import Prepared, PreparedInsert
from idp.storage.metadata import Moment, metadata
from idp.storage.oidc.clients import RECORD_TEXT, client_changes, clients, read_client_text
from idp.storage.people.people import PERSON, people, read_joined_person
from idp.storage.sessions import NOW

grants = Table(
    "grants",
    metadata,
    Column("grant_id", String(32), primary_key=True),
    Column("client_id", String(64), nullable=False),
    Column("person_id", String(64), nullable=False),
    Column("sid", String(32), nullable=False),
    Column("is_offline", Boolean, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("auth_time", Moment, nullable=False),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("code_expires_at", Moment, nullable=False),
    Column("code_used_at", Moment),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Index("ix_grants_client_id", "client_id"),
    Index("ix_grants_expires_at", "expires_at"),
    Index("ix_grants_sid", "sid"),
    Index(
        "ix_grants_offline",
        "person_id",
        sqlite_where=text("is_offline"),
        postgresql_where=text("is_offline"),
    ),
)

tokens = Table(
    "tokens",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("grant_id", String(32), ForeignKey("grants.grant_id", ondelete="CASCADE"), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("scopes", JSON(none_as_null=True)),
    Index("ix_tokens_expires_at", "expires_at"),
    Index("ix_tokens_grant_id", "grant_id"),
)

COLUMNS = (
    *(column.label(f"people_{column.name}") for column in PERSON),
    *(column.label(f"grant_{column.name}") for column in grants.c),
    *session_rows.FIELDS,
    RECORD_TEXT.label("client_record"),
    func.coalesce(select(client_changes.c.version).scalar_subquery(), 0).label("clients_version"),
)


def join_session(source: Any) -> Any:
    """Join the grant's client and person, and its session while that lives."""
    sessions = session_rows.sessions
    is_alive = session_rows.build_alive(NOW, session_rows.ACTIVE_SINCE, session_rows.BEGUN_BEFORE)
    lives = and_(sessions.c.sid == grants.c.sid, is_alive)
    source = source.outerjoin(sessions, lives)
    source = source.outerjoin(clients, clients.c.client_id == grants.c.client_id)
    return source.outerjoin(people, people.c.person_id == grants.c.person_id)


FIND_BY_CODE = Prepared(
    select(*COLUMNS, grants.c.code_used_at.label("spent_at"))
    .select_from(join_session(grants))
    .where(grants.c.code_hash == bindparam("presented"))
)
BY_TOKEN = (
    select(
        *COLUMNS,
        tokens.c.used_at.label("spent_at"),
        tokens.c.scopes.label("token_scopes"),
        tokens.c.expires_at.label("token_expires_at"),
    )
    .select_from(join_session(tokens.join(grants)))
    .where(
        tokens.c.token_hash == bindparam("presented"),
        tokens.c.kind == bindparam("wanted"),
        tokens.c.expires_at > NOW,
    )
)
FIND_BY_TOKEN = Prepared(BY_TOKEN)
FIND_BY_ACCESS = Prepared(BY_TOKEN.where(grants.c.revoked_at.is_(None), clients.c.is_paused.is_(False)))
ADD = PreparedInsert(grants)
ADD_TOKENS = PreparedInsert(tokens)


class GrantRows:
    """Implements `GrantStore`. The statements of the hot paths are built once, above: building costs more than running."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def add(self, grant: Grant) -> None:
        ADD.add(self._connection, [write_grant(grant)])

    def find_by_code(self, code_hash: str, now: datetime, idle: timedelta) -> Held | None:
        values = {"presented": code_hash, **session_rows.write_moments(now, idle)}
        row = FIND_BY_CODE.first(self._connection, values)
        return None if row is None else read_held(row, self._sealer)

    def find_by_refresh(self, token_hash: str, now: datetime, idle: timedelta) -> Held | None:
        row = self._find_token(FIND_BY_TOKEN, token_hash, TokenKind.REFRESH, now, idle)
        return None if row is None else read_held(row, self._sealer)

    def find_by_access(self, token_hash: str, now: datetime, idle: timedelta) -> Held | None:
        row = self._find_token(FIND_BY_ACCESS, token_hash, TokenKind.ACCESS, now, idle)
        if row is None:
            return None
        scopes = row.token_scopes
        return read_held(
            row,
            self._sealer,
            token_expires_at=row.token_expires_at,
            scopes=None if scopes is None else tuple(scopes),
        )

    def _find_token(
        self, statement: Prepared, token_hash: str, kind: TokenKind, now: datetime, idle: timedelta
    ) -> Any:
        values = {"presented": token_hash, "wanted": kind, **session_rows.write_moments(now, idle)}
        return statement.first(self._connection, values)

    def add_tokens(self, new: tuple[StoredToken, ...]) -> None:
        ADD_TOKENS.add(self._connection, [write_token(token) for token in new])

    def revoke(self, grant_id: str, now: datetime) -> bool:
        return self._revoke(grants.c.grant_id == grant_id, now) == 1

    def revoke_sessions(self, sids: Sequence[str], now: datetime) -> int:
        online = grants.c.is_offline.is_(False)
        return sum(self._revoke(and_(grants.c.sid.in_(some), online), now) for some in batches(sids))

    def revoke_offline(self, person_id: str, now: datetime) -> int:
        return self._revoke(and_(grants.c.person_id == person_id, grants.c.is_offline), now)

    def list_offline(self, person_id: str, now: datetime) -> tuple[tuple[str, datetime], ...]:
        rows = self._connection.execute(
            select(grants.c.client_id, func.max(grants.c.expires_at, type_=Moment))
            .where(
                grants.c.person_id == person_id,
                grants.c.is_offline,
                grants.c.revoked_at.is_(None),
                grants.c.expires_at > now,
            )
            .group_by(grants.c.client_id)
        )
        return tuple((client_id, until) for client_id, until in rows)

    def revoke_consent(self, person_id: str, client_id: str, now: datetime) -> int:
        return self._revoke(and_(grants.c.person_id == person_id, grants.c.client_id == client_id), now)

    def list_used(self, client_ids: Sequence[str]) -> frozenset[str]:
        taking_part = session_rows.session_clients
        used = exists().where(taking_part.c.client_id == clients.c.client_id) | exists().where(
            grants.c.client_id == clients.c.client_id, grants.c.revoked_at.is_(None)
        )
        found = (
            self._connection.execute(
                select(clients.c.client_id).where(clients.c.client_id.in_(some), used)
            ).scalars()
            for some in batches(sorted(client_ids))
        )
        return frozenset(client_id for some in found for client_id in some)

    def revoke_client(self, client_id: str, now: datetime) -> int:
        return self._revoke(grants.c.client_id == client_id, now)

    def _revoke(self, condition: Any, now: datetime) -> int:
        revoked = self._connection.execute(
            update(grants).where(condition, grants.c.revoked_at.is_(None)).values(revoked_at=now)
        )
        return revoked.rowcount


def write_grant(grant: Grant) -> dict[str, Any]:
    """Return the columns of a grant; what no statement judges lies together in `facts`."""
    return {
        "grant_id": grant.grant_id,
        "client_id": grant.client_id,
        "person_id": grant.person_id,
        "sid": grant.sid,
        "facts": {
            "scopes": grant.scopes,
            "userinfo": grant.claims.userinfo,
            "id_token": grant.claims.id_token,
            "nonce": grant.nonce,
            "acr": [grant.acr.level, grant.acr.zone],
            "amr": grant.amr,
            "redirect_uri": grant.redirect_uri,
            "code_challenge": grant.code_challenge,
            "proved": None if grant.proved is None else msgspec.to_builtins(grant.proved),
        },
        "is_offline": grant.proved is not None,
        "auth_time": grant.auth_time,
        "code_hash": grant.code_hash,
        "code_expires_at": grant.code_expires_at,
        "code_used_at": grant.code_used_at,
        "created_at": grant.created_at,
        "expires_at": grant.expires_at,
        "revoked_at": grant.revoked_at,
    }


def write_token(token: StoredToken) -> dict[str, Any]:
    """Return the columns of a token that nobody has used."""
    return {
        "token_hash": token.token_hash,
        "kind": token.kind,
        "grant_id": token.grant_id,
        "expires_at": token.expires_at,
        "used_at": None,
        "scopes": token.scopes,
    }


def read_held(
    row: Any,
    sealer: Sealer,
    *,
    token_expires_at: datetime | None = None,
    scopes: tuple[str, ...] | None = None,
) -> Held:
    """Build the grant with its session, client and person from a joined row; with a token's own scopes, if it has some."""
    facts = row.grant_facts
    grant = Grant(
        grant_id=row.grant_grant_id,
        client_id=row.grant_client_id,
        person_id=row.grant_person_id,
        sid=row.grant_sid,
        scopes=tuple(facts["scopes"]) if scopes is None else scopes,
        claims=RequestedClaims(tuple(facts["userinfo"]), tuple(facts["id_token"])),
        nonce=facts["nonce"],
        acr=Acr(*facts["acr"]),
        amr=tuple(facts["amr"]),
        auth_time=row.grant_auth_time,
        redirect_uri=facts["redirect_uri"],
        code_challenge=facts["code_challenge"],
        code_hash=row.grant_code_hash,
        code_expires_at=row.grant_code_expires_at,
        created_at=row.grant_created_at,
        expires_at=row.grant_expires_at,
        code_used_at=row.grant_code_used_at,
        revoked_at=row.grant_revoked_at,
        proved=msgspec.convert(facts["proved"], Proved) if facts["proved"] else None,
    )
    session = None if row.sid is None else session_rows.read_session(row)
    client = None if row.client_record is None else read_client_text(row.client_record)
    person = None if row.people_person_id is None else read_joined_person(row[: len(PERSON)], sealer)
    return Held(
        grant,
        session,
        client,
        person=person,
        is_spent=row.spent_at is not None,
        token_expires_at=token_expires_at,
        clients_version=row.clients_version,
    )

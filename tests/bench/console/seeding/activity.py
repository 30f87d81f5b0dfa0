"""What people's sign-ins leave beside the trail: sessions, grants and their tokens, text messages, hardware tokens."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from sqlalchemy import Engine

from idp.methods.sms.calendar import month_of
from idp.people.person import Person
from idp.storage.delivery.delivery_reports import delivery_reports
from idp.storage.delivery.sms_ledger import sms_ledger
from idp.storage.methods.resets import method_resets
from idp.storage.methods.tokens import hardware_tokens
from idp.storage.oidc.grants import grants, tokens
from idp.storage.sessions import session_clients, sessions
from tests.bench.console.seeding.pouring import Row, pour
from tests.bench.console.size import Size

SESSION: Final = timedelta(hours=10)
LIVE_SHARE: Final = 6
"""One of so many sessions is alive when the seed is written."""
RESETS: Final = 60


def seed_activity(
    engine: Engine, town: Sequence[Person], clients: Sequence[str], size: Size, now: datetime
) -> None:
    """Write all of it."""
    begun = [begin_session(place, town, size, now) for place in range(size.sessions)]
    pour(engine, sessions, begun)
    chance = Random(4)
    chosen = [(row, chance.sample(clients, 2)) for row in begun]
    visits = (
        {"sid": row["sid"], "client_id": client_id, "first_seen_at": row["started_at"]}
        for row, two in chosen
        for client_id in two
    )
    pour(engine, session_clients, visits)
    pour(engine, grants, (grant(row, two[0]) for row, two in chosen))
    pour(engine, tokens, (token(row, kind) for row, _ in chosen for kind in ("access", "refresh")))
    pour(engine, sms_ledger, list_costs(size, now))
    pour(engine, delivery_reports, list_reports(size, now))
    pour(engine, hardware_tokens, list_tokens(town, size, now))
    pour(engine, method_resets, list_resets(town, now))


def begin_session(place: int, town: Sequence[Person], size: Size, now: datetime) -> Row:
    """Return a session; some are alive, the rest ended within the last day."""
    is_live = place % LIVE_SHARE == 0
    started = now - timedelta(minutes=place % 300 if is_live else 300 + place % 900)
    person = town[place % len(town)]
    return {
        "sid": f"sid-{place:08}",
        "secret_hash": f"hash-{place:08}",
        "person_id": person.person_id,
        "realm": person.realm,
        "events": [["password", started.isoformat(), "admin"]],
        "zone": "admin",
        "previous_zone": None,
        "started_at": started,
        "last_seen_at": now if is_live else started,
        "expires_at": started + SESSION,
        "ended_at": None if is_live else started + timedelta(minutes=5),
        "end_reason": None if is_live else "signed_out",
        "device": "firefox windows",
    }


def grant(session: Row, client_id: str) -> Row:
    """Return what an application was given in the session."""
    return {
        "grant_id": f"g-{session['sid']}",
        "client_id": client_id,
        "person_id": session["person_id"],
        "sid": session["sid"],
        "is_offline": False,
        "facts": {},
        "auth_time": session["started_at"],
        "code_hash": f"code-{session['sid']}",
        "code_expires_at": session["started_at"],
        "code_used_at": session["started_at"],
        "created_at": session["started_at"],
        "expires_at": session["expires_at"],
        "revoked_at": session["ended_at"],
    }


def token(session: Row, kind: str) -> Row:
    """Return a token of the session's grant."""
    return {
        "token_hash": f"{kind}-{session['sid']}",
        "kind": kind,
        "grant_id": f"g-{session['sid']}",
        "expires_at": session["expires_at"],
        "used_at": None,
        "scopes": None,
    }


def sent_at(place: int, size: Size, now: datetime) -> datetime:
    """Return when one of the messages was sent: they are spread over a year."""
    return now - timedelta(minutes=525_600 * place // size.messages)


def list_costs(size: Size, now: datetime) -> Iterator[Row]:
    """Yield what each text message cost."""
    for place in range(size.messages):
        at = sent_at(place, size, now)
        yield {
            "message_id": f"m-{place}",
            "at": at,
            "month": month_of(at),
            "cost": Decimal("42.50"),
            "number_hash": f"n-{place % 20_000}",
            "series_hash": f"s-{place % 200}",
            "used_at": at if place % 10 else None,
            "expires_at": at + timedelta(days=400),
        }


def list_reports(size: Size, now: datetime) -> Iterator[Row]:
    """Yield what became of each message."""
    for place in range(size.messages):
        at = sent_at(place, size, now)
        yield {
            "message_id": f"m-{place}",
            "kind": "sms",
            "purpose": "code",
            "result": "sent",
            "at": at,
            "attempts": 1,
            "error_class": "",
            "gateway": "nowhere",
            "reference": f"r-{place}",
            "parts": 1,
            "price": Decimal("42.50"),
            "arrival": "arrived",
            "arrival_at": at,
            "expires_at": at + timedelta(days=400),
        }


def list_tokens(town: Sequence[Person], size: Size, now: datetime) -> Iterator[Row]:
    """Yield hardware tokens; half of them are in somebody's hand."""
    for place in range(size.hardware_tokens):
        is_out = place % 2 == 0
        yield {
            "token_id": f"t-{place}",
            "serial": f"HT{place:08}",
            "kind": "hotp",
            "algorithm": "sha1",
            "digits": 6,
            "period_seconds": 0,
            "sealed_secret": b"a secret that nobody uses",
            "added_at": now,
            "counter": 0,
            "drift": 0,
            "state": "handed_out" if is_out else "in_stock",
            "person_id": town[place].person_id if is_out else None,
            "handed_out_at": now if is_out else None,
        }


def list_resets(town: Sequence[Person], now: datetime) -> Iterator[Row]:
    """Yield requests that wait for a second member of staff."""
    for place in range(RESETS):
        yield {
            "reset_id": f"reset-{place}",
            "person_id": town[place].person_id,
            "items": ["recovery:"],
            "asked_by": town[-1].person_id,
            "reason": "lost_phone",
            "checked": "id_card",
            "asked_at": now,
            "good_until": now + timedelta(days=300),
            "expires_at": now + timedelta(days=400),
        }

"""Which secrets a client has after it was given a new one: the new one, and one old one for a while."""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from idp.oidc.clients.client import Client, SecretHash

OLD_SECRET_LIFE: Final = timedelta(days=7)
"""How long the old secret works beside a new one."""

UNSEEN: Final = timedelta(minutes=10)
"""For how long a secret is taken for one that nobody put in: time enough to press twice, wonder and make one anew."""


def hash_client_secret(secret: str, now: datetime, life: timedelta | None) -> SecretHash:
    """Return what is kept of a secret made now; `life` is how long it works, None for ever."""
    return SecretHash(sha256(secret.encode()).hexdigest(), None if life is None else now + life, made_at=now)


def replaces_newest(client: Client, now: datetime) -> bool:
    """Say whether a new secret would take the newest one's place: made minutes ago, while the one before it works.

    A secret is shown once, so whoever pressed twice never saw it, and what the application uses is the one before. That
    one keeps the end it had, so no secret that has leaked works any longer for it. Where none works beside the newest,
    the newest is what the application uses.
    """
    newest, *older = client.secrets or (None,)
    if newest is None or newest.made_at is None or abs(now - newest.made_at) >= UNSEEN:
        return False
    return any(one.works(now) for one in older)


def list_old_secrets(client: Client, now: datetime) -> tuple[SecretHash, ...]:
    """Return the secrets that work on beside a new one: the newest for a week, or the one before it to its end."""
    if replaces_newest(client, now):
        return client.secrets[1:]
    return tuple(end_by(one, now + OLD_SECRET_LIFE) for one in client.secrets[:1])


def end_by(secret: SecretHash, at: datetime) -> SecretHash:
    """Return the secret as one that works no longer than until then."""
    return replace(secret, expires_at=at if secret.expires_at is None else min(at, secret.expires_at))

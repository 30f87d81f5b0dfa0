"""Judges a typed one-time code."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

from idp.audit.events import Event, Tag
from idp.methods.attempt import Attempt, Rejected, Rejection, Verified
from idp.methods.code import Channel, OneTimeCode, read_code
from idp.methods.code_hash import hash_code
from idp.methods.send_code import CodeStores

MOST_CHARACTERS = 64
"""Longer than any code with whatever people put between its characters."""


@dataclass(frozen=True, slots=True)
class CodeChecker:
    """Judges codes. The caller counts the attempt against the person's second-factor limit first."""

    begin: Callable[[], AbstractContextManager[CodeStores]]
    secret: bytes = field(repr=False)

    def verify(
        self,
        interaction_id: str,
        person_id: str,
        channel: Channel,
        typed: str,
        now: datetime,
        zone: str | None = None,
    ) -> Attempt:
        """Judge what was typed against the newest code of this sign-in, person and channel.

        The right code is used up by the same statement that counts the guess: of fifty at once one is Verified.
        """
        guess = hash_code(self.secret, interaction_id, read_code(typed[:MOST_CHARACTERS]))
        with self.begin() as stores:
            code = stores.codes.find_latest(interaction_id)
            if code is None or code.person_id != person_id or code.channel is not channel:
                return Rejected(Rejection.NONE_SENT)
            tried = stores.codes.try_code(code.code_id, guess, now)
            if tried is None:
                code = stores.codes.find_latest(interaction_id) or code
                attempt: Attempt = why_dead(code, now)
                tag = Tag.FACTOR_REUSED if code.used_at else Tag.FACTOR_WRONG
            elif tried.is_right:
                tag, attempt = Tag.FACTOR_OK, Verified(channel.value)
                stores.sms_ledger.mark_used(code.code_id, now)
            else:
                tag, attempt = Tag.FACTOR_WRONG, Rejected(Rejection.WRONG, attempts_left=tried.attempts_left)
            details = {"method": channel.value}
            stores.audit.record(Event(tag, now, person_id=person_id, zone=zone, details=details))
        return attempt


def why_dead(code: OneTimeCode, now: datetime) -> Rejected:
    """Return why the code can no longer be used."""
    if code.used_at is not None:
        return Rejected(Rejection.USED)
    if now >= code.expires_at:
        return Rejected(Rejection.EXPIRED)
    return Rejected(Rejection.TOO_MANY, attempts_left=0)

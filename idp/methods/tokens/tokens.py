"""A person's own tokens: what they show signs the person in, and a lost one is reported."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.methods.attempt import Attempt, Rejected, Rejection, Verified
from idp.methods.change import Change, ChangeKind
from idp.methods.telling import Telling, TellingStores
from idp.methods.tokens.hotp import find_factor, find_second, is_code, is_far_off, measure_drift
from idp.methods.tokens.token import State, Token, TokenStore
from idp.people.person import Person
from idp.sealing import Sealer

TOKEN: Final = "token"  # noqa: S105 - a method's name

BETWEEN: Final = "+"
"""Stands between two codes in a row, wherever both are one text."""

MOST_CHARACTERS: Final = 64
"""Longer than two codes with whatever people put between their digits."""


class TokenStores(TellingStores, Protocol):
    """A unit of work that holds tokens and tells their owner of changes."""

    @property
    def audit(self) -> Trail: ...

    @property
    def tokens(self) -> TokenStore: ...


@dataclass(frozen=True, slots=True)
class Tokens:
    """Judges what tokens show. A seed is sealed for its own token: copied to another row it does not open."""

    begin: Callable[[], AbstractContextManager[TokenStores]]
    sealer: Sealer
    telling: Telling

    def verify(self, person_id: str, typed: str, now: datetime, zone: str | None = None) -> Attempt:
        """Judge a code, or two in a row with `BETWEEN` between them, against every token the person has.

        A press or step is accepted once, also of fifty at the same moment. Two in a row are accepted from a token
        that has lost count, and set it right. The caller counts the attempt against the person's second-factor
        limit first.
        """
        codes = read_token_codes(typed)
        with self.begin() as stores:
            attempt: Attempt = Rejected(Rejection.WRONG)
            for token in stores.tokens.list_held(person_id):
                judged = self._judge(stores, token, person_id, codes, now)
                if judged is not None:
                    attempt = judged
                    break
            details = {"method": TOKEN}
            stores.audit.record(Event(tag_of(attempt), now, person_id=person_id, zone=zone, details=details))
        return attempt

    def list(self, person_id: str) -> tuple[Token, ...]:
        """Return the tokens handed out to the person, the oldest first."""
        with self.begin() as stores:
            return stores.tokens.list_held(person_id)

    def report_lost(
        self, person: Person, token_id: str, language: str, now: datetime, zone: str | None = None
    ) -> bool:
        """End the use of the person's token at once, and tell them; False when it is not theirs any longer."""
        with self.begin() as stores:
            held = {token.token_id: token for token in stores.tokens.list_held(person.person_id)}
            token = held.get(token_id)
            if token is None or not stores.tokens.put(token_id, person.person_id, State.LOST):
                return False
            details = {"token_id": token_id}
            stores.audit.record(
                Event(Tag.TOKEN_LOST, now, person_id=person.person_id, zone=zone, details=details)
            )
            change = Change(ChangeKind.TOKEN_REMOVED, token.serial, token_id, zone)
            self.telling.tell(stores, person, change, language, now)
        return True

    def _judge(
        self, stores: TokenStores, token: Token, person_id: str, codes: tuple[str, ...], now: datetime
    ) -> Attempt | None:
        """Return what one token says of the codes; None when they are not its own."""
        secret = unseal_seed(self.sealer, token)
        if len(codes) == 2:
            factor = find_second(secret, token, (codes[0], codes[1]), now)
        else:
            factor = find_factor(secret, token, codes[0], now)
        if factor is not None:
            drift = measure_drift(token.make, factor, now)
            is_fresh = stores.tokens.advance(token.token_id, person_id, factor, drift, now)
            return Verified(TOKEN) if is_fresh else Rejected(Rejection.USED)
        if token.counter and is_code(secret, token.make, token.counter - 1, codes[-1]):
            return Rejected(Rejection.USED)
        is_lost_count = len(codes) == 1 and is_far_off(secret, token, codes[0], now)
        return Rejected(Rejection.OUT_OF_STEP) if is_lost_count else None


def read_token_codes(typed: str) -> tuple[str, ...]:
    """Return the one or two codes that were typed, without blanks and hyphens; more than two are read as one wrong one."""
    codes = ["".join(part.split()).replace("-", "") for part in typed[:MOST_CHARACTERS].split(BETWEEN)]
    return tuple(codes) if len(codes) <= 2 else ("",)


def unseal_seed(sealer: Sealer, token: Token) -> str:
    """Return the token's seed in base32; raise SealBroken when it was sealed for another."""
    return sealer.unseal(token.sealed_secret, seal_purpose(token.token_id)).decode()


def seal_purpose(token_id: str) -> str:
    """Return what a seed is sealed for: its own row in the table of tokens."""
    return f"token:{token_id}"


def tag_of(attempt: Attempt) -> Tag:
    """Return the event that an attempt is."""
    if isinstance(attempt, Verified):
        return Tag.FACTOR_OK
    return Tag.FACTOR_REUSED if attempt.reason is Rejection.USED else Tag.FACTOR_WRONG

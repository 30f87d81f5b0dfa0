"""What the staff do with tokens: take them in, hand them out, take them back, write them off and set them right.

Whoever a token is taken from is signed out wherever it let them in: the caller ends those sessions.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from idp.audit.events import Event, Tag
from idp.chance import Chance
from idp.methods.change import Change, ChangeKind
from idp.methods.telling import Telling
from idp.methods.tokens.draft import Draft, find_twice
from idp.methods.tokens.hotp import find_second, measure_drift
from idp.methods.tokens.token import State, Token
from idp.methods.tokens.tokens import TokenStores, seal_purpose, unseal_seed
from idp.methods.tokens.wrong import Fault, Wrong
from idp.people.person import Person
from idp.sealing import Sealer

By = Mapping[str, str | int]
"""Who does something, as details of the record of it."""

NOBODY_SAID: Final[By] = MappingProxyType({})


class Taken(Exception):
    """A serial number of the file was taken meanwhile: nothing is added."""


@dataclass(frozen=True, slots=True)
class Cupboard:
    """Keeps the tokens that nobody has, and knows who has the others."""

    begin: Callable[[], AbstractContextManager[TokenStores]]
    sealer: Sealer
    chance: Chance
    telling: Telling

    def check(self, drafts: tuple[Draft, ...]) -> tuple[Fault, ...]:
        """Return a fault for each serial number that the file states twice or that is known already."""
        with self.begin() as stores:
            known = stores.tokens.find_known([draft.serial for draft in drafts])
        faults = [Fault(draft.line, Wrong.HELD, draft.serial) for draft in drafts if draft.serial in known]
        return tuple(sorted((*find_twice(drafts), *faults), key=lambda fault: fault.line))

    def add(self, drafts: tuple[Draft, ...], now: datetime, by: By = NOBODY_SAID) -> None:
        """Add every token or none; raise Taken when one of the numbers is known already."""
        tokens = [self._seal(draft, now) for draft in drafts]
        with self.begin() as stores:
            added = set(stores.tokens.add_all(tokens))
            for draft in drafts:
                if draft.serial not in added:
                    raise Taken(draft.serial)
                added.remove(draft.serial)
            stores.audit.record(Event(Tag.TOKENS_IMPORTED, now, details={"count": len(drafts), **by}))

    def list(self, state: State | None = None) -> tuple[Token, ...]:
        """Return the tokens in this state, or all, by serial number."""
        with self.begin() as stores:
            return stores.tokens.list(state)

    def list_after(self, state: State | None, after: str, limit: int) -> tuple[Token, ...]:
        """Return at most `limit` tokens in this state, or of all, whose serial numbers come after this one."""
        with self.begin() as stores:
            return stores.tokens.list_after(state, after, limit)

    def find(self, serial: str) -> Token | None:
        """Return the token of this serial number."""
        with self.begin() as stores:
            return stores.tokens.find(serial)

    def find_by_id(self, token_id: str) -> Token | None:
        """Return the token of this id; None for what cannot be one."""
        if not (token_id.isascii() and token_id.isprintable()):
            return None
        with self.begin() as stores:
            return stores.tokens.find_by_id(token_id)

    def hand_out(
        self, token: Token, person: Person, language: str, now: datetime, by: By = NOBODY_SAID
    ) -> bool:
        """Give the token to the person and tell them; False when it is not in the cupboard any longer."""
        with self.begin() as stores:
            if not stores.tokens.hand_out(token.token_id, person.person_id, now):
                return False
            self._record(stores, Tag.TOKEN_HANDED_OUT, token, person.person_id, now, by)
            change = Change(ChangeKind.TOKEN_ADDED, token.serial, token.token_id)
            self.telling.tell(stores, person, change, language, now)
        return True

    def take(
        self,
        token: Token,
        holder: Person | None,
        state: State,
        language: str,
        now: datetime,
        by: By = NOBODY_SAID,
    ) -> bool:
        """Take the token from whoever has it: RETURNED serves the next person, LOST nobody until it is found.

        `holder` is who is told, None when nobody has it or they are gone. False when it has moved meanwhile.
        """
        tag = Tag.TOKEN_LOST if state is State.LOST else Tag.TOKEN_RETURNED
        with self.begin() as stores:
            if not stores.tokens.put(token.token_id, token.person_id, state):
                return False
            self._record(stores, tag, token, token.person_id, now, by)
            if holder is not None:
                change = Change(ChangeKind.TOKEN_REMOVED, token.serial, token.token_id)
                self.telling.tell(stores, holder, change, language, now)
        return True

    def set_right(self, token: Token, codes: tuple[str, str], now: datetime, by: By = NOBODY_SAID) -> bool:
        """Find where the token stands by two codes in a row, and go on from there; False when they are not its own."""
        factor = find_second(unseal_seed(self.sealer, token), token, codes, now)
        with self.begin() as stores:
            drift = 0 if factor is None else measure_drift(token.make, factor, now)
            is_right = factor is not None and stores.tokens.advance(
                token.token_id, token.person_id, factor, drift, now
            )
            tag = Tag.TOKEN_SET_RIGHT if is_right else Tag.FACTOR_WRONG
            self._record(stores, tag, token, token.person_id, now, by)
        return is_right

    def _seal(self, draft: Draft, now: datetime) -> Token:
        token_id = self.chance.identifier()
        sealed = self.sealer.seal(draft.secret.encode(), seal_purpose(token_id))
        return Token(token_id, draft.serial, draft.make, sealed, now, counter=draft.counter)

    def _record(
        self,
        stores: TokenStores,
        tag: Tag,
        token: Token,
        person_id: str | None,
        now: datetime,
        by: By = NOBODY_SAID,
    ) -> None:
        details = {"token_id": token.token_id, **by}
        stores.audit.record(Event(tag, now, person_id=person_id, details=details))

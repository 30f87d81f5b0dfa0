"""The desk where hardware tokens are handed out and taken back, and the person is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from idp.admin.actor import Actor
from idp.admin.people.finder import name_person
from idp.admin.people.helped import People, UnknownPerson, get_person
from idp.admin.people.stores import Begin
from idp.admin.permissions import Permission
from idp.methods.tokens.cupboard import By, Cupboard
from idp.methods.tokens.draft import read_serial
from idp.methods.tokens.token import State, Token
from idp.methods.tokens.tokens import TOKEN
from idp.oidc.logout.ending import Logout
from idp.people.directory import DirectoryUnavailable
from idp.people.person import Person
from idp.sessions.session import End

MOST = 200


class UnknownToken(LookupError):
    """No token has this serial number."""


class NotMoved(StrEnum):
    """Why a token stays where it is."""

    OWN = "own"
    """Nobody hands one out to themselves."""
    INACTIVE = "inactive"
    """The person may not sign in, so gets none."""
    ELSEWHERE = "elsewhere"
    """It is not in the cupboard, lies so already, or has moved meanwhile."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A token and who has it, as the actor may know them; `holder` is empty for nobody and for who is gone."""

    token: Token
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """The token is where it should be; `ended` sign-ins that it let in to are over."""

    ended: int = 0


@dataclass(frozen=True, slots=True)
class TokenDesk:
    """Whoever hands out and takes back is in the trail, and the person hears of it."""

    cupboard: Cupboard
    people: People
    begin: Begin
    logout: Logout
    idle: timedelta
    language: str
    """What people are told in: nobody here knows theirs."""

    def list(
        self, actor: Actor, state: State | None, after: str, limit: int, now: datetime
    ) -> tuple[tuple[Placed, ...], str | None]:
        """Return tokens in a state, or of all, by serial number, and where the next page begins; None at the end.

        Raises Forbidden.
        """
        actor.check(Permission.PEOPLE_READ)
        limit = max(1, min(limit, MOST))
        found = self.cupboard.list_after(state, read_serial(after) or "", limit + 1)
        known = self._name_holders(actor, found[:limit], now)
        page = tuple(self._place(actor, token, now, known) for token in found[:limit])
        return page, page[-1].token.serial if len(found) > limit else None

    def get(self, actor: Actor, serial: str, now: datetime) -> Placed:
        """Return the token of this serial number. Raises Forbidden and UnknownToken."""
        actor.check(Permission.PEOPLE_READ)
        return self._place(actor, self._get(serial), now, {})

    def hand_out(self, actor: Actor, serial: str, person_id: str, now: datetime) -> Moved | NotMoved:
        """Give a token from the cupboard to a person, and tell them.

        Raises Forbidden, UnknownToken, UnknownPerson and DirectoryUnavailable.
        """
        actor.check(Permission.PEOPLE_HELP)
        token, person = self._get(serial), get_person(self.people, person_id, now)
        if actor.person_id == person_id:
            return NotMoved.OWN
        if not person.is_active:
            return NotMoved.INACTIVE
        if not self.cupboard.hand_out(token, person, self.language, now, name_actor(actor)):
            return NotMoved.ELSEWHERE
        return Moved()

    def take_back(self, actor: Actor, serial: str, now: datetime) -> Moved | NotMoved:
        """Take a token back, also a lost one that was found. Raises Forbidden and UnknownToken."""
        return self._take(actor, serial, State.RETURNED, now)

    def report_lost(self, actor: Actor, serial: str, now: datetime) -> Moved | NotMoved:
        """Write a token off as lost: it signs nobody in. Raises Forbidden and UnknownToken."""
        return self._take(actor, serial, State.LOST, now)

    def set_right(self, actor: Actor, serial: str, codes: tuple[str, str], now: datetime) -> bool:
        """Set a token right by two codes in a row, which are used up; False when they are not its own.

        Raises Forbidden and UnknownToken.
        """
        actor.check(Permission.PEOPLE_HELP)
        return self.cupboard.set_right(self._get(serial), codes, now, name_actor(actor))

    def _take(self, actor: Actor, serial: str, state: State, now: datetime) -> Moved | NotMoved:
        actor.check(Permission.PEOPLE_HELP)
        token = self._get(serial)
        holder = self._find_holder(token, now)
        if not self.cupboard.take(token, holder, state, self.language, now, name_actor(actor)):
            return NotMoved.ELSEWHERE
        return Moved(self._end_sign_ins(token.person_id, now) if token.person_id else 0)

    def _end_sign_ins(self, person_id: str, now: datetime) -> int:
        """End every sign-in that a token's code let the person in to; return how many there were."""
        with self.begin() as stores:
            live = stores.sessions.list_live(person_id, now, self.idle)
            let_in = [session for session in live if any(event.method == TOKEN for event in session.events)]
            ended = self.logout.end_sessions(stores, let_in, now, End.REVOKED)
        self.logout.wake()
        return ended

    def _get(self, serial: str) -> Token:
        """Return the token of this id or serial number: the one is in small letters, the other in capitals."""
        named = read_serial(serial)
        token = self.cupboard.find_by_id(serial) or (self.cupboard.find(named) if named else None)
        if token is None:
            raise UnknownToken("no token has this id or serial number")
        return token

    def _place(self, actor: Actor, token: Token, now: datetime, known: dict[str, str]) -> Placed:
        """Return the token with its holder's name; each is looked up once."""
        if token.person_id is None:
            return Placed(token)
        if token.person_id not in known:
            holder = self._find_holder(token, now)
            known[token.person_id] = name_person(holder, actor) if holder else ""
        return Placed(token, known[token.person_id])

    def _name_holders(self, actor: Actor, tokens: Sequence[Token], now: datetime) -> dict[str, str]:
        """Return the names of those who have the tokens, asked for at once; nothing when a directory is away."""
        ids = sorted({token.person_id for token in tokens if token.person_id is not None})
        try:
            people = self.people.find_people(ids, now)
        except DirectoryUnavailable:
            return {}
        return {one: name_person(people[one], actor) if one in people else "" for one in ids}

    def _find_holder(self, token: Token, now: datetime) -> Person | None:
        """Return who has the token; None when nobody does, or they cannot be told of just now."""
        if token.person_id is None:
            return None
        try:
            return get_person(self.people, token.person_id, now)
        except (UnknownPerson, DirectoryUnavailable):
            return None


def name_actor(actor: Actor) -> By:
    """Return who acts, as details of a record."""
    return {"by": actor.actor_id, "by_kind": actor.kind.value}

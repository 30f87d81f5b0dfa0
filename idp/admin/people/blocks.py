"""Where somebody has guessed too often, and what is counted about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from idp.admin.people.sheet import Block
from idp.admin.people.stores import PeopleStores
from idp.methods.limits import Limits, place
from idp.methods.throttle import Bucket, Throttle
from idp.people.person import Person


@dataclass(frozen=True, slots=True)
class Blocks:
    """Looks into what is counted about one person, and empties it."""

    throttle: Throttle
    limits: Limits

    def list(self, stores: PeopleStores, person: Person, now: datetime) -> tuple[Block, ...]:
        """Return what is full now. Nothing is counted by looking."""
        found = (
            (bucket.kind, where, self.throttle.find_block(stores, bucket, now))
            for bucket, where in self._list_buckets(person)
        )
        return tuple(Block(kind, where, until) for kind, where, until in found if until is not None)

    def empty(self, stores: PeopleStores, person: Person) -> None:
        """Forget every guess at the person's account, and how often it was full before."""
        for bucket, _ in self._list_buckets(person):
            self.throttle.forgive_in(stores, bucket)

    def _list_buckets(self, person: Person) -> Iterator[tuple[Bucket, str | None]]:
        limits = self.limits
        for is_inside in (True, False):
            where = place(is_inside)
            yield limits.password(person.realm, person.username, is_inside=is_inside), where
            yield limits.factor(person, is_inside=is_inside), where
            yield limits.passkey(person, is_inside=is_inside), where
        yield limits.codes(person.person_id), None

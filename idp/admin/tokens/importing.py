"""Takes in a file of tokens: a preview first, and then all of it or nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import msgspec

from idp.admin.actor import Actor
from idp.admin.permissions import Permission
from idp.admin.tokens.desk import name_actor
from idp.admin.tokens.files import read_tokens
from idp.chance import Chance
from idp.methods.tokens.cupboard import Cupboard, Taken
from idp.methods.tokens.draft import Draft
from idp.methods.tokens.parked import LIFE, Parked, ParkingStore
from idp.methods.tokens.wrong import Fault
from idp.sealing import Sealer


class ParkingStores(Protocol):
    """A unit of work that holds files between preview and import."""

    @property
    def token_imports(self) -> ParkingStore: ...


class UnknownImport(LookupError):
    """The file is imported already, too old, or somebody else's."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds. `import_id` names it to `apply`; None when there is a fault, or nothing to import."""

    drafts: tuple[Draft, ...]
    faults: tuple[Fault, ...]
    import_id: str | None = None


@dataclass(frozen=True, slots=True)
class Importing:
    """Every line is judged before anything is added; one that is wrong keeps the whole file out.

    Between the two the file lies sealed in the database: no seed goes back to a browser.
    """

    begin: Callable[[], AbstractContextManager[ParkingStores]]
    cupboard: Cupboard
    sealer: Sealer
    chance: Chance

    def preview(
        self, actor: Actor, data: bytes, now: datetime, *, key: str = "", password: str = ""
    ) -> Preview:
        """Return what the file holds and what is wrong with it; keep it for half an hour when nothing is.

        Raises Forbidden, and WrongFile when it cannot be read at all.
        """
        actor.check(Permission.PEOPLE_WRITE)
        read = read_tokens(data, key=key, password=password)
        drafts = tuple(one for one in read if isinstance(one, Draft))
        unreadable = tuple(one for one in read if isinstance(one, Fault))
        faults = tuple(sorted((*unreadable, *self.cupboard.check(drafts)), key=lambda fault: fault.line))
        if faults or not drafts:
            return Preview(drafts, faults)
        return Preview(drafts, (), self._park(actor, drafts, now))

    def apply(self, actor: Actor, import_id: str, now: datetime) -> int | Taken:
        """Add every token of the previewed file, and return how many; Taken when a number was taken meanwhile.

        Raises Forbidden and UnknownImport.
        """
        actor.check(Permission.PEOPLE_WRITE)
        with self.begin() as stores:
            is_name = import_id.isascii() and import_id.isprintable()
            parked = stores.token_imports.find(import_id, actor.actor_id, now) if is_name else None
        if parked is None:
            raise UnknownImport("the file is imported already, or too old; send it again")
        plain = self.sealer.unseal(parked.sealed, name_seal(import_id))
        drafts = msgspec.json.decode(plain, type=tuple[Draft, ...])
        try:
            self.cupboard.add(drafts, now, name_actor(actor))
        except Taken as taken:
            return taken
        finally:
            with self.begin() as stores:
                stores.token_imports.consume(import_id, actor.actor_id, now)
        return len(drafts)

    def _park(self, actor: Actor, drafts: tuple[Draft, ...], now: datetime) -> str:
        import_id = self.chance.identifier()
        sealed = self.sealer.seal(msgspec.json.encode(drafts), name_seal(import_id))
        with self.begin() as stores:
            stores.token_imports.add(Parked(import_id, actor.actor_id, sealed, now + LIFE))
        return import_id


def name_seal(import_id: str) -> str:
    """Return the purpose that binds a file to its row."""
    return f"token-import:{import_id}"

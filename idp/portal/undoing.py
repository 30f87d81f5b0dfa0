"""Takes back what a change added, when its owner says that it was not them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, Protocol

from idp.methods.bypass import BypassStore
from idp.methods.change import ChangeKind, ToldChange
from idp.methods.device import DeviceStore
from idp.methods.number import NumberStore
from idp.methods.recovery_code import RecoveryStore
from idp.methods.tokens.token import State, TokenStore
from idp.methods.webauthn.credential import CredentialStore


class UndoingStores(Protocol):
    """A unit of work that holds what changes add."""

    @property
    def bypasses(self) -> BypassStore: ...

    @property
    def credentials(self) -> CredentialStore: ...

    @property
    def devices(self) -> DeviceStore: ...

    @property
    def numbers(self) -> NumberStore: ...

    @property
    def recovery(self) -> RecoveryStore: ...

    @property
    def tokens(self) -> TokenStore: ...


Undo = Callable[[UndoingStores, ToldChange, datetime], bool]
"""Removes what a change added; returns False when it was gone already."""


def cancel_bypass(stores: UndoingStores, change: ToldChange, now: datetime) -> bool:
    """Cancel the helpdesk's code."""
    return change.item_id is not None and stores.bypasses.cancel(change.item_id, change.person_id, now)


def clear_recovery(stores: UndoingStores, change: ToldChange, _now: datetime) -> bool:
    """Forget every recovery code: who has one of them may have them all."""
    return stores.recovery.clear(change.person_id) > 0


def remove_device(stores: UndoingStores, change: ToldChange, _now: datetime) -> bool:
    """Forget the phone that was linked."""
    return change.item_id is not None and stores.devices.remove(change.person_id, change.item_id)


def remove_numbers(stores: UndoingStores, change: ToldChange, _now: datetime) -> bool:
    """Forget the numbers that were added; those they took the place of are stated anew by their owner."""
    added = frozenset((change.item_id or "").split())
    stores.numbers.lock(change.person_id)
    numbers = stores.numbers.list(change.person_id)
    kept = tuple(number for number in numbers if number.number_id not in added)
    stores.numbers.replace(change.person_id, kept)
    return len(kept) < len(numbers)


def remove_key(stores: UndoingStores, change: ToldChange, _now: datetime) -> bool:
    """Forget the passkey or security key."""
    return change.item_id is not None and stores.credentials.remove(change.person_id, change.item_id)


def stop_token(stores: UndoingStores, change: ToldChange, _now: datetime) -> bool:
    """End the use of the hardware token, which may be in the wrong hands."""
    return change.item_id is not None and stores.tokens.put(change.item_id, change.person_id, State.LOST)


UNDOINGS: Final[Mapping[ChangeKind, Undo]] = MappingProxyType(
    {
        ChangeKind.BYPASS_MADE: cancel_bypass,
        ChangeKind.DEVICE_ADDED: remove_device,
        ChangeKind.KEY_ADDED: remove_key,
        ChangeKind.KEY_REFUSED: remove_key,
        ChangeKind.NUMBERS_CHANGED: remove_numbers,
        ChangeKind.RECOVERY_MADE: clear_recovery,
        ChangeKind.RECOVERY_USED: clear_recovery,
        ChangeKind.TOKEN_ADDED: stop_token,
    }
)
"""How each kind of change is taken back. What was removed is not put back: nobody can tell whose hands it is in."""


def undo(stores: UndoingStores, change: ToldChange, now: datetime) -> bool:
    """Take the change back; return False when there is nothing of it left to take."""
    taking_back = UNDOINGS.get(change.kind)
    return taking_back is not None and taking_back(stores, change, now)

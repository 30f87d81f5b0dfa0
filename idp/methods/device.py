"""A person's authenticator app on one phone, and where they are kept."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Device:
    """One phone with an app. It signs nobody in before it is confirmed.

    `sealed_secret` is the seed, encrypted. `expires_at` is when an unconfirmed one is forgotten.
    `last_step` is the newest time step whose code was used.
    """

    device_id: str
    person_id: str
    name: str
    sealed_secret: bytes = field(repr=False)
    added_at: datetime
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    failures: int = 0
    last_step: int = 0

    @property
    def is_confirmed(self) -> bool:
        """Say whether the person has shown that the app has the key."""
        return self.expires_at is None


class DeviceStore(Protocol):
    """Where devices are kept."""

    def add(self, device: Device) -> bool:
        """Store a device in place of an unconfirmed one of the same name; False when a confirmed one has the name."""
        ...

    def find(self, person_id: str, device_id: str) -> Device | None:
        """Return the person's device."""
        ...

    def list_confirmed(self, person_id: str) -> tuple[Device, ...]:
        """Return the person's confirmed devices, oldest first."""
        ...

    def confirm(self, device_id: str, step: int, now: datetime) -> bool:
        """Confirm the device unless it is confirmed, expired or gone, in one conditional UPDATE."""
        ...

    def count_failure(self, device_id: str) -> None:
        """Count a wrong code typed while confirming."""
        ...

    def advance(self, device_id: str, step: int, now: datetime) -> bool:
        """Use up the step and every one before it, in one conditional UPDATE; False when it was used or refused."""
        ...

    def refuse_step(self, device_id: str, step: int) -> None:
        """Never take the code of this step, which somebody has been told something about."""
        ...

    def rename(self, person_id: str, device_id: str, name: str) -> bool:
        """Give the person's confirmed device another name; False when it is gone or the name is taken."""
        ...

    def remove(self, person_id: str, device_id: str) -> bool:
        """Forget the person's device; False when it is gone."""
        ...

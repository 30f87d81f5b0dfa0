"""Links phones with an authenticator app, and checks the codes they show."""

from base64 import b32encode
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.chance import Chance
from idp.methods.attempt import Attempt, Rejected, Rejection, Verified
from idp.methods.change import Change, ChangeKind
from idp.methods.device import Device, DeviceStore
from idp.methods.telling import Telling, TellingStores
from idp.methods.totp import SEED_BYTES, build_uri, find_drifted_step, find_step, read_app_code
from idp.people.person import Person
from idp.sealing import Sealer

PENDING_FOR = timedelta(minutes=15)
"""How long a key that was shown waits for its first code."""

TOTP = "totp"


class DeviceStores(TellingStores, Protocol):
    """A unit of work that holds devices and tells their owner of changes."""

    @property
    def audit(self) -> Trail: ...

    @property
    def devices(self) -> DeviceStore: ...


@dataclass(frozen=True, slots=True)
class PendingDevice:
    """A device that waits for its first code, with the key to scan or type."""

    device: Device
    secret: str
    uri: str


@dataclass(frozen=True, slots=True)
class Devices:
    """Links, lists, renames and removes devices. Whether the person may is decided before, by the policy.

    A seed is sealed for its own device: copied to another row it does not open.
    """

    begin: Callable[[], AbstractContextManager[DeviceStores]]
    sealer: Sealer
    chance: Chance
    telling: Telling
    issuer: str
    """What the app calls us."""

    def start(self, person: Person, name: str, now: datetime) -> PendingDevice | None:
        """Make a new key for a device of this name; None when the person has a device of that name.

        `name` has passed `read_device_name`. Nothing is active before `confirm`.
        """
        device_id = self.chance.identifier()
        secret = b32encode(self.chance.secret_bytes(SEED_BYTES))
        sealed = self.sealer.seal(secret, seal_purpose(device_id))
        device = Device(device_id, person.person_id, name, sealed, now, now + PENDING_FOR)
        with self.begin() as stores:
            if not stores.devices.add(device):
                return None
        return self._open(device, person)

    def find_pending(self, person: Person, device_id: str, now: datetime) -> PendingDevice | None:
        """Return the unconfirmed device with its key; None when it is confirmed, expired or not this person's."""
        with self.begin() as stores:
            device = stores.devices.find(person.person_id, device_id)
        if device is None or device.expires_at is None or device.expires_at <= now:
            return None
        return self._open(device, person)

    def confirm(
        self,
        person: Person,
        device_id: str,
        typed: str,
        language: str,
        now: datetime,
        zone: str | None = None,
    ) -> Attempt:
        """Activate the device by a code it shows. A wrong code keeps the key; the right one cannot sign in afterwards.

        `zone` is where it is done, which the owner is told.
        """
        pending = self.find_pending(person, device_id, now)
        if pending is None:
            return Rejected(Rejection.EXPIRED)
        step = find_step(pending.secret, read_app_code(typed), now)
        with self.begin() as stores:
            if step is None:
                stores.devices.count_failure(device_id)
                return Rejected(Rejection.WRONG)
            if not stores.devices.confirm(device_id, step, now):
                return Rejected(Rejection.EXPIRED)
            self._tell(stores, person, ChangeKind.DEVICE_ADDED, pending.device, language, now, zone)
        return Verified(TOTP)

    def verify(self, person_id: str, typed: str, now: datetime, zone: str | None = None) -> Attempt:
        """Judge a code against every device of the person. A step is accepted once, also of fifty at the same moment.

        The caller counts the attempt against the person's second-factor limit first.
        """
        code = read_app_code(typed)
        with self.begin() as stores:
            attempt: Attempt
            for device in stores.devices.list_confirmed(person_id):
                step = find_step(self._unseal(device), code, now)
                if step is not None:
                    fresh = stores.devices.advance(device.device_id, step, now)
                    attempt = Verified(TOTP) if fresh else Rejected(Rejection.USED)
                    break
            else:
                attempt = self._explain(stores, person_id, code, now)
            details = {"method": TOTP}
            stores.audit.record(Event(tag_of(attempt), now, person_id=person_id, zone=zone, details=details))
        return attempt

    def _explain(self, stores: DeviceStores, person_id: str, code: str, now: datetime) -> Rejected:
        """Return why the code is refused: a phone whose clock is wrong shows that of another moment.

        Whoever guesses one that is still to come learns by this that it will be right, so it never is.
        """
        for device in stores.devices.list_confirmed(person_id):
            step = find_drifted_step(self._unseal(device), code, now)
            if step is not None and step > device.last_step:
                stores.devices.refuse_step(device.device_id, step)
                return Rejected(Rejection.CLOCK)
        return Rejected(Rejection.WRONG)

    def list(self, person_id: str) -> tuple[Device, ...]:
        """Return the person's confirmed devices, oldest first."""
        with self.begin() as stores:
            return stores.devices.list_confirmed(person_id)

    def rename(self, person: Person, device_id: str, name: str, now: datetime) -> bool:
        """Give the device another name, which has passed `read_device_name`; False when gone or the name is taken."""
        with self.begin() as stores:
            if not stores.devices.rename(person.person_id, device_id, name):
                return False
            stores.audit.record(Event(Tag.DEVICE_RENAMED, now, person_id=person.person_id))
        return True

    def remove(
        self, person: Person, device_id: str, language: str, now: datetime, zone: str | None = None
    ) -> bool:
        """Forget the device and tell its owner; False when it is gone already."""
        with self.begin() as stores:
            device = stores.devices.find(person.person_id, device_id)
            if device is None or not stores.devices.remove(person.person_id, device_id):
                return False
            self._tell(stores, person, ChangeKind.DEVICE_REMOVED, device, language, now, zone)
        return True

    def _tell(
        self,
        stores: DeviceStores,
        person: Person,
        kind: ChangeKind,
        device: Device,
        language: str,
        now: datetime,
        zone: str | None,
    ) -> None:
        """Record the change and tell its owner, in the change's own transaction."""
        stores.audit.record(Event(TAGS[kind], now, person_id=person.person_id, zone=zone))
        change = Change(kind, device.name, device.device_id, zone)
        self.telling.tell(stores, person, change, language, now)

    def _open(self, device: Device, person: Person) -> PendingDevice:
        secret = self._unseal(device)
        return PendingDevice(device, secret, build_uri(secret, person.username, self.issuer))

    def _unseal(self, device: Device) -> str:
        return self.sealer.unseal(device.sealed_secret, seal_purpose(device.device_id)).decode()


TAGS = {ChangeKind.DEVICE_ADDED: Tag.DEVICE_ADDED, ChangeKind.DEVICE_REMOVED: Tag.DEVICE_REMOVED}


def tag_of(attempt: Attempt) -> Tag:
    """Return the event that an attempt at the second factor is."""
    if isinstance(attempt, Verified):
        return Tag.FACTOR_OK
    return Tag.FACTOR_REUSED if attempt.reason is Rejection.USED else Tag.FACTOR_WRONG


def seal_purpose(device_id: str) -> str:
    """Return what a device's seed is sealed for."""
    return f"device:{device_id}"

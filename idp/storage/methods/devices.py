"""Phones with an authenticator app in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from idp.methods.device import Device
from idp.storage.driver.prepared import Prepared
from idp.storage.insert_once import insert_once
from idp.storage.metadata import Moment, metadata

devices = Table(
    "devices",
    metadata,
    Column("device_id", String(32), primary_key=True),
    Column("person_id", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("folded_name", String(200), nullable=False),
    Column("sealed_secret", LargeBinary, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("expires_at", Moment, index=True),
    Column("last_used_at", Moment),
    Column("last_step", Integer, nullable=False),
    Column("refused_step", Integer),
    Column("failures", Integer, nullable=False),
    UniqueConstraint("person_id", "folded_name"),
)

CONFIRMED = (devices.c.person_id == bindparam("person"), devices.c.expires_at.is_(None))
"""The phones that a person has shown a code of."""

LIST_CONFIRMED = Prepared(select(devices).where(*CONFIRMED).order_by(devices.c.added_at))


class DeviceRows:
    """Implements `DeviceStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, device: Device) -> bool:
        folded = device.name.casefold()
        self._free_name(device.person_id, folded)
        return insert_once(
            self._connection,
            devices,
            device_id=device.device_id,
            person_id=device.person_id,
            name=device.name,
            folded_name=folded,
            sealed_secret=device.sealed_secret,
            added_at=device.added_at,
            expires_at=device.expires_at,
            last_step=0,
            failures=0,
        )

    def find(self, person_id: str, device_id: str) -> Device | None:
        row = self._connection.execute(
            select(devices).where(devices.c.device_id == device_id, devices.c.person_id == person_id)
        ).first()
        return None if row is None else read_device(row)

    def list_confirmed(self, person_id: str) -> tuple[Device, ...]:
        return tuple(map(read_device, LIST_CONFIRMED.all(self._connection, {"person": person_id})))

    def confirm(self, device_id: str, step: int, now: datetime) -> bool:
        return self._update(
            devices.c.device_id == device_id, devices.c.expires_at > now, expires_at=None, last_step=step
        )

    def count_failure(self, device_id: str) -> None:
        self._update(devices.c.device_id == device_id, failures=devices.c.failures + 1)

    def advance(self, device_id: str, step: int, now: datetime) -> bool:
        return self._update(
            devices.c.device_id == device_id,
            devices.c.expires_at.is_(None),
            devices.c.last_step < step,
            devices.c.refused_step.is_distinct_from(step),
            last_step=step,
            last_used_at=now,
        )

    def refuse_step(self, device_id: str, step: int) -> None:
        self._update(devices.c.device_id == device_id, refused_step=step)

    def rename(self, person_id: str, device_id: str, name: str) -> bool:
        folded = name.casefold()
        self._free_name(person_id, folded)
        try:
            with self._connection.begin_nested():
                return self._update(
                    devices.c.device_id == device_id,
                    devices.c.person_id == person_id,
                    devices.c.expires_at.is_(None),
                    name=name,
                    folded_name=folded,
                )
        except IntegrityError:
            return False

    def remove(self, person_id: str, device_id: str) -> bool:
        removed = self._connection.execute(
            delete(devices).where(devices.c.device_id == device_id, devices.c.person_id == person_id)
        )
        return removed.rowcount == 1

    def _free_name(self, person_id: str, folded: str) -> None:
        """Forget a device of this name that was started and never finished."""
        self._connection.execute(
            delete(devices).where(
                devices.c.person_id == person_id,
                devices.c.folded_name == folded,
                devices.c.expires_at.is_not(None),
            )
        )

    def _update(self, *conditions: Any, **values: Any) -> bool:
        return self._connection.execute(update(devices).where(*conditions).values(**values)).rowcount == 1


def read_device(row: Any) -> Device:
    """Build the record from a row."""
    return Device(
        device_id=row.device_id,
        person_id=row.person_id,
        name=row.name,
        sealed_secret=row.sealed_secret,
        added_at=row.added_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        failures=row.failures,
        last_step=row.last_step,
    )

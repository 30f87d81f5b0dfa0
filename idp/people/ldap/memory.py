"""Remembers for a while what was read of people: they are asked for at every request."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from idp.people.person import Person

MOST: Final = 20_000
"""People remembered; the one read longest ago is forgotten for another."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, and when; `person` is None when nobody was found."""

    person: Person | None
    read_at: datetime

    def is_younger_than(self, age: timedelta, now: datetime) -> bool:
        """Say whether it was read that lately; what was read in the future, by a clock gone wrong, was not."""
        return timedelta(0) <= now - self.read_at < age


class Memory:
    """What this process has read, by person id."""

    def __init__(self) -> None:
        self._readings: dict[str, Reading] = {}
        self._lock = Lock()

    def find(self, person_id: str) -> Reading | None:
        """Return what was last read of a person."""
        return self._readings.get(person_id)

    def keep(self, person_id: str, person: Person | None, now: datetime) -> None:
        """Remember what has just been read."""
        with self._lock:
            self._readings.pop(person_id, None)
            self._readings[person_id] = Reading(person, now)
            if len(self._readings) > MOST:
                del self._readings[next(iter(self._readings))]

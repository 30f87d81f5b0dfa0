"""A test sign-in that a program or the operator asks for, and a person carries out in a browser and shows them.

Whoever asks gets an address and reads the outcome; what is in it is about the person who opened the address, who sees who
asks and decides. It is kept sealed for a quarter of an hour, and for nobody but the one who asked.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from idp.admin.actor import Actor
from idp.admin.clients.desk import SEES
from idp.admin.clients.trial import Report
from idp.chance import Chance

LIFE: Final = timedelta(minutes=15)


class State(StrEnum):
    """How far it has come."""

    WAITING = "waiting"
    THROUGH = "through"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class SharedTrial:
    """One test that was asked for. `report` is None until somebody has carried it out."""

    trial_id: str
    client_id: str
    asked_by: str
    by_kind: str
    expires_at: datetime
    report: Report | None = field(default=None, repr=False)

    @property
    def state(self) -> State:
        """Say how far it has come."""
        if self.report is None:
            return State.WAITING
        return State.THROUGH if self.report.is_through else State.STOPPED


class SharedTrialStore(Protocol):
    """Where such tests are kept, sealed."""

    def add(self, trial: SharedTrial) -> None:
        """Store a new test."""
        ...

    def find(self, trial_id: str, now: datetime) -> SharedTrial | None:
        """Return the test while it is kept."""
        ...

    def answer(self, trial_id: str, report: Report, now: datetime) -> bool:
        """Write what came of it: one conditional UPDATE. False when it has an outcome already, or is over."""
        ...


class SharedTrialStores(Protocol):
    """A unit of work that holds tests that were asked for."""

    @property
    def shared_trials(self) -> SharedTrialStore: ...


class UnknownTrial(LookupError):
    """There is no such test, it is over, or somebody else asked for it."""


@dataclass(frozen=True, slots=True)
class SharedTrials:
    """Asks for tests and reads what came of them. Whether the actor may see the application is judged before."""

    begin: Callable[[], AbstractContextManager[SharedTrialStores]]
    read: Callable[[], AbstractContextManager[SharedTrialStores]]
    chance: Chance
    issuer: str

    def ask(self, actor: Actor, client_id: str, now: datetime) -> SharedTrial:
        """Ask for a test of the application. Raises Forbidden."""
        actor.check(*SEES)
        trial = SharedTrial(self.chance.identifier(), client_id, actor.actor_id, actor.kind.value, now + LIFE)
        with self.begin() as stores:
            stores.shared_trials.add(trial)
        return trial

    def look(self, actor: Actor, client_id: str, trial_id: str, now: datetime) -> SharedTrial:
        """Return a test that the actor asked for. Raises Forbidden and UnknownTrial."""
        actor.check(*SEES)
        trial = self.get(client_id, trial_id, now)
        if (trial.asked_by, trial.by_kind) != (actor.actor_id, actor.kind.value):
            raise UnknownTrial
        return trial

    def get(self, client_id: str, trial_id: str, now: datetime) -> SharedTrial:
        """Return a test of this application, for whoever opens its address. Raises UnknownTrial."""
        with self.read() as stores:
            trial = stores.shared_trials.find(trial_id, now)
        if trial is None or trial.client_id != client_id:
            raise UnknownTrial
        return trial

    def answer(self, trial: SharedTrial, report: Report, now: datetime) -> bool:
        """Show whoever asked what came of it; False when another did before, or it is over."""
        with self.begin() as stores:
            return stores.shared_trials.answer(trial.trial_id, report, now)

    def name_address(self, trial: SharedTrial) -> str:
        """Return the address to open in a browser."""
        return f"{self.issuer}/admin/clients/{trial.client_id}/test/{trial.trial_id}"

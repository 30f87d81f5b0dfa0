"""Sends the code a step asks for, and says where it went."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from idp.config.settings import Codes
from idp.methods.code import Channel, CodeStore
from idp.methods.send_code import CodeSender, Sending, Sent
from idp.people.person import Person
from idp.signin.case import Case
from idp.signin.interaction import Interaction
from idp.signin.step import AskCode
from idp.signin.visit import Visit


class SentStores(Protocol):
    """A unit of work that holds the codes sent."""

    @property
    def codes(self) -> CodeStore: ...


@dataclass(frozen=True, slots=True)
class SentCode:
    """The code of this step as its page shows it. A dead one has run out or been guessed at too often."""

    masked: str
    is_dead: bool
    seconds_to_resend: int


@dataclass(frozen=True, slots=True)
class SendingStep:
    """Sends codes by the form that leads to the code's page, and on request. `wake` tells whoever delivers them."""

    sender: CodeSender
    settings: Codes
    begin: Callable[[], AbstractContextManager[SentStores]]
    wake: Callable[[], None]

    @property
    def is_digits(self) -> bool:
        """Say whether codes are digits alone."""
        return self.settings.alphabet == "digits"

    def send(self, visit: Visit, interaction: Interaction, person: Person, step: AskCode) -> Sending:
        """Send a new code to where the step says."""
        sending = self.sender.send(
            interaction.interaction_id,
            person,
            Channel(step.method),
            step.number,
            visit.language,
            visit.now,
        )
        if isinstance(sending, Sent):
            self.wake()
        return sending

    def send_first(self, visit: Visit, interaction: Interaction, person: Person, step: AskCode) -> None:
        """Send a code unless one has been sent there already. When that must wait, the page offers to send it later."""
        if self._find(interaction, person.person_id, step, visit.now) is None:
            self.send(visit, interaction, person, step)

    def find_sent(self, interaction: Interaction, case: Case, step: AskCode) -> SentCode | None:
        """Return the code last sent for this step; None when none has been sent to where the step says."""
        return self._find(interaction, case.known.person.person_id, step, case.now) if case.known else None

    def _find(
        self, interaction: Interaction, person_id: str, step: AskCode, now: datetime
    ) -> SentCode | None:
        with self.begin() as stores:
            code = stores.codes.find_latest(interaction.interaction_id)
        number_id = step.number.number_id if step.number else None
        if code is None or (code.person_id, code.channel, code.number_id) != (
            person_id,
            step.method,
            number_id,
        ):
            return None
        is_dead = code.used_at is not None or now >= code.expires_at or code.attempts_left < 1
        waited = int((now - code.sent_at).total_seconds())
        return SentCode(code.masked, is_dead, max(0, self.settings.resend_seconds - waited))

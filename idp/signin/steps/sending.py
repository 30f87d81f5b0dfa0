"""Sends the code a step asks for, and says where it went and what became of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from idp.config.settings import Codes
from idp.delivery.outbox import OutboxStore
from idp.methods.code import Channel, CodeStore, OneTimeCode
from idp.methods.send_code import CodeSender, Sending, Sent
from idp.methods.sms.ladder import Reason, Rung
from idp.people.person import Person
from idp.policy.zones import Zones
from idp.signin.case import Case
from idp.signin.interaction import Interaction
from idp.signin.step import AskCode
from idp.signin.steps.code_state import CodeState, judge_state
from idp.signin.steps.patience import Patience
from idp.signin.visit import Visit


class SentStores(Protocol):
    """A unit of work that holds the codes sent and what became of their messages."""

    @property
    def codes(self) -> CodeStore: ...

    @property
    def outbox(self) -> OutboxStore: ...


@dataclass(frozen=True, slots=True)
class SentCode:
    """The code of this step as its page shows it."""

    masked: str
    state: CodeState
    seconds_to_resend: int


@dataclass(frozen=True, slots=True)
class SendingStep:
    """Sends codes by the form that leads to the code's page, and on request. `wake` tells whoever delivers them."""

    sender: CodeSender
    settings: Codes
    begin: Callable[[], AbstractContextManager[SentStores]]
    wake: Callable[[], None]
    zones: Zones
    patience: Patience

    @property
    def is_digits(self) -> bool:
        """Say whether codes are digits alone."""
        return self.settings.alphabet == "digits"

    def send(
        self,
        visit: Visit,
        interaction: Interaction,
        person: Person,
        step: AskCode,
        reason: Reason | None = None,
    ) -> Sending:
        """Send a new code to where the step says, and wait a moment to learn what becomes of it.

        Outside, what is asked for from one address is counted; a whole office shares one.
        """
        is_inside = self.zones.get(visit.zone).inside
        sending = self.sender.send(
            interaction.interaction_id,
            person,
            Channel(step.method),
            step.number,
            visit.language,
            visit.now,
            origin=None if is_inside else self.sender.limits.codes_from(visit.placement.address),
            reason=reason,
        )
        if isinstance(sending, Sent):
            self.wake()
            self.patience.wait_for(lambda: self._has_news(sending.code_id))
        return sending

    def send_first(self, visit: Visit, interaction: Interaction, person: Person, step: AskCode) -> None:
        """Send a code unless one has been sent there already. When that must wait, the page offers to send it later."""
        if self._find(interaction, person.person_id, step) is None:
            self.send(visit, interaction, person, step)

    def find_rung(self, step: AskCode, now: datetime) -> Rung:
        """Return how hard the app is recommended in place of what the step sends; an e-mail costs nothing."""
        return self.sender.find_rung(now) if step.method == Channel.SMS else Rung.FREE

    def find_sent(self, interaction: Interaction, case: Case, step: AskCode) -> SentCode | None:
        """Return the code last sent for this step; None when none has been sent to where the step says."""
        code = self._find(interaction, case.known.person.person_id, step) if case.known else None
        if code is None:
            return None
        with self.begin() as stores:
            outcome = stores.outbox.find_outcome(code.code_id)
        waited = int((case.now - code.sent_at).total_seconds())
        to_wait = max(0, self.settings.resend_seconds - waited)
        return SentCode(code.masked, judge_state(code, outcome, case.now), to_wait)

    def _find(self, interaction: Interaction, person_id: str, step: AskCode) -> OneTimeCode | None:
        with self.begin() as stores:
            code = stores.codes.find_latest(interaction.interaction_id)
        number_id = step.number.number_id if step.number else None
        wanted = (person_id, step.method, number_id)
        return code if code and (code.person_id, code.channel, code.number_id) == wanted else None

    def _has_news(self, code_id: str) -> bool:
        with self.begin() as stores:
            outcome = stores.outbox.find_outcome(code_id)
        return outcome is None or outcome.state != "queued"

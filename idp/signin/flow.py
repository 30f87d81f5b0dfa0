"""Reads where a sign-in stands, and moves it on."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from idp.chance import Chance
from idp.errors import Refusal
from idp.methods.code import Channel, CodeStore
from idp.methods.holdings import HoldingStores, load_holdings
from idp.methods.sms.ladder import Ladder, Rung
from idp.methods.sms.ledger import LedgerStore
from idp.policy.rules import Policy
from idp.signin.case import Case, find_known
from idp.signin.interaction import Choices, Interaction, InteractionStore, Purpose, reopen_interaction
from idp.signin.next_step import next_step
from idp.signin.step import Step
from idp.signin.visit import People, Visit
from idp.signin.waiving import waive_wish


class FlowStores(HoldingStores, Protocol):
    """A unit of work that holds interactions and what people have registered."""

    @property
    def codes(self) -> CodeStore: ...

    @property
    def interactions(self) -> InteractionStore: ...

    @property
    def sms_ledger(self) -> LedgerStore: ...


class Elsewhere(Refusal):
    """The sign-in was begun in another browser."""

    def __init__(self) -> None:
        super().__init__("signin_elsewhere", status=403)


@dataclass(frozen=True, slots=True)
class Flow:
    """The sign-ins of every browser, one interaction each."""

    policy: Policy
    begin: Callable[[], AbstractContextManager[FlowStores]]
    read: Callable[[], AbstractContextManager[FlowStores]]
    choices: Choices
    people: People
    chance: Chance
    ladder: Ladder

    def get(self, interaction_id: str, visit: Visit) -> Interaction:
        """Return the interaction that this browser began, stale or used up as it may be.

        Raises Refusal when it is unknown, forgotten, or begun in another browser: the address alone opens nothing.
        """
        with self.read() as stores:
            interaction = stores.interactions.find(interaction_id, visit.now)
        if interaction is None:
            raise Refusal("signin_unknown", status=404)
        if interaction.browser_hash != visit.browser_hash:
            raise Elsewhere
        return interaction

    def read_case(
        self,
        interaction: Interaction,
        visit: Visit,
        realm: str | None,
        *,
        may_offer: bool,
        habits: str | None,
    ) -> Case:
        """Gather what the next step depends on, and write down a wish that had to be given up.

        `realm` and `habits` are what the browser remembers from another day.
        """
        pinned = None
        if interaction.bar is not None and not interaction.is_bar_told and interaction.person_id:
            pinned = self.people.find_person(interaction.person_id, visit.now)
        known = find_known(visit, interaction, pinned)
        holdings = None
        if known:
            with self.read() as stores:
                holdings = load_holdings(stores, known.person, visit.now)
        case = Case(
            interaction=interaction,
            zone=visit.zone,
            now=visit.now,
            known=known,
            holdings=holdings,
            realm=interaction.realm or realm,
            may_offer=may_offer,
            closed=self.find_closed(interaction, visit.now),
            habits=habits,
        )
        waived = waive_wish(self.policy, case)
        return case if waived is case else replace(waived, interaction=self.choices.save(waived.interaction))

    def find_closed(self, interaction: Interaction, now: datetime) -> frozenset[str]:
        """Return the methods that nobody can use now. A code that this sign-in has been sent is still taken."""
        with self.read() as stores:
            spent = stores.sms_ledger.load_spent(now)
            if self.ladder.find_rung(spent.month, spent.codes_today) is not Rung.SPENT:
                return frozenset()
            code = stores.codes.find_latest(interaction.interaction_id)
        is_live = code is not None and code.channel is Channel.SMS and code.is_live(now)
        return frozenset() if is_live else frozenset({Channel.SMS.value})

    def find_step(self, case: Case) -> Step:
        """Return what the person must do next."""
        return next_step(self.policy, case)

    def restart(self, old: Interaction, visit: Visit) -> Interaction:
        """Begin the same request afresh in the same browser."""
        with self.begin() as stores:
            return reopen_interaction(stores, old, new_id=self.chance.identifier, now=visit.now)

    def finish(self, interaction: Interaction, visit: Visit) -> str:
        """Return where a finished sign-in goes on. The portal's request is used up here, a client's when it is answered."""
        if interaction.purpose is Purpose.AUTHORIZE:
            return f"/authorize/{interaction.interaction_id}"
        with self.begin() as stores:
            stores.interactions.consume(interaction.interaction_id, visit.now)
        return find_way_on(interaction)


def find_way_on(interaction: Interaction) -> str:
    """Return where a browser that comes back to a used-up request goes: to the service itself, else to the portal."""
    if interaction.purpose is Purpose.PORTAL:
        return str(interaction.request.get("path", "/"))
    return interaction.service_url or "/"

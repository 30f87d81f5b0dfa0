"""A house whose messages are really handed over, to a gateway that does as it is told."""

from dataclasses import dataclass
from typing import Any

from idp.config.sections.sms_budget import SmsBudget
from idp.delivery.dispatcher import Dispatcher
from idp.delivery.sender import SendFailed
from idp.methods.sms.ladder import build_ladder
from idp.methods.sms.ledger import Entry
from idp.storage.unit_of_work import Database
from tests.support.methods import PRICE
from tests.support.outbox import ObedientSender
from tests.support.signing_in import House, build_house

MANY = 20
"""More failures than any code is tried."""


@dataclass
class GatewayHouse:
    """A house and its gateways. `deliver` does what the dispatcher's threads do."""

    house: House
    sms: ObedientSender
    mail: ObedientSender
    dispatcher: Dispatcher

    def deliver(self) -> None:
        """Hand over what is due."""
        self.dispatcher.run_once()

    def last_code(self) -> str:
        """Return the code that was handed over last as a text message."""
        return self.sms.sent[-1].body

    def spend(self, budget: SmsBudget, codes: int, name: str = "other") -> None:
        """Book so many codes that others were sent this month."""
        for number in range(codes):
            entry = Entry(f"{name}-{number}", self.house.clock(), f"n{number}", f"s{number}")
            with self.house.database.begin() as stores:
                assert stores.sms_ledger.reserve(entry, build_ladder(budget, PRICE))


def open_gateway_house(
    database: Database, *failures: SendFailed, is_prompt: bool = True, **options: Any
) -> GatewayHouse:
    """Return a house whose gateway for text messages fails so before it works; not prompt, it hands over nothing by itself."""
    opened: list[GatewayHouse] = []

    def wake() -> None:
        if is_prompt:
            opened[0].deliver()

    house = build_house(database, wake=wake, **options)
    earlier = Dispatcher(database.begin, {"sms": ObedientSender(), "mail": ObedientSender()}, house.clock)
    earlier.run_once()  # What the employees were told when they were hired.
    sms, mail = ObedientSender(*failures), ObedientSender()
    dispatcher = Dispatcher(database.begin, {"sms": sms, "mail": mail}, house.clock)
    opened.append(GatewayHouse(house, sms, mail, dispatcher))
    return opened[0]


def dead_gateway() -> tuple[SendFailed, ...]:
    """Return the failures of a gateway that refuses every connection."""
    return tuple(SendFailed("unreachable") for _ in range(MANY))


def refusing_gateway() -> tuple[SendFailed, ...]:
    """Return the failures of a gateway that says no for good."""
    return tuple(SendFailed("http_403", is_final=True) for _ in range(MANY))

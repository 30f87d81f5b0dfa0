"""What every sign-in page is: an address, the steps it fits, what it shows and what its form does."""

from dataclasses import dataclass
from typing import Protocol

from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.signin.case import Case
from idp.signin.interaction import Interaction
from idp.signin.markdown import Block
from idp.signin.step import (
    AskApp,
    AskBypass,
    AskCode,
    AskKey,
    AskPasskey,
    AskPassword,
    AskRecovery,
    AskToken,
    BarredOut,
    ChooseMethod,
    ChooseNumber,
    ChooseRealm,
    Finished,
    NothingRegistered,
    NoWayIn,
    OfferProtection,
    Step,
)
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class Opened:
    """A sign-in as one request sees it.

    `towards` names what it leads to, None for the portal itself. `is_form_old` has the page say that its form must
    be sent again. `message` is what the relying party wants the person to read meanwhile.
    """

    visit: Visit
    interaction: Interaction
    case: Case
    step: Step
    towards: str | None
    is_form_old: bool = False
    message: tuple[Block, ...] = ()


class Page(Protocol):
    """One page of the sign-in. `name` is the last part of its address."""

    @property
    def name(self) -> str: ...

    def fits(self, opened: Opened) -> bool:
        """Say whether the page has a place where the sign-in stands; if not, the browser goes to the one that has."""
        ...

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        """Return the page, with what is wrong in its form."""
        ...

    def submit(self, opened: Opened) -> ResponseReturnValue:
        """Do what the form asks for."""
        ...


PAGE_NAMES: dict[type[Step], str] = {
    ChooseRealm: "realm",
    ChooseMethod: "method",
    AskPassword: "password",
    ChooseNumber: "number",
    AskCode: "code",
    AskApp: "app",
    AskToken: "token",
    AskRecovery: "recovery",
    AskBypass: "bypass",
    AskKey: "key",
    AskPasskey: "passkey",
    OfferProtection: "protect",
    NothingRegistered: "stop",
    BarredOut: "stop",
    NoWayIn: "stop",
    Finished: "done",
}
"""The page of each step."""


def path_of(opened: Opened) -> str:
    """Return the address of the step that is next."""
    return f"/signin/{opened.interaction.interaction_id}/{PAGE_NAMES[type(opened.step)]}"

"""One page of the administrators' console, declared whole: its address, what permission opens it, and what answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from flask.typing import ResponseReturnValue

from idp.admin.actor import Actor
from idp.admin.permissions import Permission
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class Caller:
    """Who has been let in to a page of the console: the browser's visit, and what they may do."""

    visit: Visit
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolePage:
    """A page. `rule` is Flask's, below `/admin`; `endpoint` names it for `url_for("console.<endpoint>")`.

    `permissions`: any one of them opens it. `act` is called with the Caller and what the address holds. `is_fresh` asks
    for a sign-in of the last minutes: for what hands out secrets, lets somebody in or cannot be undone.
    """

    rule: str
    endpoint: str
    permissions: tuple[Permission, ...]
    act: Callable[..., ResponseReturnValue]
    method: Literal["GET", "POST"] = "GET"
    is_fresh: bool = False


def show(
    rule: str,
    endpoint: str,
    act: Callable[..., ResponseReturnValue],
    permissions: tuple[Permission, ...],
    *,
    is_fresh: bool = False,
) -> ConsolePage:
    """Return a page that is looked at."""
    return ConsolePage(rule=rule, endpoint=endpoint, permissions=permissions, act=act, is_fresh=is_fresh)


def send(
    rule: str,
    endpoint: str,
    act: Callable[..., ResponseReturnValue],
    permissions: tuple[Permission, ...],
    *,
    is_fresh: bool = False,
) -> ConsolePage:
    """Return what takes a form."""
    return ConsolePage(
        rule=rule, endpoint=endpoint, permissions=permissions, act=act, method="POST", is_fresh=is_fresh
    )


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the console's menu: the text's key, where it leads, and any one of what it takes to see it.

    `does` is what it takes to do all that its sentence promises; None when whoever sees it may do it. `service` is the
    policy's service that guards what stands outside the console; None for what stands in it.
    """

    text_key: str
    path: str
    permissions: tuple[Permission, ...]
    does: Permission | None = None
    service: str | None = None

"""The stored pending request: who asks, for which service, and how far its sign-in has come.

It is a row with its own id in the URL, tied to one browser by a cookie, so that two tabs, the back button and a
page left open overnight all end well.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from idp.people.directory import Bar
from idp.policy.question import Ask

GOOD_FOR = timedelta(hours=1)
"""How long a sign-in may take before its page says that it has become old."""

LONGEST_HINT = 256
"""A login hint that is longer names nobody and is left out."""

KEPT_FOR = timedelta(days=4)
"""How long the row is kept, so that a page left open over a weekend can start its request afresh."""


class Purpose(StrEnum):
    """What the sign-in is for, and so where it ends."""

    AUTHORIZE = "authorize"
    PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class Interaction:
    """One pending request and the choices made in it.

    `request` is what the asker needs to go on (the portal's holds `path`). `ask` is what decide() is asked with.
    `service_url` is where the service starts by itself, for a browser that comes back to a finished request.
    `return_origin` is the origin, or the scheme of an app, that the last redirect leads to, for the page's
    content security policy. `level` is the one the person chose; `person_id` is pinned by the password.
    `links` are addresses of the asker's that pages show: its `logo`, `policy` and `terms`.
    `bar` is why a right password lets its owner in nowhere; outside it is told after the second factor.
    """

    interaction_id: str
    browser_hash: str = field(repr=False)
    purpose: Purpose
    request: Mapping[str, Any] = field(repr=False)
    service: str
    ask: Ask
    created_at: datetime
    stale_at: datetime
    expires_at: datetime
    client_name: str | None = None
    service_url: str | None = None
    return_origin: str | None = None
    realm: str | None = None
    level: str | None = None
    person_id: str | None = None
    number_id: str | None = None
    login_hint: str | None = field(default=None, repr=False)
    links: Mapping[str, str] = field(default_factory=dict)
    bar: Bar | None = None
    is_bar_told: bool = False
    consumed_at: datetime | None = None
    version: int = 0

    def is_stale(self, now: datetime) -> bool:
        """Say whether the sign-in has taken too long and must start afresh."""
        return now >= self.stale_at


class InteractionStore(Protocol):
    """Where interactions are kept."""

    def add(self, interaction: Interaction) -> None:
        """Store a new interaction."""
        ...

    def find(self, interaction_id: str, now: datetime) -> Interaction | None:
        """Return the interaction, stale or consumed as it may be; None when it is unknown or forgotten."""
        ...

    def consume(self, interaction_id: str, now: datetime) -> bool:
        """Use the request up, in one conditional UPDATE; True only for the one caller that did, while it was not stale."""
        ...


class Choices(Protocol):
    """Writes what was chosen in a sign-in, in a unit of work of its own."""

    def save(self, interaction: Interaction) -> Interaction:
        """Write the choices unless another request did so first, in one conditional UPDATE.

        Returns the interaction as stored: another request's, when that one came first. Written are ask, realm, level,
        person_id, number_id, bar and is_bar_told, while the row has the same `version` and is not consumed.
        """
        ...


class InteractionStores(Protocol):
    """A unit of work that holds interactions."""

    @property
    def interactions(self) -> InteractionStore: ...


def open_interaction(
    stores: InteractionStores,
    *,
    new_id: Callable[[], str],
    now: datetime,
    browser_hash: str,
    purpose: Purpose,
    request: Mapping[str, Any],
    service: str,
    ask: Ask | None = None,
    client_name: str | None = None,
    service_url: str | None = None,
    return_origin: str | None = None,
    realm: str | None = None,
    level: str | None = None,
    login_hint: str | None = None,
    links: Mapping[str, str] | None = None,
) -> Interaction:
    """Store a new pending request and return it. `new_id` gives 128 random bits or more: `Chance.identifier`.

    `level` is one the asker chose for the person, who may choose another.
    """
    interaction = Interaction(
        interaction_id=new_id(),
        browser_hash=browser_hash,
        purpose=purpose,
        request=request,
        service=service,
        ask=ask or Ask(),
        created_at=now,
        stale_at=now + GOOD_FOR,
        expires_at=now + KEPT_FOR,
        client_name=client_name,
        service_url=service_url,
        return_origin=return_origin,
        realm=realm,
        level=level,
        login_hint=login_hint if login_hint and is_hint(login_hint) else None,
        links=links or {},
    )
    stores.interactions.add(interaction)
    return interaction


def is_hint(login_hint: str) -> bool:
    """Say whether a login hint can be a username: short, and nothing but characters one can see."""
    return len(login_hint) <= LONGEST_HINT and login_hint.isprintable()


def reopen_interaction(
    stores: InteractionStores, old: Interaction, *, new_id: Callable[[], str], now: datetime
) -> Interaction:
    """Store the same request as a new interaction of the same browser, and return it. Where somebody works, and how
    they chose to sign in or the asker chose for them, are the same; what they proved is not.

    Freshness moves along: what had to be proved after the old request began must be proved after the new one does.
    """
    fresh_after = old.ask.fresh_after and now - (old.created_at - old.ask.fresh_after)
    return open_interaction(
        stores,
        new_id=new_id,
        now=now,
        browser_hash=old.browser_hash,
        purpose=old.purpose,
        request=old.request,
        service=old.service,
        ask=replace(old.ask, fresh_after=fresh_after),
        client_name=old.client_name,
        service_url=old.service_url,
        return_origin=old.return_origin,
        realm=old.realm,
        level=old.level,
        login_hint=old.login_hint,
        links=old.links,
    )

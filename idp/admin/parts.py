"""What the helpdesk's pages are made of."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from idp.chance import Chance
from idp.i18n import Catalogue, Translate
from idp.methods.bypasses import Bypasses
from idp.people.directory import Directories
from idp.policy.rules import Policy
from idp.signin.interaction import InteractionStore
from idp.signin.pages.visiting import Visiting
from idp.signin.visit import Visit


class AdminStores(Protocol):
    """A unit of work that holds the sign-ins which lead to these pages."""

    @property
    def interactions(self) -> InteractionStore: ...


@dataclass(frozen=True, slots=True)
class AdminParts:
    """Everything `build_admin` needs, made by the wiring. `realms` are the directories' names, as offered."""

    policy: Policy
    catalogues: Mapping[str, Catalogue]
    realms: tuple[str, ...]
    begin: Callable[[], AbstractContextManager[AdminStores]]
    visiting: Visiting
    chance: Chance
    directories: Directories
    bypasses: Bypasses

    def texts(self, visit: Visit) -> Translate:
        """Return the texts in the visit's language."""
        return self.catalogues[visit.language].text

"""What the portal is made of."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from idp.audit.trail import Trail
from idp.chance import Chance
from idp.config.settings import Config
from idp.i18n import Catalogue, Translate
from idp.methods.devices import Devices
from idp.methods.holdings import MethodStores
from idp.methods.numbers import Numbers
from idp.methods.recovery import RecoveryCodes
from idp.methods.tokens.tokens import Tokens
from idp.methods.webauthn.keys import Keys
from idp.oidc.authorization.consent import ConsentStore
from idp.oidc.clients.client import ClientStore
from idp.oidc.grant import GrantStore
from idp.oidc.logout.farewell import ListFrames
from idp.people.keeping import Keeping
from idp.policy.rules import Policy
from idp.portal.objecting import Objecting
from idp.portal.past import Past
from idp.sessions.session import SessionStore
from idp.signin.interaction import InteractionStore
from idp.signin.pages.visiting import Visiting
from idp.signin.visit import EndSession, Visit


class PortalStores(MethodStores, Protocol):
    """A unit of work that holds what the portal reads and writes."""

    @property
    def audit(self) -> Trail: ...

    @property
    def clients(self) -> ClientStore: ...

    @property
    def consents(self) -> ConsentStore: ...

    @property
    def grants(self) -> GrantStore: ...

    @property
    def interactions(self) -> InteractionStore: ...

    @property
    def sessions(self) -> SessionStore: ...


@dataclass(frozen=True, slots=True)
class PortalParts:
    """Everything `build_portal` needs, made by the wiring."""

    config: Config
    policy: Policy
    catalogues: Mapping[str, Catalogue]
    begin: Callable[[], AbstractContextManager[PortalStores]]
    visiting: Visiting
    chance: Chance
    devices: Devices
    keys: Keys
    numbers: Numbers
    objecting: Objecting
    past: Past
    keepings: tuple[Keeping, ...]
    recovery: RecoveryCodes
    tokens: Tokens
    end_session: EndSession
    list_frames: ListFrames

    def texts(self, visit: Visit) -> Translate:
        """Return the texts in the visit's language."""
        return self.catalogues[visit.language].text

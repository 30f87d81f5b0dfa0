"""What OpenID Connect needs of a unit of work."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from idp.audit.trail import Trail
from idp.delivery.outbox import OutboxStore
from idp.methods.change import ChangeStore
from idp.oidc.authorization.consent import ConsentStore
from idp.oidc.clients.client import ClientStore
from idp.oidc.clients.used_assertions import AssertionStore
from idp.oidc.grant import GrantStore
from idp.oidc.machine_token import MachineTokenStore
from idp.oidc.registration.invitation import InvitationStore
from idp.sessions.session import SessionStore
from idp.signin.interaction import InteractionStore


class OidcStores(Protocol):
    """The stores of one transaction."""

    @property
    def assertions(self) -> AssertionStore: ...
    @property
    def audit(self) -> Trail: ...
    @property
    def changes(self) -> ChangeStore: ...
    @property
    def clients(self) -> ClientStore: ...
    @property
    def consents(self) -> ConsentStore: ...
    @property
    def grants(self) -> GrantStore: ...
    @property
    def interactions(self) -> InteractionStore: ...
    @property
    def invitations(self) -> InvitationStore: ...
    @property
    def machine_tokens(self) -> MachineTokenStore: ...
    @property
    def outbox(self) -> OutboxStore: ...
    @property
    def sessions(self) -> SessionStore: ...


Begin = Callable[[], AbstractContextManager[OidcStores]]
"""Opens a unit of work."""

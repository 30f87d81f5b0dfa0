"""What every protocol handler works with: one value, made once when the provider starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from idp.chance import Chance
from idp.config.settings import Tokens
from idp.i18n import Catalogue, load_catalogues
from idp.methods.strikes import Strikes
from idp.methods.telling import Telling
from idp.oidc.clients.registry import ClientRegistry
from idp.oidc.exchange import Exchanges
from idp.oidc.organisation import Organisation
from idp.oidc.origin import Origin
from idp.oidc.outbound import Outbound
from idp.oidc.stores import Begin
from idp.policy.rules import Policy
from idp.sessions.session import Lifetimes
from idp.signin.visit import People
from idp.signing.keyring import Keyring


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider's address, its rules, and everything it reads from. `keyring` gives the keys as they are now.

    `begin` opens a unit of work, `read` the same stores for reading alone; `exchanges` are units that are one
    round trip. `strikes` counts failed proofs of clients.
    `secret_life` is how long their secrets work, None for ever.
    """

    issuer: str
    policy: Policy
    begin: Begin
    read: Begin
    exchanges: Exchanges
    people: People
    keyring: Callable[[], Keyring]
    chance: Chance
    lifetimes: Lifetimes
    tokens: Tokens
    telling: Telling
    origin: Origin
    registry: ClientRegistry = field(default_factory=ClientRegistry)
    organisation: Organisation = field(default_factory=Organisation)
    catalogues: Mapping[str, Catalogue] = field(default_factory=load_catalogues)
    strikes: Strikes = field(default_factory=Strikes)
    outbound: Outbound = field(default_factory=Outbound)
    is_open_to_registration: bool = False
    announces_swedish_profile: bool = True
    manages_sessions: bool = False
    local_realms: frozenset[str] = frozenset()
    """Whose people are kept in our own database."""
    subject_key: bytes = field(default=b"", repr=False)
    secret_life: timedelta | None = None

    def service_id(self, registered: str | None) -> str:
        """Return the policy's service for a client; one that decide() refuses when there is none."""
        return registered or self.policy.default_service or ""

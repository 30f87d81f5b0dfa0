"""Refreshes: each refresh token works once, and using one twice ends all that came of it (RFC 9700, section 4.14.2).

One whose client proves by a key that it holds its tokens stays as it is, where the client's profile wants that.
"""

from dataclasses import dataclass, field
from typing import Any

from authlib.oauth2.rfc6749 import InvalidGrantError, grants

from idp.audit.events import Tag
from idp.oidc.claims.table import OFFLINE
from idp.oidc.clients.profiles import keeps_refresh_token
from idp.oidc.grant import Held
from idp.oidc.granting import hash_token
from idp.oidc.grants.issuance import Issuance


@dataclass(frozen=True, slots=True)
class PresentedToken:
    """A known refresh token as Authlib asks about it."""

    held: Held
    token_hash: str = field(repr=False)

    def check_client(self, client: Any) -> bool:
        """Say whether the token is the client's."""
        client_id: str = client.client_id
        return self.held.grant.client_id == client_id

    def get_scope(self) -> str:
        """Return the scopes a refresh may name: those granted, and `offline_access` even where it was left out."""
        return " ".join((*self.held.grant.scopes, OFFLINE))


class RefreshGrant(Issuance, grants.RefreshTokenGrant):  # type: ignore[misc]  # Authlib is untyped
    """The refresh_token grant, with rotation. The family of a token is the grant it belongs to."""

    @property
    def INCLUDE_NEW_REFRESH_TOKEN(self) -> bool:  # noqa: N802 - Authlib's name
        """Say whether the old token goes and a new one comes."""
        return not keeps_refresh_token(self.caller)

    def authenticate_refresh_token(self, refresh_token: str) -> PresentedToken | None:
        """Return the token when it is the caller's and unused; None for an unknown or expired one."""
        token_hash = hash_token(refresh_token)
        held = self.load_presented()
        if held is None:
            return None
        if held.is_spent or held.grant.client_id != self.caller.client_id:
            self.revoke(held, Tag.REFRESH_REPLAYED)
            return None
        self.held = held
        return PresentedToken(held, token_hash)

    def save_token(self, token: dict[str, Any]) -> None:  # noqa: ARG002 - Authlib's signature
        """Consume the old token and store the new ones, or nothing; of many callers one gets them.

        One that stays is not consumed: it brings an access token as long as it lives.
        """
        presented: PresentedToken = self.request.refresh_token
        event = self.build_event(presented.held, Tag.REFRESH_USED)
        new = tuple(minted.stored for minted in self.minted)
        exchanges = self.provider.exchanges
        if not self.INCLUDE_NEW_REFRESH_TOKEN:
            if not exchanges.renew(presented.token_hash, new, event, self.now):
                raise InvalidGrantError
        elif not exchanges.rotate(presented.token_hash, new, event, self.now):
            self.revoke(presented.held, Tag.REFRESH_REPLAYED)
            raise InvalidGrantError

    def revoke_old_credential(self, refresh_token: PresentedToken) -> None:
        """The old token was consumed when the new ones were stored, or stays."""

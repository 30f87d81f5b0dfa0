"""What the grants of people do: ask again whether the grant stands, make tokens, and end grants that were misused."""

from datetime import datetime
from typing import Any

from authlib.oauth2.rfc6749 import InvalidScopeError

from idp.audit.events import Event, Tag
from idp.oidc.access_tokens import mint_access
from idp.oidc.clients.client import Client
from idp.oidc.encrypting import encrypt_token, find_recipient
from idp.oidc.errors import ProtocolError
from idp.oidc.grant import Held
from idp.oidc.look_up import LookUp
from idp.oidc.provider import Provider
from idp.oidc.rechecking import Standing, recheck
from idp.oidc.tokens import Minted, build_id_token, mint_refresh


class Issuance:
    """Mixed into a grant of Authlib's: `server` and `request` are ours, and made it."""

    server: Any
    request: Any
    held: Held | None = None
    minted: tuple[Minted, ...] = ()

    @property
    def provider(self) -> Provider:
        """The provider."""
        provider: Provider = self.server.provider
        return provider

    @property
    def now(self) -> datetime:
        """When the request came."""
        now: datetime = self.request.now
        return now

    def load_presented(self) -> Held | None:
        """Read the grant behind the code or refresh token of the request; None for an unknown one."""
        look_up: LookUp = self.request.look_up
        return look_up.get_held(self.provider.read)

    @property
    def caller(self) -> Client:
        """The authenticated client."""
        client: Client = self.request.caller.record
        return client

    def authenticate_user(self, presented: Any) -> Standing:
        """Return how the grant stands now. Raises ProtocolError `invalid_grant` when it no longer does."""
        standing = recheck(self.provider, presented.held, self.now)
        if standing is None:
            raise ProtocolError(
                "invalid_grant",
                "the sign-in behind the grant no longer allows it; send the person to sign in",
            )
        return standing

    def generate_token(self, *, user: Standing, scope: str, include_refresh_token: bool) -> dict[str, Any]:
        """Return the members of the token response (RFC 6749, section 5.1) and keep what is to be stored."""
        scopes = tuple(one for one in scope.split() if one in user.grant.scopes)
        if not scopes:
            raise InvalidScopeError
        access = mint_access(self.provider, user, scopes, self.now)
        self.minted = (access,)
        response: dict[str, Any] = {
            "access_token": access.clear,
            "token_type": "Bearer",
            "expires_in": self.provider.tokens.access_token_seconds,
            "scope": " ".join(scopes),
        }
        if include_refresh_token:
            refresh = mint_refresh(self.provider, user.grant, self.now)
            self.minted = (access, refresh)
            response["refresh_token"] = refresh.clear
        if "openid" in scopes:
            encryption = user.client.id_token_encryption
            recipient = find_recipient(self.provider.outbound, user.client, encryption, self.now)
            id_token = build_id_token(self.provider, user, access.clear, scopes, self.now)
            response["id_token"] = encrypt_token(id_token, encryption, recipient)
        return response

    def revoke(self, held: Held, why: Tag) -> None:
        """End the grant and all its tokens, in a unit of work that survives the refusal that follows."""
        with self.provider.begin() as stores:
            stores.audit.record(self.build_event(held, why))
            if stores.grants.revoke(held.grant.grant_id, self.now):
                stores.audit.record(self.build_event(held, Tag.GRANT_REVOKED))

    def build_event(self, held: Held, tag: Tag) -> Event:
        """Return the audit event of something that happened to a grant at the caller's request."""
        grant = held.grant
        return Event(
            tag,
            self.now,
            person_id=grant.person_id,
            client_id=self.caller.client_id,
            sid=grant.sid,
            zone=grant.acr.zone,
            level=grant.acr.level,
            details={"grant_id": grant.grant_id},
        )

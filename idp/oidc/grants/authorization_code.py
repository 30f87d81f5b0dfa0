"""Redeems a code: once, by the client it was made for, with all it was bound to (RFC 6749, section 4.1.3)."""

from dataclasses import dataclass
from typing import Any

from authlib.oauth2.rfc6749 import InvalidGrantError, OAuth2Error, grants
from authlib.oauth2.rfc7636 import CodeChallenge as AuthlibCodeChallenge

from idp.audit.events import Tag
from idp.oidc.errors import ProtocolError
from idp.oidc.grant import Held
from idp.oidc.grants.issuance import Issuance


@dataclass(frozen=True, slots=True)
class PresentedCode:
    """A known code as Authlib asks about it."""

    held: Held

    @property
    def code_challenge(self) -> str | None:
        """What the verifier must hash to."""
        return self.held.grant.code_challenge

    @property
    def code_challenge_method(self) -> str:
        """The only one there is."""
        return "S256"

    def get_redirect_uri(self) -> str:
        """Return the address the code was sent to."""
        return self.held.grant.redirect_uri

    def get_scope(self) -> str:
        """Return the granted scopes."""
        return " ".join(self.held.grant.scopes)


class CodeChallenge(AuthlibCodeChallenge):  # type: ignore[misc]  # Authlib is untyped
    """PKCE without the plain method (RFC 9700, section 2.1.1)."""

    DEFAULT_CODE_CHALLENGE_METHOD = "S256"
    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)


class CodeGrant(Issuance, grants.AuthorizationCodeGrant):  # type: ignore[misc]  # Authlib is untyped
    """The authorization_code grant. A code that is presented wrongly has leaked: its grant ends."""

    def validate_token_request(self) -> None:
        """Check the code and everything it is bound to. Raises ProtocolError, and OAuth2Error for an unknown code."""
        try:
            super().validate_token_request()
        except OAuth2Error as error:
            if self.held is None:
                raise
            self.revoke(self.held, Tag.CODE_REPLAYED)
            raise ProtocolError(
                "invalid_grant", "redirect_uri and code_verifier must be those the code was made for"
            ) from error

    def query_authorization_code(self, code: str, client: Any) -> PresentedCode | None:  # noqa: ARG002 - Authlib's signature
        """Return the code when it is the caller's and fresh; None for an unknown or expired one."""
        held = self.load_presented()
        if held is None:
            return None
        if held.is_spent or held.grant.client_id != self.caller.client_id:
            self.revoke(held, Tag.CODE_REPLAYED)
            return None
        if self.now >= held.grant.code_expires_at or held.grant.revoked_at is not None:
            return None
        self.held = held
        return PresentedCode(held)

    def save_token(self, token: dict[str, Any]) -> None:  # noqa: ARG002 - Authlib's signature
        """Consume the code and store the tokens, or nothing; of many callers one gets them."""
        if self.held is None:
            raise ValueError("no code was presented")
        event = self.build_event(self.held, Tag.CODE_REDEEMED)
        new = tuple(minted.stored for minted in self.minted)
        if not self.provider.exchanges.redeem(self.held.grant.grant_id, new, event, self.now):
            self.revoke(self.held, Tag.CODE_REPLAYED)
            raise InvalidGrantError

    def delete_authorization_code(self, authorization_code: PresentedCode) -> None:
        """The code was consumed when the tokens were stored."""

"""The userinfo endpoint (OpenID Connect Core 1.0, section 5.3)."""

from dataclasses import dataclass
from datetime import datetime

from idp.oidc.bearer import NoToken, build_challenge, read_bearer
from idp.oidc.claims.release import build_userinfo
from idp.oidc.errors import ProtocolError
from idp.oidc.granting import hash_token
from idp.oidc.http import NO_STORE, Request, Response
from idp.oidc.json_answers import build_json
from idp.oidc.provider import Provider
from idp.oidc.rechecking import Standing, recheck
from idp.oidc.tokens import ID_TOKEN_TYP
from idp.signing.jws import sign


@dataclass(frozen=True, slots=True)
class UserinfoEndpoint:
    """Tells who an access token stands for, as the directory knows them now."""

    provider: Provider

    def answer(self, request: Request, now: datetime) -> Response:
        """Return the claims of the token's grant, or a challenge. Reads the database by itself."""
        try:
            standing = self._find_standing(read_bearer(request), now)
        except NoToken:
            return build_challenge(None)
        except ProtocolError as error:
            return build_challenge(error)
        return self._write(standing)

    def _write(self, standing: Standing) -> Response:
        """Return the claims as JSON, or signed for the client that is registered for that (section 5.3.2)."""
        provider, client = self.provider, standing.client
        claims = build_userinfo(provider, standing)
        if client.userinfo_alg is None:
            return build_json(200, claims)
        addressed = claims | {"iss": provider.issuer, "aud": client.client_id}
        token = sign(provider.keyring().active(client.userinfo_alg), ID_TOKEN_TYP, addressed)
        return Response(200, (("Content-Type", "application/jwt"), *NO_STORE), token.encode())

    def _find_standing(self, token: str, now: datetime) -> Standing:
        """Return how the token's grant stands, and its client. Raises ProtocolError `invalid_token`."""
        with self.provider.read() as stores:
            held = stores.grants.find_by_access(hash_token(token), now, self.provider.lifetimes.idle)
        standing = recheck(self.provider, held, now) if held is not None else None
        if standing is None:
            raise ProtocolError(
                "invalid_token",
                "the access token is unknown, expired, revoked or no longer allowed",
                status=401,
            )
        return standing

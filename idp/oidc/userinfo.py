"""The userinfo endpoint (OpenID Connect Core 1.0, section 5.3)."""

from dataclasses import dataclass
from datetime import datetime

from idp.oidc.bearer import NoToken, build_challenge, read_bearer
from idp.oidc.claims.release import build_userinfo
from idp.oidc.encrypting import encrypt, encrypt_token, find_recipient
from idp.oidc.errors import ProtocolError
from idp.oidc.granting import hash_token
from idp.oidc.http import NO_STORE, Request, Response
from idp.oidc.json_answers import build_json, encode
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
            return self._write(standing, now)
        except NoToken:
            return build_challenge(None)
        except ProtocolError as error:
            return build_challenge(error)

    def _write(self, standing: Standing, now: datetime) -> Response:
        """Return the claims as JSON, or signed, encrypted or both, as the client is registered (section 5.3.2)."""
        provider, client = self.provider, standing.client
        claims, encryption = build_userinfo(provider, standing), client.userinfo_encryption
        if client.userinfo_alg is None and encryption is None:
            return build_json(200, claims)
        recipient = find_recipient(provider.outbound, client, encryption, now)
        if client.userinfo_alg is not None:
            addressed = claims | {"iss": provider.issuer, "aud": client.client_id}
            signed = sign(provider.keyring().active(client.userinfo_alg), ID_TOKEN_TYP, addressed)
            token = encrypt_token(signed, encryption, recipient)
        elif encryption is not None and recipient is not None:
            token = encrypt(encode(claims), encryption, recipient)
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

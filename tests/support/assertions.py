"""Client assertions, right ones and wrong ones."""

from dataclasses import dataclass, field
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from idp.chance import SystemChance
from idp.oidc.registration.registering import Registered
from tests.support.world import CALLBACK, ISSUER, VERIFIER, World

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass
class Signer:
    """A relying party's key and what it signs with it."""

    key: ECKey | RSAKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "k1"}))
    alg: str = "ES256"

    def jwks(self) -> dict[str, Any]:
        """Return the public half as a key set."""
        return {"keys": [{**self.key.as_dict(private=False), "kid": "k1"}]}

    def sign(self, world: World, client_id: str, header: dict[str, Any] | None = None, **changes: Any) -> str:
        """Return a right assertion with some claims changed, or left out by None."""
        now = int(world.clock().timestamp())
        right = {
            "iss": client_id,
            "sub": client_id,
            "aud": ISSUER,
            "jti": SystemChance().token(),
            "iat": now,
            "exp": now + 60,
        }
        claims = {name: value for name, value in (right | changes).items() if value is not None}
        return jwt.encode(
            {"alg": self.alg, "kid": "k1", **(header or {})}, claims, self.key, algorithms=[self.alg]
        )

    def register(self, world: World, **fields: Any) -> Registered:
        """Register a client that proves itself with this key."""
        return world.register(auth_method="private_key_jwt", jwks=self.jwks(), **fields)


def redeem_with(world: World, code: str, assertion: str, **extra: str) -> Any:
    """Send a token request that is proved by an assertion."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
        "client_assertion_type": TYPE,
        "client_assertion": assertion,
    }
    return world.app.test_client().post("/token", data=form | extra)

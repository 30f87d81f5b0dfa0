"""From an authorization code to claims that can be believed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests
from authlib.integrations.base_client import OAuthError
from authlib.oidc.core import CodeIDToken
from joserfc.errors import JoseError

from .config import Config
from .pending import Pending
from .provider import Provider
from .refusal import Refusal

LEEWAY_SECONDS = 60
CODE_FAULTS = frozenset({"invalid_grant"})


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The claims of a verified ID token, and the token response that it came in."""

    claims: dict[str, Any]
    token: dict[str, Any]


def redeem_code(provider: Provider, config: Config, code: str, pending: Pending, now: datetime) -> SignedIn:
    """Exchange the code and verify the ID token: signature, iss, aud, azp, exp, iat, nonce, at_hash; acr must be there.

    OpenID Connect Core 1.0, section 3.1.3.7. Raises Refusal: `unreachable` if the provider is silent, `state_lost` if
    the code is used or too old, `untrusted` for anything that does not verify.
    """
    try:
        token = provider.fetch_access_token(
            code=code, code_verifier=pending.code_verifier, redirect_uri=config.redirect_uri
        )
        claims = provider.parse_id_token(
            token,
            nonce=pending.nonce,
            claims_options=_demands(config),
            claims_cls=_judge_at(now, token["access_token"]),
            leeway=LEEWAY_SECONDS,
        )
    except requests.RequestException as error:
        raise Refusal("unreachable", 503, f"token: {type(error).__name__}") from error
    except OAuthError as error:
        key = "state_lost" if error.error in CODE_FAULTS else "untrusted"
        raise Refusal(key, 400, f"token: {error.error}", pending.target) from error
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise Refusal("untrusted", 400, f"ID token: {type(error).__name__}") from error
    if claims is None:
        raise Refusal("untrusted", 400, "the token response has no ID token")
    return SignedIn(dict(claims), token)


def _judge_at(now: datetime, access_token: str) -> type[CodeIDToken]:
    """Return Authlib's checks of an ID token, held against our own clock and against the access token beside it."""

    class Judged(CodeIDToken):  # type: ignore[misc]  # Authlib has no types
        def __init__(self, claims: Any, header: Any, options: Any, params: dict[str, Any]) -> None:
            super().__init__(claims, header, options, {**params, "access_token": access_token})

        def validate(self, _now: object = None, leeway: int = 0) -> None:
            super().validate(int(now.timestamp()), leeway)

    return Judged


def _demands(config: Config) -> dict[str, dict[str, Any]]:
    return {
        "iss": {"essential": True, "value": config.issuer},
        "aud": {"essential": True, "value": config.client_id},
        "at_hash": {"essential": True},
        "acr": {"essential": True},
    }

"""The person's name: asked for with the access token, because the ID token tells only who she is and how she signed in."""

from typing import Any

import requests
from authlib.integrations.base_client import OAuthError

from .provider import Provider
from .refusal import Refusal


def load_profile(provider: Provider, token: dict[str, Any], sub: str) -> dict[str, Any]:
    """Return the claims of scope `profile` for the person whom the ID token calls `sub`.

    OpenID Connect Core 1.0, section 5.3. Raises Refusal: `access_denied` if she may no longer use the service,
    `unreachable` if the provider is silent, `untrusted` if the answer is about somebody else.
    """
    try:
        profile = dict(provider.userinfo(token=token))
    except requests.HTTPError as error:
        key, status = (
            ("access_denied", 403) if error.response.status_code in (401, 403) else ("unreachable", 503)
        )
        raise Refusal(key, status, f"userinfo answered {error.response.status_code}") from error
    except requests.RequestException as error:
        raise Refusal("unreachable", 503, f"userinfo: {type(error).__name__}") from error
    except (OAuthError, ValueError, KeyError, TypeError) as error:
        raise Refusal("untrusted", 502, f"userinfo: {type(error).__name__}") from error
    if profile.get("sub") != sub:
        raise Refusal("untrusted", 400, "userinfo is about somebody else than the ID token")
    return profile

"""idpyoidc with a secret in the header: signs in, reads userinfo, refreshes, steps up and signs out.

It speaks the conversation of `conversation.mjs`.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from idpyoidc.client.rp_handler import RPHandler

settings = json.loads(sys.argv[1])

SERVICES = {
    "provider_info": {"class": "idpyoidc.client.oidc.provider_info_discovery.ProviderInfoDiscovery"},
    "authorization": {"class": "idpyoidc.client.oidc.authorization.Authorization"},
    "accesstoken": {"class": "idpyoidc.client.oidc.access_token.AccessToken"},
    "refresh_token": {"class": "idpyoidc.client.oidc.refresh_access_token.RefreshAccessToken"},
    "userinfo": {"class": "idpyoidc.client.oidc.userinfo.UserInfo"},
    "end_session": {"class": "idpyoidc.client.oidc.end_session.EndSession"},
}
TOLD = ("sub", "acr", "iss", "aud", "iat")


def tell_line(said: Mapping[str, Any]) -> None:
    """Say one line."""
    sys.stdout.write(f"{json.dumps(said)}\n")
    sys.stdout.flush()


def open_address(address: str) -> str:
    """Have an address opened in a browser and return where it ended."""
    tell_line({"open": address})
    return sys.stdin.readline().strip()


def build_handler() -> RPHandler:
    """Return a relying party that knows an issuer, its own name and secret, and nothing else."""
    registered = {
        "client_type": "oidc",
        "client_id": settings["client_id"],
        "client_secret": settings["secret"],
        "redirect_uris": [settings["redirect_uri"]],
        "post_logout_redirect_uris": [settings["post_logout_redirect_uri"]],
        "client_authn_methods": ["client_secret_basic", "bearer_header"],
        "token_endpoint_auth_method": "client_secret_basic",
        "response_types_supported": ["code"],
        "scopes_supported": ["openid", "profile"],
        "id_token_signed_response_alg": "ES256",
        "issuer": settings["issuer"],
        "add_ons": {
            "pkce": {
                "function": "idpyoidc.client.oauth2.add_on.pkce.add_support",
                "kwargs": {"code_challenge_length": 64, "code_challenge_method": "S256"},
            }
        },
    }
    return RPHandler(
        base_url=settings["redirect_uri"].rpartition("/")[0],
        client_configs={settings["issuer"]: registered},
        services=SERVICES,
    )


def sign_in(handler: RPHandler, wishes: Mapping[str, str]) -> dict[str, Any]:
    """Return what idpyoidc makes of a sign-in: its state, its tokens and what the claims are."""
    address = handler.begin(issuer_id=settings["issuer"], req_args=dict(wishes))
    response = dict(parse_qsl(urlsplit(open_address(address)).query))
    done: dict[str, Any] = handler.finalize(settings["issuer"], response)
    return done


def tell(id_token: Mapping[str, Any]) -> dict[str, Any]:
    """Return the claims that are looked at."""
    return {name: id_token[name] for name in TOLD}


def main() -> None:
    """Hold the whole conversation."""
    handler = build_handler()
    done = sign_in(handler, {})
    renewed = handler.refresh_access_token(done["state"])
    higher = sign_in(handler, {"acr_values": settings["higher_acr"]})
    signed_out = open_address(handler.logout(higher["state"])["url"])
    facts = {
        "claims": tell(done["id_token"]),
        "userinfo": dict(done["userinfo"]),
        "renewed": tell(renewed["__verified_id_token"]),
        "higher": tell(higher["id_token"]),
        "signedOut": signed_out,
    }
    tell_line({"done": facts})


main()

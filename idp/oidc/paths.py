"""Where the endpoints are, below the issuer."""

from typing import Final

DISCOVERY: Final = "/.well-known/openid-configuration"
JWKS: Final = "/jwks"
AUTHORIZE: Final = "/authorize"
TOKEN: Final = "/token"  # noqa: S105 - a path
USERINFO: Final = "/userinfo"
INTROSPECT: Final = "/introspect"
REVOKE: Final = "/revoke"
LOGO: Final = "/logo"
REGISTER: Final = "/register"
END_SESSION: Final = "/end-session"
SIGNED_OUT: Final = "/signed-out"
CHECK_SESSION: Final = "/check-session"
ACR: Final = "/acr"
AUTHN: Final = "/authn"

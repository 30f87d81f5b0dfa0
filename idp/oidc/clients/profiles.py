"""The profiles a client may be held to, and how its requests are read and answered then.

`swedish` is the Swedish OpenID Connect Profile 1.0, `sweden_connect` the OpenID Connect Profile for Sweden Connect on top.
`fapi2` is the FAPI 2.0 Security Profile, for what would be dear to lose.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from idp.oidc.clients.client import Client, Profile

OLDEST_SIGN_IN: Final = timedelta(minutes=60)
"""A sign-in of a Sweden Connect client's is never older (its session rule)."""

SIGNED: Final[str] = "fapi2_signed"
FAPI: Final[frozenset[str]] = frozenset({"fapi2", SIGNED})
"""FAPI 2.0, and its Message Signing on top."""

WEAK_ALGS: Final = frozenset({"RS256"})
"""What a client signs with elsewhere and not under FAPI 2.0 (section 5.4.1)."""

AS_STRICT: Final[Mapping[Profile, frozenset[Profile]]] = {
    "oidc": frozenset({"oidc", "swedish", "sweden_connect", "fapi2"}),
    "swedish": frozenset({"swedish", "sweden_connect"}),
    "sweden_connect": frozenset({"sweden_connect"}),
    "fapi2": frozenset({"fapi2"}),
}
"""Which profiles give up nothing that a profile demands."""


def list_prompts(client: Client, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the request prompts for: a Sweden Connect client that says nothing has its people sign in anew."""
    return ("login",) if client.profile == "sweden_connect" and not asked else asked


def find_longest_age(client: Client) -> timedelta | None:
    """Return how old a sign-in may be at most for this client; None where its profile does not say."""
    return OLDEST_SIGN_IN if client.profile == "sweden_connect" else None


def may_sign_by(client: Client, alg: str) -> bool:
    """Say whether the client's profile lets it sign assertions and request objects by the algorithm."""
    return client.profile not in FAPI or alg not in WEAK_ALGS


def names_issuer_alone(client: Client) -> bool:
    """Say whether an assertion of the client's must name the issuer and nothing else, as one text (FAPI 2.0, 5.3.2.1)."""
    return client.profile in FAPI


def keeps_refresh_token(client: Client) -> bool:
    """Say whether a refresh token stays as it is when it is used (FAPI 2.0, 5.3.2.1): a key proves its holder."""
    return client.profile in FAPI


def signs_requests(client: Client) -> bool:
    """Say whether what the client asks for must be signed, lately, and counts alone (FAPI 2.0 Message Signing, 5.3.1)."""
    return client.profile == SIGNED

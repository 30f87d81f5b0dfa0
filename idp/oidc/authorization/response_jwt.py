"""Puts an authorization response inside a signed JWT, which says whom it is from, for whom, and until when it is good.

JWT Secured Authorization Response Mode for OAuth 2.0 (JARM), sections 2.1 and 2.2.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from idp.oidc.checks.case import Case
from idp.oidc.encrypting import encrypt_token
from idp.signing.jws import sign

LIFE: Final = timedelta(minutes=5)
"""Time for somebody who reads a page first or presses a button; ten minutes are the most (section 2.1)."""

RESPONSE: Final = "response"
RESPONSE_TYP: Final = "JWT"
"""No type is registered for such a response; without a `sub` it passes for no ID token."""

NUMBERS: Final = frozenset({"expires_in"})


def enclose(case: Case, parameters: Mapping[str, str], now: datetime) -> dict[str, str]:
    """Return the one parameter that travels: the response signed, and encrypted where its client is registered so.

    `iss` is among the parameters and becomes a claim, so that it stands nowhere else (RFC 9207, section 2.4). Raises
    ValueError where it must be encrypted and there is no key: nothing is told in clear instead.
    """
    client = case.get_client()
    encryption, recipient = client.response_encryption, case.recipients.response
    if encryption is not None and recipient is None:
        raise ValueError("unchecked request")
    told = {name: int(value) if name in NUMBERS else value for name, value in parameters.items()}
    claims = told | {"aud": client.client_id, "exp": int((now + LIFE).timestamp())}
    token = sign(case.keyring.active(client.response_alg), RESPONSE_TYP, claims)
    return {RESPONSE: encrypt_token(token, encryption, recipient)}

"""The code is bound to a secret of the client's. RFC 7636; RFC 9700, section 2.1.1."""

import re
from typing import Final

from idp.oidc.authorization.response_type import CODE, asks_for
from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError

S256_CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
"""32 bytes in base64url without padding."""

MISSING: Final = (
    "code_challenge is missing; PKCE with S256 is required: switch it on in the application, or have an old "
    "application with a secret registered without PKCE"
)


def check_pkce(case: Case) -> None:
    """Refuse a request for a code without a S256 code_challenge; `plain`, which an absent method means, is refused too."""
    case.refuse_faults("code_challenge", "code_challenge_method")
    if not asks_for(case.request.response_type, CODE):
        return
    challenge, method = case.request.code_challenge, case.request.code_challenge_method
    if challenge is None:
        if case.get_client().requires_pkce or method is not None:
            raise ProtocolError("invalid_request", MISSING)
        return
    if method != "S256":
        raise ProtocolError("invalid_request", "code_challenge_method must be S256")
    if not S256_CHALLENGE.fullmatch(challenge):
        raise ProtocolError("invalid_request", "code_challenge must be 43 characters of base64url")

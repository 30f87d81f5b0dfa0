"""Reads an `id_token_hint`: an ID token of ours, expired as it may be.

A client that got its ID token encrypted may encrypt what was inside to us again (OpenID Connect Core 1.0, section
3.1.2.1; RP-Initiated Logout 1.0, section 2); the envelope proves nothing, the signature inside does.
"""

from dataclasses import dataclass

from idp.signing.jwe import NotForUs, decrypt, is_encrypted
from idp.signing.jws import NotOurToken, verify
from idp.signing.keyring import Keyring


class BadHint(Exception):
    """The hint is not an ID token of ours. The message says why and repeats nothing of it."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Whose sign-in the hint states, as the client knows them, to which client, in which session."""

    subject: str
    client_id: str
    sid: str | None


def read_hint(keyring: Keyring, issuer: str, token: str) -> Hint:
    """Return what the hint states. Raises BadHint when signature, kind, issuer or contents are not ours."""
    try:
        claims = verify(keyring, "JWT", decrypt(keyring, token) if is_encrypted(token) else token)
    except (NotOurToken, NotForUs) as error:
        raise BadHint(str(error)) from error
    subject, audience, sid = claims.get("sub"), claims.get("aud"), claims.get("sid")
    if claims.get("iss") != issuer or not isinstance(subject, str) or not isinstance(audience, str):
        raise BadHint("not what our ID tokens say")
    return Hint(subject, audience, sid if isinstance(sid, str) else None)

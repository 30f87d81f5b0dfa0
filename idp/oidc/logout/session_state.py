"""Tells a page in the browser whether its person is still signed in here (OpenID Connect Session Management 1.0).

The provider keeps a word in a cookie that scripts of its own pages can read: it stands for the session and opens
nothing. A relying party is given a hash of that word (section 2) and asks a hidden frame of ours, in the same browser,
whether the word is still the same (section 3).
"""

from hashlib import sha256

from idp.oidc.registration.redirect_uris import origin_of


def build_session_state(client_id: str, redirect_uri: str, browser_state: str, salt: str) -> str:
    """Return `session_state`: a salted SHA-256 in hex of client, origin and browser state, and the salt (section 2)."""
    told = f"{client_id} {origin_of(redirect_uri)} {browser_state} {salt}"
    return f"{sha256(told.encode()).hexdigest()}.{salt}"

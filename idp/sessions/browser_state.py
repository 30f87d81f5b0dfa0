"""The word that stands for a session in its browser (OpenID Connect Session Management 1.0, section 3.2)."""

from hashlib import sha256


def name_state(sid: str) -> str:
    """Return the word of the session with this public name, in hex: another for every session, and worth nothing."""
    return sha256(f"browser state of {sid}".encode()).hexdigest()

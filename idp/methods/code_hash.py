"""The keyed hash of a code: short codes could be guessed from a plain one."""

import hmac


def hash_code(secret: bytes, interaction_id: str, code: str) -> str:
    """Return the HMAC-SHA-256 of a code within its sign-in, in hex."""
    message = f"{interaction_id}\x1f{code}".encode("utf-8", "surrogatepass")
    return hmac.digest(secret, message, "sha256").hex()

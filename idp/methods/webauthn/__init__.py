"""Passkeys and security keys: the WebAuthn ceremonies, seen from the relying party that we are to the browser."""

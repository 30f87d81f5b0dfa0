"""A hardware security module that the signing keys never leave, by its PKCS#11 library."""

from pathlib import Path

from msgspec import Struct


class Pkcs11(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where signing keys are made and used. Without a module they lie in the keys folder."""

    module: Path | None = None
    """The token's PKCS#11 library, such as `/usr/lib/softhsm/libsofthsm2.so`."""
    token: str | None = None
    """The token's label."""
    pin: str | None = None
    """The PIN of its user, for the environment alone: IDP_PKCS11_PIN."""
    pin_file: Path | None = None
    """A file that holds the PIN and nothing else."""

    def __repr__(self) -> str:
        """Show nothing of a PIN."""
        return f"Pkcs11(module={self.module}, token={self.token})"

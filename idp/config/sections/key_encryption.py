"""What the keys folder is encrypted with: a key that lies apart from it, so that a copy of the folder opens nothing."""

from pathlib import Path

from msgspec import Struct


class KeyEncryption(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The key-encryption key: 32 random bytes in base64. Without one the keys folder lies in clear."""

    key: str | None = None
    """The key itself, for the environment alone: IDP_KEY_ENCRYPTION_KEY."""
    key_file: Path | None = None
    """A file outside the keys folder that holds the key and nothing else."""
    previous_key: str | None = None
    """What the folder was encrypted with before, until `keys rekey` is done; for the environment alone."""
    previous_key_file: Path | None = None
    """The same in a file."""

    def __repr__(self) -> str:
        """Show nothing of a key."""
        return "KeyEncryption()"

    @property
    def is_configured(self) -> bool:
        """Say whether what lies in the keys folder is to be encrypted."""
        return self.key is not None or self.key_file is not None

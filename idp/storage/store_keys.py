"""The keys that stores need."""

from dataclasses import dataclass, field

from idp.sealing import Sealer


@dataclass(frozen=True, slots=True)
class StoreKeys:
    """What makes rows unreadable or unforgeable to whoever has only the database."""

    audit: bytes = field(repr=False)
    """The HMAC key of the audit chain, 32 bytes or more."""
    sealer: Sealer
    """Seals what must be read back: messages that wait and the seeds of authenticator apps."""

"""Keys for stores in tests: whole and sound, known to everybody."""

from idp.chance import SystemChance
from idp.sealing import Sealer
from idp.storage.store_keys import StoreKeys


def build_sealer(byte: bytes) -> Sealer:
    """Return a sealer whose one key is the byte 32 times over."""
    return Sealer([byte * 32], SystemChance())


STORE_KEYS = StoreKeys(audit=b"audit key in tests, 32 bytes ok.", sealer=build_sealer(b"s"))

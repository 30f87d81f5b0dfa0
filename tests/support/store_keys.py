"""Keys for stores in tests: whole and sound, known to everybody."""

from idp.chance import SystemChance
from idp.sealing import Sealer
from idp.storage.store_keys import StoreKeys

STORE_KEYS = StoreKeys(audit=b"audit key in tests, 32 bytes ok.", sealer=Sealer([b"s" * 32], SystemChance()))

"""The keys, for whoever may see and move them."""

from idp.admin.keys.desk import KeysDesk
from idp.signing.envelope import open_envelope
from idp.wiring.parts import Parts


def build_keys_desk(parts: Parts) -> KeysDesk:
    """Return the desk over the folder that the running provider signs from."""
    config = parts.config
    envelope = open_envelope(config, parts.chance)
    return KeysDesk(config.keys, envelope, parts.database.begin, config.key_rotation.after)

"""Keys that are elsewhere are tried before they are needed."""

from typing import Final

from idp.signing.jws import sign
from idp.signing.key import State
from idp.signing.keyring import Keyring

PROBE: Final = "probe"


def prove_signing(keyring: Keyring) -> int:
    """Sign once with each active key on a token; return how many there are. Raises HsmAway."""
    elsewhere = [key for key in keyring.keys if key.state is State.ACTIVE and key.signer is not None]
    for key in elsewhere:
        sign(key, PROBE, {})
    return len(elsewhere)

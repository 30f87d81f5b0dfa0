"""Where new keys are made: in a hardware security module if there is one, else here."""

from collections.abc import Callable
from datetime import datetime

from idp.signing.envelope import Envelope
from idp.signing.hsm import TokenKey
from idp.signing.key import Kind, OwnKey, State, make_key
from idp.signing.keyring import Keyring

Maker = Callable[[Kind, State, datetime], OwnKey]


def build_maker(envelope: Envelope) -> Maker:
    """Return what makes keys. What opens encrypted requests is made here all the same: it signs nothing."""
    hsm = envelope.hsm
    if hsm is None:
        return make_key

    def make(alg: Kind, state: State, now: datetime) -> OwnKey:
        if alg == "RSA-OAEP":
            return make_key(alg, state, now)
        label = f"eportal-idp {envelope.chance.identifier()}"
        public = hsm.make(alg, label)
        activated_at = now if state is State.ACTIVE else None
        signer = TokenKey(hsm, alg, label)
        return OwnKey(public.thumbprint(), alg, state, now, public, now, activated_at, signer)

    return make


def destroy_dropped(before: Keyring, after: Keyring, envelope: Envelope) -> None:
    """Destroy on the token what the new keyring no longer holds. Raises HsmAway."""
    kept = {key.kid for key in after.keys}
    for key in before.keys:
        if key.signer is not None and envelope.hsm is not None and key.kid not in kept:
            envelope.hsm.destroy(key.signer.label)

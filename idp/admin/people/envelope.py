"""Carries what was searched for through an address without saying it: sealed, for one actor alone."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idp.admin.actor import Actor
from idp.sealing import SealBroken, Sealer


class BadEnvelope(ValueError):
    """The text is none of ours, was altered, or is somebody else's."""


@dataclass(frozen=True, slots=True)
class Envelopes:
    """Seals and opens. Names that are searched for stay out of addresses, and so out of logs and histories."""

    sealer: Sealer

    def close(self, actor: Actor, holds: Mapping[str, Any]) -> str:
        """Return the text that stands for the values."""
        sealed = self.sealer.seal(json.dumps(holds).encode(), name_seal(actor))
        return urlsafe_b64encode(sealed).decode().rstrip("=")

    def open(self, actor: Actor, text: str) -> Mapping[str, Any]:
        """Return the values. Raises BadEnvelope."""
        try:
            sealed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
            holds: Mapping[str, Any] = json.loads(self.sealer.unseal(sealed, name_seal(actor)))
        except (NotBase64, ValueError, SealBroken):
            raise BadEnvelope("the place in the list is not known; search again") from None
        return holds


def name_seal(actor: Actor) -> str:
    """Return the purpose that binds a search to who made it."""
    return f"people-search:{actor.kind}:{actor.actor_id}"

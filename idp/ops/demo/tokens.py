"""The demonstration's hardware tokens: one that is handed out, and one in the cupboard."""

from base64 import b32encode
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from idp.chance import Chance
from idp.methods.tokens.token import Kind, Make, State, Token
from idp.methods.tokens.tokens import seal_purpose
from idp.sealing import Sealer
from idp.storage.stores import Stores

SEED_BYTES: Final = 20


class DemoToken(Struct, frozen=True):
    """One token. `username` is who in `adm` it is handed out to."""

    serial: str
    make: Make
    username: str | None = None


TOKENS: Final = (
    DemoToken("HV-2401", Make(Kind.HOTP), "gunhol001"),
    DemoToken("HV-2402", Make(Kind.TOTP, period_seconds=60)),
)


def stock_tokens(stores: Stores, sealer: Sealer, chance: Chance, now: datetime) -> list[dict[str, Any]]:
    """Store the tokens and return them as the inbox shows them, each with its key."""
    stocked = []
    for wanted in TOKENS:
        account = stores.people.find_account("adm", wanted.username) if wanted.username else None
        token_id, seed = chance.identifier(), b32encode(chance.secret_bytes(SEED_BYTES))
        held = account is not None
        token = Token(
            token_id=token_id,
            serial=wanted.serial,
            make=wanted.make,
            sealed_secret=sealer.seal(seed, seal_purpose(token_id)),
            added_at=now,
            state=State.HANDED_OUT if held else State.IN_STOCK,
            person_id=account.person.person_id if account else None,
            handed_out_at=now if held else None,
        )
        stores.tokens.add_all([token])
        stocked.append(
            {
                "serial": wanted.serial,
                "name": f"{account.person.name}, {wanted.username}" if account else "",
                "kind": wanted.make.kind.value,
                "period_seconds": wanted.make.period_seconds,
                "secret": seed.decode(),
                "presses": 0,
            }
        )
    return stocked

"""Hardware tokens and recovery codes over a database, for tests."""

from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime

from idp.chance import SystemChance
from idp.methods.recovery import RecoveryCodes
from idp.methods.tokens.cupboard import Cupboard
from idp.methods.tokens.draft import Draft
from idp.methods.tokens.hotp import make_code, step_of
from idp.methods.tokens.token import Kind, Make, Token
from idp.methods.tokens.tokens import Tokens
from idp.people.person import Person
from idp.storage.unit_of_work import Database
from tests.support.methods import GUNILLA, NOW, SECRET, build_telling
from tests.support.store_keys import STORE_KEYS

PRESSED = Make(Kind.HOTP)
TIMED = Make(Kind.TOTP, period_seconds=30)
SEED = b32encode(b"12345678901234567890").decode()
"""The sample secret of RFC 4226 and RFC 6238."""


def build_tokens(database: Database) -> Tokens:
    """Return the judge of what tokens show."""
    return Tokens(database.begin, STORE_KEYS.sealer, build_telling())


def build_cupboard(database: Database) -> Cupboard:
    """Return the keeper of tokens that nobody has."""
    return Cupboard(database.begin, STORE_KEYS.sealer, SystemChance(), build_telling())


def build_recovery(database: Database) -> RecoveryCodes:
    """Return the maker and judge of recovery codes."""
    return RecoveryCodes(database.begin, SystemChance(), build_telling(), SECRET)


@dataclass
class Gadget:
    """A token in somebody's hand: `press()` shows the next code, `at(moment)` that of a clock without drift."""

    make: Make
    seed: str = SEED
    presses: int = 0

    def press(self) -> str:
        """Show the code of the next press."""
        self.presses += 1
        return make_code(self.seed, self.make, self.presses - 1)

    def at(self, moment: datetime, drift: int = 0) -> str:
        """Show the code of a moment, with a clock that is `drift` steps ahead."""
        return make_code(self.seed, self.make, step_of(self.make, moment) + drift)


def add_token(database: Database, serial: str = "VK-1001", make: Make = PRESSED, seed: str = SEED) -> Token:
    """Put a token in the cupboard."""
    cupboard = build_cupboard(database)
    cupboard.add((Draft(1, serial, make, seed),), NOW)
    token = cupboard.find(serial)
    assert token is not None
    return token


def give_token(
    database: Database,
    person: Person = GUNILLA,
    serial: str = "VK-1001",
    make: Make = PRESSED,
    seed: str = SEED,
    now: datetime = NOW,
) -> Gadget:
    """Hand a new token out to the person and return it."""
    token = add_token(database, serial, make, seed)
    assert build_cupboard(database).hand_out(token, person, "sv", now)
    return Gadget(make, seed)

"""What the commands for hardware tokens work with: the cupboard, the people, and their sign-ins."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from idp.chance import SystemChance
from idp.config.settings import Config
from idp.delivery.texts import Texts
from idp.i18n import DEFAULT_LANGUAGE, load_catalogues
from idp.methods.telling import Telling
from idp.methods.tokens.cupboard import Cupboard
from idp.methods.tokens.draft import read_serial
from idp.methods.tokens.token import Token
from idp.methods.tokens.tokens import TOKEN
from idp.oidc.logout import Logout
from idp.ops.opened import load_store_keys, load_subject_key, open_database
from idp.ops.stop import Stop
from idp.people.directory import Directories, DirectoryUnavailable
from idp.people.person import Person
from idp.sealing import derive_key
from idp.sessions.session import End
from idp.signing.envelope import open_envelope
from idp.signing.folder import load_secret
from idp.storage.unit_of_work import Database
from idp.wiring import build_directories

LANGUAGE = DEFAULT_LANGUAGE
"""The language people are told in: nobody here knows theirs."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Tokens and the people they go to."""

    config: Config
    database: Database
    cupboard: Cupboard
    directories: Directories

    def get_token(self, serial: str) -> Token:
        """Return the token of this serial number; stop when there is none."""
        named = read_serial(serial)
        token = self.cupboard.find(named) if named else None
        if token is None:
            raise Stop(f"no token has the serial number {serial}; see: python -m idp tokens list")
        return token

    def get_person(self, realm: str, username: str, now: datetime) -> Person:
        """Return the person of a realm; stop when there is none, or the directory does not answer."""
        try:
            person = self.directories.find_named(realm, username, now)
        except DirectoryUnavailable:
            raise Stop(f"the directory of {realm} does not answer; try again in a while") from None
        if person is None:
            raise Stop(f"nobody in {realm} is called {username}")
        return person

    def find_holder(self, token: Token, now: datetime) -> Person | None:
        """Return who has the token; None when nobody does, or they are gone from the directory."""
        if token.person_id is None:
            return None
        try:
            return self.directories.find_person(token.person_id, now)
        except DirectoryUnavailable:
            return None

    def name_holder(self, token: Token, now: datetime) -> str:
        """Return realm and username of who has the token; empty when nobody does."""
        holder = self.find_holder(token, now)
        if holder is not None:
            return f"{holder.realm}/{holder.username}"
        return "(gone)" if token.person_id else ""

    def end_sign_ins(self, person_id: str, now: datetime) -> int:
        """End every sign-in that a token's code let the person in to; return how many there were."""
        key = load_subject_key(self.config)
        logout, ended = Logout(self.database.begin, SystemChance(), subject_key=key), 0
        with self.database.begin() as stores:
            for session in stores.sessions.list_live(person_id, now, self.config.sessions.idle):
                if any(event.method == TOKEN for event in session.events):
                    ended += logout.end_session(stores, session, now, End.REVOKED)
        return ended


@contextmanager
def open_desk(config: Config) -> Iterator[Desk]:
    """Yield the desk; stop when the database or its keys cannot be used."""
    keys, chance = load_store_keys(config), SystemChance()
    secret = derive_key(load_secret(config.keys, "seal.key", open_envelope(config)), "objections")
    texts = Texts(config.municipality, load_catalogues())
    with open_database(config) as database:
        cupboard = Cupboard(
            database.begin,
            keys.sealer,
            chance,
            Telling(chance, texts.write_change, secret, lambda zone, _: zone),
        )
        yield Desk(config, database, cupboard, build_directories(config, database, chance))

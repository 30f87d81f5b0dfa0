"""A person's passkey or security key, and where they are kept."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

KEY = "key"
PASSKEY = "passkey"
"""The two methods: a key that was touched after the password, and one that made sure of its owner by itself."""


@dataclass(frozen=True, slots=True)
class NewCredential:
    """What an authenticator says of the credential that it just made.

    `credential_id` and `public_key` (COSE) are the authenticator's. `is_verifying`: it asked for a PIN, a finger or
    a face when it was added. `is_discoverable` is None when the browser does not say. `is_synced` says that copies
    exist elsewhere now, `can_sync` that they may; the latter never changes (WebAuthn level 3, section 6.1.3).
    """

    credential_id: bytes
    public_key: bytes = field(repr=False)
    sign_count: int
    can_sync: bool
    is_synced: bool
    is_verifying: bool
    is_discoverable: bool | None
    transports: tuple[str, ...]
    aaguid: str


@dataclass(frozen=True, slots=True)
class Credential:
    """One credential that a person has added, under a name of theirs. `key_id` is ours, for addresses and the trail."""

    key_id: str
    person_id: str
    name: str
    made: NewCredential
    added_at: datetime
    last_used_at: datetime | None = None

    @property
    def is_passkey(self) -> bool:
        """Say whether it can sign its owner in without a password.

        Only if it made sure of them when it was added: on a key without a PIN whoever finds it can set one.
        """
        return self.made.is_verifying and self.made.is_discoverable is not False


class CredentialStore(Protocol):
    """Where credentials are kept, and the handles by which authenticators know their owners."""

    def get_handle(self, person_id: str, new_handle: bytes) -> bytes:
        """Return the person's handle, which is `new_handle` if they had none. It is random and says nothing of them."""
        ...

    def find_handle(self, person_id: str) -> bytes | None:
        """Return the person's handle; None when they never had one."""
        ...

    def add(self, credential: Credential) -> bool:
        """Store a credential; False when the person has one of that name, or anybody has that credential."""
        ...

    def find(self, person_id: str, key_id: str) -> Credential | None:
        """Return the person's credential."""
        ...

    def find_by_credential_id(self, credential_id: bytes) -> Credential | None:
        """Return the credential that the authenticator knows by this id, whoever it belongs to."""
        ...

    def list(self, person_id: str) -> tuple[Credential, ...]:
        """Return the person's credentials, oldest first."""
        ...

    def advance(self, key_id: str, sign_count: int, *, is_synced: bool, now: datetime) -> bool:
        """Record a use, in one conditional UPDATE; False when the count did not move on, or the credential is gone.

        An authenticator that does not count says 0 every time.
        """
        ...

    def rename(self, person_id: str, key_id: str, name: str) -> bool:
        """Give the person's credential another name; False when it is gone or the name is taken."""
        ...

    def remove(self, person_id: str, key_id: str) -> bool:
        """Forget the person's credential; False when it is gone."""
        ...

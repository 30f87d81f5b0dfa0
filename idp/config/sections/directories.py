"""Where each realm's employees are kept: in our own database, or in the municipality's directory by LDAP."""

from datetime import timedelta
from pathlib import Path
from typing import Literal

from msgspec import Struct


class Attributes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which attribute of the directory holds what; one that is not written is not read."""

    username: str = "sAMAccountName"
    """What people type to sign in; `uid` in OpenLDAP."""
    key: str = "objectGUID"
    """What stays the same when a person changes name; `entryUUID` in OpenLDAP. Never a personal number."""
    name: str = "displayName"
    """The whole name."""
    given_name: str = "givenName"
    """The first name."""
    family_name: str = "sn"
    """The family name."""
    email: str = "mail"
    """Where e-mail codes and notices go."""
    unit: str = "department"
    """Where they work."""
    title: str = "title"
    """What they work as."""
    employee_id: str | None = None
    """The number of the employment, such as `employeeID`."""
    personal_number: str | None = None
    """The personal or coordination number, twelve digits with or without a hyphen."""
    coordination_level: str | None = None
    """How well a coordination number's holder is known: confirmed, probable or uncertain."""
    protected: str | None = None
    """Marks a protected identity: any value but empty, 0, false, no and nej does."""
    alias: str | None = None
    """The name shown instead of a protected one."""


class Groups(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a person's groups are found, and what the policy calls them."""

    base: str | None = None
    """Where the groups are; those outside are ignored. None: the directory's base."""
    nested: Literal["off", "chain", "walk"] = "off"
    """`off` reads memberOf; `chain` has Active Directory search nested groups, `walk` looks level by level."""
    strip_prefix: str | None = None
    """Takes the groups whose name begins so, without it; the others are ignored."""
    names: dict[str, str] | None = None
    """What the policy calls a group, by its DN or its name; with it, groups not named are ignored."""


class Directory(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One realm's directory. What follows `kind` is for `ldap` alone."""

    kind: Literal["local", "ldap"] = "local"
    """`local` is our own database; `ldap` is Active Directory, OpenLDAP and their like."""
    servers: tuple[str, ...] = ()
    """`ldaps://…` or, with StartTLS, `ldap://…`; the first that answers is asked."""
    start_tls: bool = True
    """Encrypt `ldap://`; false is accepted for loopback hosts only."""
    ca_file: Path | None = None
    """The certificates that the servers' are signed with (PEM); none trusts the machine's own."""
    bind_dn: str | None = None
    """The service account's DN. It needs to read, and nothing else."""
    password_file: Path | None = None
    """A file that holds the service account's password and nothing else."""
    base: str | None = None
    """Where the people are; whatever is found outside is ignored."""
    user_filter: str = "(objectClass=user)"
    """Who may sign in, as an LDAP filter; `(objectClass=inetOrgPerson)` in OpenLDAP."""
    attributes: Attributes = Attributes()
    groups: Groups = Groups()
    connect_seconds: int = 1
    """How long a server may take to accept a connection."""
    answer_seconds: int = 2
    """How long a server may take to answer."""
    whole_seconds: int = 4
    """How long everything may take, all servers together, before the directory counts as down."""
    rest_seconds: int = 10
    """How long a server that failed is left alone."""
    cache_seconds: int = 30
    """How long what was read of a person is used before it is read again; 0 reads it every time."""
    stale_minutes: int = 10
    """How long what was read is used when no server answers."""
    lockout_threshold: int | None = None
    """How many wrong passwords lock an account there; passwords.failures must be fewer."""
    password_days: int | None = None
    """How long a password lasts, where the directory does not tell; Active Directory does."""

    @property
    def cached_for(self) -> timedelta:
        return timedelta(seconds=self.cache_seconds)

    @property
    def stale_after(self) -> timedelta:
        return timedelta(minutes=self.stale_minutes)

    @property
    def rest(self) -> timedelta:
        return timedelta(seconds=self.rest_seconds)


class Directories(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The directory of each realm."""

    adm: Directory = Directory()
    """Övrig personal."""
    skola: Directory = Directory()
    """Pedagogisk personal."""

    def of(self, realm: str) -> Directory:
        """Return the realm's directory; raise LookupError for a realm there is none of."""
        if realm not in ("adm", "skola"):
            raise LookupError(realm)
        return self.skola if realm == "skola" else self.adm

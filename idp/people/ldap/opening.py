"""Opens a directory that the configuration names. The one way in to this folder for who may lack python-ldap."""

from collections.abc import Callable
from typing import Final

from idp.config.sections.directories import Directory as Settings
from idp.people.directory import Directory
from idp.people.ldap.links import Begin
from idp.people.ldap.problems import Down

NO_LIBRARY: Final = "needs python-ldap; install it with: pip install -r requirements/ldap.txt"


class BadDirectory(Exception):
    """A configured directory cannot be opened; the message says what to do."""


def open_directory(realm: str, settings: Settings, begin: Begin, new_id: Callable[[], str]) -> Directory:
    """Return the realm's directory; connects to nothing yet. Raises BadDirectory."""
    try:
        from idp.people.ldap.client import Client  # noqa: PLC0415 - python-ldap is an extra
        from idp.people.ldap.directory import LdapDirectory  # noqa: PLC0415 - python-ldap is an extra
    except ModuleNotFoundError:
        raise BadDirectory(f"directories.{realm} {NO_LIBRARY}") from None
    try:
        return LdapDirectory(realm, settings, Client(settings), begin, new_id)
    except Down as problem:
        raise BadDirectory(f"directories.{realm}: {problem}") from None

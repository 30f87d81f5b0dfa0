"""Asks one server over one line. All of python-ldap that can fail is in here, and comes out as values or Down."""

from collections.abc import Sequence
from typing import Any, Final

import ldap
from ldap.controls.ppolicy import PasswordPolicyControl

from idp.people.ldap.entry import Entry
from idp.people.ldap.line import Line
from idp.people.ldap.names import is_within
from idp.people.ldap.problems import Closed, Down, TooMany
from idp.people.ldap.verdict import BindAnswer

OWN_FAULTS: Final = -1
"""Result codes from here down are libldap's own: nothing the server said."""


class Connection:
    """An LDAP version 3 connection that follows no referrals. Used by one thread at a time."""

    def __init__(self, url: str, line: Line, answer_seconds: float) -> None:
        self.line = line
        self._url = url
        self._answer_seconds = answer_seconds
        self._ldap: Any = ldap.initialize("ldap://directory", fileno=line.near.detach())
        self._ldap.protocol_version = ldap.VERSION3
        self._ldap.set_option(ldap.OPT_REFERRALS, 0)

    def bind(self, dn: str, password: str) -> BindAnswer:
        """Say who we are, and return what the server says to that; raise Down when it says nothing."""
        if not dn or not password:
            raise ValueError("a bind without a name or a password proves nothing (RFC 4513, section 5.1.2)")
        try:
            sent = self._ldap.simple_bind(dn, password, serverctrls=[PasswordPolicyControl()])
            *_, controls = self._ldap.result3(sent, timeout=self._answer_seconds)
        except ldap.LDAPError as error:
            said = read_error(error)
            if said["result"] <= OWN_FAULTS:
                raise self._explain(error) from None
            return read_answer(
                said["result"], str(said.get("info", "")), read_controls(said.get("ctrls", ()))
            )
        return read_answer(0, "", controls)

    def search(
        self, base: str, text_filter: str, attributes: Sequence[str], most: int, *, is_base_only: bool = False
    ) -> tuple[Entry, ...]:
        """Return the entries that match; those outside `base` are dropped.

        Raises TooMany when there are more than `most`, and Down.
        """
        scope = ldap.SCOPE_BASE if is_base_only else ldap.SCOPE_SUBTREE
        try:
            sent = self._ldap.search_ext(
                base, scope, text_filter, list(attributes), timeout=self._answer_seconds, sizelimit=most
            )
            _, found = self._ldap.result(sent, timeout=self._answer_seconds)
        except ldap.SIZELIMIT_EXCEEDED:
            raise TooMany from None
        except ldap.LDAPError as error:
            raise self._explain(error) from None
        entries = [read_entry(dn, values) for dn, values in found or () if dn is not None]
        within = tuple(entry for entry in entries if is_within(entry.dn, base) or not base)
        if len(within) > most:
            raise TooMany
        return within

    def sample(self, base: str, text_filter: str, attributes: Sequence[str]) -> Entry | None:
        """Return the first entry that matches, however many there are; None when there is none. Raises Down."""
        found, _ = self.take(base, text_filter, attributes, 1)
        return found[0] if found else None

    def take(
        self, base: str, text_filter: str, attributes: Sequence[str], most: int
    ) -> tuple[tuple[Entry, ...], bool]:
        """Return the first entries that match, at most so many, and whether there are more. Raises Down."""
        found: list[Entry] = []
        try:
            sent = self._ldap.search_ext(
                base,
                ldap.SCOPE_SUBTREE,
                text_filter,
                list(attributes),
                timeout=self._answer_seconds,
                sizelimit=most + 1,
            )
            while True:
                kind, entries = self._ldap.result(sent, all=0, timeout=self._answer_seconds)
                if kind == ldap.RES_SEARCH_RESULT:
                    return tuple(found), False
                if kind != ldap.RES_SEARCH_ENTRY:
                    continue
                if len(found) == most:
                    self._ldap.abandon(sent)
                    return tuple(found), True
                found.append(read_entry(*entries[0]))
        except ldap.SIZELIMIT_EXCEEDED:
            return tuple(found), True
        except ldap.LDAPError as error:
            raise self._explain(error) from None

    def close(self) -> None:
        """Say goodbye if the line still stands, and let go of it."""
        self.line.cut()
        try:
            self._ldap.unbind_ext()
        except ldap.LDAPError:
            return
        finally:
            self.line.close()

    def _explain(self, error: Exception) -> Down:
        """Return the fault with the server's name and libldap's word for it, never with what the server wrote."""
        word = type(error).__name__
        kind = Closed if isinstance(error, ldap.SERVER_DOWN) else Down
        return kind(f"{self._url} answers {word}")


def read_error(error: Exception) -> dict[str, Any]:
    """Return what python-ldap says of an error; a local fault when it says nothing."""
    said = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
    return {"result": -2} | said


def read_controls(raw: Any) -> list[PasswordPolicyControl]:
    """Return the password policy's words among the controls of a refused bind; one that cannot be read is left out."""
    found = []
    for kind, _, value in raw or ():
        if kind == PasswordPolicyControl.controlType:
            control = PasswordPolicyControl()
            try:
                control.decodeControlValue(value)
            except Exception:  # noqa: BLE001, S112 - pyasn1 raises whatever it meets in bytes that others wrote
                continue
            found.append(control)
    return found


def read_answer(code: int, text: str, controls: Sequence[Any]) -> BindAnswer:
    """Return the server's answer as a value."""
    for control in controls:
        if isinstance(control, PasswordPolicyControl):
            return BindAnswer(code, text, control.error, control.timeBeforeExpiration)
    return BindAnswer(code, text)


def read_entry(dn: str, values: dict[str, list[bytes]]) -> Entry:
    """Return what python-ldap read as a value; attribute names in lower case."""
    return Entry(dn, {name.lower(): tuple(held) for name, held in values.items()})

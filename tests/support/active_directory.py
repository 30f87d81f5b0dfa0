"""A small responder that behaves as Active Directory does where it differs: sub-codes, bytes as keys, groups in chains.

It speaks LDAP in clear on loopback and knows binds and searches, and of filters as much as the provider sends.
"""

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyasn1.codec.ber import decoder, encoder
from pyasn1_modules import rfc2251

from idp.config.sections.directories import Attributes, Directory, Groups
from tests.support.bad_servers import run_server

BASE = "OU=Anställda,DC=ad,DC=havsvik,DC=example"
GROUPS = "OU=Grupper,DC=ad,DC=havsvik,DC=example"
READER, READER_PASSWORD = "CN=idp,OU=Tjänstekonton,DC=ad,DC=havsvik,DC=example", "the reader of the tests"
REFUSED = "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data {code}, v4563\0"
IN_CHAIN = "1.2.840.113556.1.4.1941"


@dataclass
class Account:
    """An account: its values, its password, and the sub-code that a right one is refused with.

    `always` is a sub-code that comes whatever the password is.
    """

    values: Mapping[str, list[bytes]]
    password: str = "correct horse battery"
    refused: str | None = None
    always: str | None = None


@dataclass
class ActiveDirectory:
    """The accounts and groups by DN, and what was asked for."""

    accounts: dict[str, Account] = field(default_factory=dict)
    chains: dict[str, list[str]] = field(default_factory=dict)
    binds: list[str] = field(default_factory=list)
    result: int | None = None
    port: int = 0

    def hire(self, username: str, guid: bytes, **account: Any) -> str:
        """Add an account and return its DN."""
        dn = f"CN={username},{BASE}"
        values = {
            "sAMAccountName": username.encode(),
            "objectGUID": guid,
            "displayName": b"Maria Granhage",
            "userAccountControl": b"512",
            "accountExpires": b"9223372036854775807",
            "msDS-UserPasswordExpiryTimeComputed": b"9223372036854775807",
        } | account.pop("values", {})
        self.accounts[dn] = Account({name: [value] for name, value in values.items()}, **account)
        return dn

    def settings(self, folder: Path, **changes: Any) -> Directory:
        """Return how the provider is told to use it."""
        (folder / "reader").write_text(READER_PASSWORD)
        told: dict[str, Any] = {
            "kind": "ldap",
            "servers": (f"ldap://127.0.0.1:{self.port}",),
            "start_tls": False,
            "bind_dn": READER,
            "password_file": folder / "reader",
            "base": BASE,
            "attributes": Attributes(employee_id="employeeID", personal_number="extensionAttribute1"),
            "groups": Groups(base=GROUPS, nested="chain"),
        }
        return Directory(**(told | changes))

    def serve(self, connection: socket.socket) -> None:
        """Answer one connection until it ends."""
        held = b""
        while chunk := connection.recv(65536):
            held += chunk
            while whole := measure(held):
                message, _ = decoder.decode(held[:whole], asn1Spec=rfc2251.LDAPMessage())
                held = held[whole:]
                for answer in self.answer(message):
                    connection.sendall(answer)

    def answer(self, message: Any) -> Iterator[bytes]:
        """Yield the answers to one message."""
        number, asked = int(message["messageID"]), message["protocolOp"]
        if asked.getName() == "bindRequest":
            yield self.bind(number, asked["bindRequest"])
        elif asked.getName() == "searchRequest":
            for dn, values in self.search(asked["searchRequest"]):
                yield build_entry(number, dn, values)
            yield build_result(number, "searchResDone", rfc2251.SearchResultDone, 0)

    def bind(self, number: int, asked: Any) -> bytes:
        """Return the answer to a bind."""
        dn, password = bytes(asked["name"]).decode(), bytes(asked["authentication"]["simple"]).decode()
        self.binds.append(dn)
        if dn == READER and password == READER_PASSWORD:
            return build_result(number, "bindResponse", rfc2251.BindResponse, 0)
        if self.result is not None:
            return build_result(number, "bindResponse", rfc2251.BindResponse, self.result)
        account = self.accounts.get(dn)
        code: str | None = "525"
        if account is not None:
            code = account.always or ("52e" if password != account.password else account.refused)
        if code is None:
            return build_result(number, "bindResponse", rfc2251.BindResponse, 0)
        return build_result(number, "bindResponse", rfc2251.BindResponse, 49, REFUSED.format(code=code))

    def search(self, asked: Any) -> Iterator[tuple[str, Mapping[str, list[bytes]]]]:
        """Yield what matches: an account by one attribute, or the groups that hold one, however deep."""
        for kind, attribute, value in read_tests(asked["filter"]):
            if kind == "extensible" and attribute == IN_CHAIN:
                for group in self.chains.get(value.decode(), ()):
                    yield group, {}
            elif kind == "equal" and attribute.lower() in {"samaccountname", "objectguid"}:
                for dn, account in self.accounts.items():
                    held = {name.lower(): values for name, values in account.values.items()}
                    if simplify(value) in map(simplify, held[attribute.lower()]):
                        yield dn, account.values


def read_tests(asked: Any) -> Iterator[tuple[str, str, bytes]]:
    """Yield each plain test within a filter of ANDs."""
    kind = asked.getName()
    if kind == "and":
        for part in asked["and"]:
            yield from read_tests(part)
    elif kind == "equalityMatch":
        test = asked["equalityMatch"]
        yield "equal", bytes(test["attributeDesc"]).decode(), bytes(test["assertionValue"])
    elif kind == "extensibleMatch":
        test = asked["extensibleMatch"]
        yield "extensible", bytes(test["matchingRule"]).decode(), bytes(test["matchValue"])


def simplify(value: bytes) -> bytes:
    """Return a value as Active Directory compares it: whatever its letters' case and rings."""
    return value.lower().replace("å".encode(), b"a").replace("ä".encode(), b"a")


def measure(held: bytes) -> int:
    """Return how many bytes the first message has; 0 while it is not whole."""
    if len(held) < 2:
        return 0
    if held[1] < 0x80:
        whole = 2 + held[1]
    else:
        width = held[1] & 0x7F
        whole = 2 + width + int.from_bytes(held[2 : 2 + width], "big")
    return whole if len(held) >= whole else 0


def build_result(number: int, name: str, kind: Any, code: int, text: str = "") -> bytes:
    """Return an answer that is a result."""
    result = kind()
    result["resultCode"], result["matchedDN"], result["errorMessage"] = code, "", text
    return wrap(number, name, result)


def build_entry(number: int, dn: str, values: Mapping[str, list[bytes]]) -> bytes:
    """Return an answer that is an entry."""
    entry = rfc2251.SearchResultEntry()
    entry["objectName"] = dn.encode()
    entry["attributes"] = rfc2251.PartialAttributeList()
    for place, (name, held) in enumerate(values.items()):
        entry["attributes"][place]["type"] = name
        for index, value in enumerate(held):
            entry["attributes"][place]["vals"][index] = value
    return wrap(number, "searchResEntry", entry)


def wrap(number: int, name: str, operation: Any) -> bytes:
    """Return a message as bytes."""
    message = rfc2251.LDAPMessage()
    message["messageID"] = number
    message["protocolOp"] = rfc2251.LDAPMessage.componentType["protocolOp"].asn1Object.clone()
    message["protocolOp"][name] = operation
    encoded: bytes = encoder.encode(message)
    return encoded


@contextmanager
def run_active_directory() -> Iterator[ActiveDirectory]:
    """Serve an empty directory until the block ends."""
    directory = ActiveDirectory()
    with run_server(directory.serve) as port:
        directory.port = port
        yield directory

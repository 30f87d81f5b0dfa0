"""A real OpenLDAP server of the tests' own: an own folder and ports, TLS by the tests' authority, memberOf and ppolicy.

Adm and Skola are two branches, as two forests would be two servers.
"""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ldap
from ldap.ldapobject import LDAPObject
from ldap.modlist import addModlist

from idp.config.sections.directories import Attributes, Directory, Groups
from tests.support.certificates import Authority, Certificate
from tests.support.components import report_missing
from tests.support.town import choose_port

SLAPD = Path("/usr/sbin/slapd")
SUFFIX = "dc=havsvik,dc=example"
ROOT, ROOT_PASSWORD = f"cn=root,{SUFFIX}", "the root of the tests"
READER, READER_PASSWORD = f"cn=reader,{SUFFIX}", "the reader of the tests"
ADM, SKOLA, GROUPS = f"ou=adm,{SUFFIX}", f"ou=skola,{SUFFIX}", f"ou=groups,{SUFFIX}"
PASSWORD = "correct horse battery"
POLICY = f"cn=policy,{SUFFIX}"
START_SECONDS = 60

CONFIGURATION = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
moduleload ppolicy
sizelimit {size_limit}
TLSCACertificateFile {authority}
TLSCertificateFile {certificate}
TLSCertificateKeyFile {key}
database mdb
suffix "{suffix}"
rootdn "{root}"
rootpw "{root_password}"
directory {folder}/data
dbnosync
index uid,entryUUID,member eq
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{reader}" read by anonymous auth by * none
overlay memberof
overlay ppolicy
ppolicy_default "{policy}"
ppolicy_use_lockout
"""


@dataclass
class Slapd:
    """A server that can be stopped and started again."""

    folder: Path
    authority: Authority
    certificate: Certificate
    port: int = field(default_factory=choose_port)
    tls_port: int = field(default_factory=choose_port)
    size_limit: str = "unlimited"
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"ldap://127.0.0.1:{self.port}"

    @property
    def tls_url(self) -> str:
        return f"ldaps://127.0.0.1:{self.tls_port}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        (self.folder / "data").mkdir(exist_ok=True)
        configuration = self.folder / "slapd.conf"
        configuration.write_text(
            CONFIGURATION.format(
                size_limit=self.size_limit,
                authority=self.authority.file,
                certificate=self.certificate.certificate,
                key=self.certificate.key,
                suffix=SUFFIX,
                root=ROOT,
                root_password=ROOT_PASSWORD,
                reader=READER,
                policy=POLICY,
                folder=self.folder,
            )
        )
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [SLAPD, "-d", "0", "-f", configuration, "-h", f"{self.url} {self.tls_url}"],
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while not (is_answering(self.url) and is_listening(self.tls_port)):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"slapd did not start: {(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.01)

    def stop(self) -> None:
        """Kill the server, as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def settings(self, base: str = ADM, **changes: Any) -> Directory:
        """Return how the provider is told to use the server."""
        (self.folder / "reader").write_text(READER_PASSWORD)
        told: dict[str, Any] = {
            "kind": "ldap",
            "servers": (self.tls_url,),
            "ca_file": self.authority.file,
            "bind_dn": READER,
            "password_file": self.folder / "reader",
            "base": base,
            "user_filter": "(objectClass=inetOrgPerson)",
            "attributes": Attributes(
                username="uid", key="entryUUID", unit="ou", employee_id="employeeNumber"
            ),
            "groups": Groups(base=GROUPS),
        }
        return Directory(**(told | changes))

    @contextmanager
    def root(self) -> Iterator[LDAPObject]:
        """Connect as the one who may do everything."""
        connection = ldap.initialize(self.url)
        connection.simple_bind_s(ROOT, ROOT_PASSWORD)
        try:
            yield connection
        finally:
            connection.unbind_s()

    def add(self, dn: str, **values: str | bytes | list[str]) -> None:
        """Add an entry."""
        with self.root() as root:
            root.add_s(dn, addModlist({name: to_bytes(value) for name, value in values.items()}))

    def hire(self, username: str, base: str = ADM, **values: str | bytes | list[str]) -> str:
        """Add an employee and return their DN."""
        dn = f"uid={username},{base}"
        told: dict[str, str | bytes | list[str]] = {
            "objectClass": "inetOrgPerson",
            "uid": username,
            "cn": username,
            "sn": "Granhage",
            "givenName": "Maria",
            "displayName": "Maria Granhage",
            "mail": f"{username}@havsvik.example",
            "userPassword": PASSWORD,
        }
        self.add(dn, **(told | values))
        return dn

    def change(self, dn: str, **values: str | bytes | list[str] | None) -> None:
        """Replace values of an entry; None takes them away."""
        changes = [
            (ldap.MOD_REPLACE, name, None if value is None else to_bytes(value))
            for name, value in values.items()
        ]
        with self.root() as root:
            root.modify_s(dn, changes)

    def group(self, name: str, *members: str) -> str:
        """Add a group and return its DN."""
        dn = f"cn={name},{GROUPS}"
        self.add(dn, objectClass="groupOfNames", cn=name, member=list(members))
        return dn

    def dismiss(self, dn: str) -> None:
        """Delete an entry."""
        with self.root() as root:
            root.delete_s(dn)


def to_bytes(value: str | bytes | list[str]) -> list[bytes]:
    """Return one value or several as python-ldap takes them."""
    values = value if isinstance(value, list) else [value]
    return [one if isinstance(one, bytes) else one.encode() for one in values]


def is_answering(url: str) -> bool:
    """Say whether a directory there answers questions; a port may be open a moment before."""
    connection = ldap.initialize(url)
    try:
        connection.search_s("", ldap.SCOPE_BASE, attrlist=["1.1"])
    except ldap.LDAPError:
        return False
    finally:
        connection.unbind_s()
    return True


def is_listening(port: int) -> bool:
    """Say whether somebody accepts connections there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def run_slapd(folder: Path, *, host: str = "127.0.0.1", days: int = 30, **changes: Any) -> Iterator[Slapd]:
    """Start a server with its branches, its reader and its password policy; kill it when the block ends."""
    if not SLAPD.exists():
        report_missing("OpenLDAP", "slapd")
    folder.mkdir(parents=True, exist_ok=True)
    authority = Authority(folder)
    server = Slapd(folder, authority, authority.issue(host, days), **changes)
    server.start()
    try:
        furnish(server)
        yield server
    finally:
        server.stop()


def furnish(server: Slapd) -> None:
    """Add what every test needs."""
    server.add(SUFFIX, objectClass=["dcObject", "organization"], dc="havsvik", o="Havsviks kommun")
    for branch in (ADM, SKOLA, GROUPS):
        server.add(branch, objectClass="organizationalUnit", ou=branch.partition(",")[0].removeprefix("ou="))
    server.add(
        READER,
        objectClass=["organizationalRole", "simpleSecurityObject"],
        cn="reader",
        userPassword=READER_PASSWORD,
    )
    add_policy(server, "policy", pwdMaxFailure="5", pwdLockout="TRUE", pwdMustChange="TRUE")


def add_policy(server: Slapd, name: str, **rules: str) -> str:
    """Add a password policy and return its DN."""
    dn = f"cn={name},{SUFFIX}"
    server.add(
        dn,
        objectClass=["device", "pwdPolicyChecker", "pwdPolicy"],
        cn=name,
        pwdAttribute="userPassword",
        **rules,
    )
    return dn

"""Reads tokens from a Portable Symmetric Key Container (RFC 6030), also one that is encrypted.

Needs the extra `tokens`, whose library opens what is encrypted. An encrypted seed is taken only with a proof that nobody
changed it: a MAC, or a cipher that has its own.
"""

from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element
from xml.parsers import expat

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError as NotXml
from defusedxml.ElementTree import fromstring
from pskc import PSKC
from pskc.exceptions import PSKCError
from pskc.key import EncryptedValue, Key
from pskc.parser import PSKCParser

from idp.methods.tokens.draft import MOST_BYTES, Draft, build_draft
from idp.methods.tokens.key_package import NAMESPACE, fill_device
from idp.methods.tokens.wrong import Fault, Wrong, WrongFile

MOST_ITERATIONS: Final = 2_000_000
"""More rounds of PBKDF2 than any vendor asks for; a file that asks for more would only keep the machine busy."""

MOST_KEY_BYTES: Final = 64
ROOT: Final = f"{{{NAMESPACE}}}KeyContainer"
KINDS: Final = {f"{NAMESPACE}:{kind}": kind for kind in ("hotp", "totp")}
AUTHENTIC: Final = ("#kw-aes128", "#kw-aes192", "#kw-aes256", "-pad")
"""How the names of ciphers end that show by themselves when what they hold was changed."""


@dataclass(frozen=True, slots=True)
class Unlock:
    """What opens an encrypted file: the key agreed on with the vendor, or a password. Neither for a plain one."""

    key: bytes | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)


def read_pskc(data: bytes, unlock: Unlock | None = None) -> tuple[Draft | Fault, ...]:
    """Return a draft or a fault for each key; raise WrongFile when the file cannot be read or opened."""
    if len(data) > MOST_BYTES:
        raise WrongFile(Wrong.LARGE)
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise WrongFile(Wrong.DOCUMENT_TYPE) from None
    except NotXml as problem:
        raise WrongFile(Wrong.NOT_XML, str(problem.position[0])) from None
    except ValueError:
        raise WrongFile(Wrong.NO_CONTAINER) from None
    if root.tag != ROOT:
        raise WrongFile(Wrong.NO_CONTAINER)
    container = PSKC()
    try:
        parse_container(container, root)
        open_container(container, unlock or Unlock())
    except (PSKCError, NotBase64, ValueError, OverflowError, ArithmeticError):
        raise WrongFile(Wrong.NO_CONTAINER) from None
    lines = find_lines(data)
    if len(lines) != len(container.devices):
        raise WrongFile(Wrong.NO_CONTAINER)
    packages = zip(container.devices, lines, strict=True)
    return tuple(read_key(line, key) for device, line in packages for key in device.keys)


def parse_container(container: PSKC, root: Element) -> None:
    """Give the container what stands in the file: how it is encrypted, and each package. Raises as the library does."""
    packages = dict.fromkeys(root.findall("{*}KeyPackage"))
    root[:] = [other for other in root if other not in packages]
    PSKCParser.parse_document(container, root)
    for package in packages:
        fill_device(container.add_device(), package)


def open_container(container: PSKC, unlock: Unlock) -> None:
    """Give the container its key; raise WrongFile when a password would take too long to try."""
    encryption = container.encryption
    if unlock.key is not None:
        encryption.key = unlock.key
    if unlock.password is not None:
        derivation = encryption.derivation
        if (derivation.pbkdf2_iterations or 0) > MOST_ITERATIONS or (
            derivation.pbkdf2_key_length or 0
        ) > MOST_KEY_BYTES:
            raise WrongFile(Wrong.WORK)
        if derivation.algorithm is None:
            raise WrongFile(Wrong.NO_PASSWORD)
        encryption.derive_key(unlock.password)


def find_lines(data: bytes) -> list[int]:
    """Return the line of each package, in order. The file has been read once: it holds no entities."""
    lines: list[int] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(tag: str, _attributes: Any) -> None:
        if tag.endswith(" KeyPackage"):
            lines.append(parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.Parse(data, True)
    return lines


def read_key(line: int, key: Key) -> Draft | Fault:
    """Return what one key is."""
    serial = key.serial or key.id or ""
    held = vars(key).get("_secret")
    if isinstance(held, EncryptedValue) and not is_proved(key, held):
        return Fault(line, Wrong.UNPROVED)
    if key.policy.unknown_policy_elements:
        return Fault(line, Wrong.POLICY)
    if key.response_encoding not in (None, "DECIMAL") or key.response_check:
        return Fault(line, Wrong.CHECK_DIGIT)
    try:
        return build_draft(
            line,
            serial=serial,
            secret=key.secret,
            kind=KINDS.get(key.algorithm or "", ""),
            algorithm=read_suite(key.algorithm_suite),
            digits=key.response_length,
            period_seconds=key.time_interval,
            counter=key.counter,
        )
    except (PSKCError, ValueError, ArithmeticError, AssertionError):
        return Fault(line, Wrong.SEALED)


def is_proved(key: Key, held: EncryptedValue) -> bool:
    """Say whether a change of the encrypted seed would show."""
    algorithm = (held.algorithm or key.device.pskc.encryption.algorithm or "").lower()
    return bool(held.mac_value and key.device.pskc.mac.algorithm) or algorithm.endswith(AUTHENTIC)


def read_suite(suite: str | None) -> str:
    """Return the hash that an algorithm suite such as «HMAC-SHA256» names; SHA-1 when it names none."""
    return (suite or "").upper().removeprefix("HMAC-").replace("-", "").lower()


def read_key_bytes(typed: str) -> bytes | None:
    """Return a pre-shared key written in hexadecimal or base64; None when it is neither."""
    written = "".join(typed.split())
    try:
        return bytes.fromhex(written)
    except ValueError:
        pass
    try:
        return b64decode(written, validate=True)
    except (NotBase64, ValueError):
        return None

"""Reads a package of a key container (RFC 6030, section 4).

The library looks three dozen times into each key for what it may hold: a second for 5,000. A package that holds nothing
but what is listed here, in clear and once, is read in one walk; every other is left to the library.
"""

from base64 import b64decode
from collections.abc import Callable, Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from pskc.device import Device
from pskc.parser import PSKCParser, plain2int
from pskc.xml import remove_namespaces

NAMESPACE: Final = "urn:ietf:params:xml:ns:keyprov:pskc"
OF_NAMESPACE: Final = f"{{{NAMESPACE}}}"
SERIAL: Final = "/DeviceInfo/SerialNo"
KEY: Final = "/Key"
READ: Final[dict[str, tuple[str, Callable[[str], Any]]]] = {
    "/Key@Id": ("id", str),
    "/Key@Algorithm": ("algorithm", str),
    "/Key/AlgorithmParameters/Suite": ("algorithm_suite", str),
    "/Key/AlgorithmParameters/ResponseFormat@Encoding": ("response_encoding", str),
    "/Key/AlgorithmParameters/ResponseFormat@Length": ("response_length", int),
    "/Key/Data/Secret/PlainValue": ("secret", b64decode),
    "/Key/Data/Counter/PlainValue": ("counter", plain2int),
    "/Key/Data/Time/PlainValue": ("time_offset", plain2int),
    "/Key/Data/TimeInterval/PlainValue": ("time_interval", plain2int),
}
"""What is read of a key, and where the library keeps it."""

REPEATED: Final = ("/DeviceInfo/Manufacturer", "/DeviceInfo/Model", "/CryptoModuleInfo/Id", "/Key/Issuer")
"""Text that the library only repeats."""

LEAVES: Final = {SERIAL, *REPEATED, *(path.partition("@")[0] for path in READ)}
PARENTS: Final = {
    leaf[:place] for leaf in LEAVES for place, letter in enumerate(leaf) if letter == "/" and place
}
LISTED: Final = frozenset(LEAVES | PARENTS | READ.keys())


def fill_device(device: Device, package: Element) -> None:
    """Give a device the serial number and the key of its package. Raises as the library does."""
    stated = list(list_stated(package))
    facts = dict(stated)
    if len(facts) < len(stated) or not facts.keys() <= LISTED:
        remove_namespaces(package)
        PSKCParser.parse_key_package(device, package)
        return
    device.serial = facts.get(SERIAL) or None
    if KEY in facts:
        key = device.add_key()
        for path, text in stated:
            if text and path in READ:
                field, read = READ[path]
                setattr(key, field, read(text))


def list_stated(element: Element, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each attribute, and each element below with its text, by its path. No namespace is as good as the right one."""
    for name, value in element.items():
        yield f"{path}@{name}", value
    for child in element:
        below = f"{path}/{child.tag.removeprefix(OF_NAMESPACE)}"
        yield below, (child.text or "").strip()
        yield from list_stated(child, below)

"""Reads what one package of a key container states of its keys (RFC 6030, section 4), as far as tokens need it.

The library looks three dozen times into each key for what it may hold: a second for 5,000. What is written in clear is
read here; what is encrypted, and a policy, is left to it.
"""

from base64 import b64decode
from xml.etree.ElementTree import Element

from pskc.device import Device
from pskc.key import Key
from pskc.parser import PSKCParser, plain2int
from pskc.xml import getbool, getint, remove_namespaces

NAMESPACE = "urn:ietf:params:xml:ns:keyprov:pskc"


def name(tag: str) -> str:
    """Return a tag of the namespace as the parser writes it."""
    return f"{{{NAMESPACE}}}{tag}"


PACKAGE, DEVICE, SERIAL, KEY = map(name, ("KeyPackage", "DeviceInfo", "SerialNo", "Key"))
PARAMETERS, SUITE, RESPONSE = map(name, ("AlgorithmParameters", "Suite", "ResponseFormat"))
DATA, PLAIN, POLICY = map(name, ("Data", "PlainValue", "Policy"))
VALUES = (
    ("secret", name("Secret"), b64decode),
    ("counter", name("Counter"), plain2int),
    ("time_interval", name("TimeInterval"), plain2int),
)


def fill_device(device: Device, package: Element) -> None:
    """Give a device the serial number and the keys of its package. Raises ValueError for what cannot be meant."""
    info = package.find(DEVICE)
    device.serial = None if info is None else find_text(info, SERIAL)
    for written in package.findall(KEY):
        fill_key(device.add_key(), written)


def fill_key(key: Key, written: Element) -> None:
    """Give a key what is written of it. Raises ValueError."""
    key.id, key.algorithm = written.get("Id"), written.get("Algorithm")
    if (parameters := written.find(PARAMETERS)) is not None:
        key.algorithm_suite = find_text(parameters, SUITE)
        if (response := parameters.find(RESPONSE)) is not None:
            key.response_encoding = response.get("Encoding")
            key.response_length = getint(response, "Length")
            key.response_check = getbool(response, "CheckDigits", getbool(response, "CheckDigit"))
    if (data := written.find(DATA)) is not None:
        fill_values(key, data)
    if (policy := written.find(POLICY)) is not None:
        remove_namespaces(policy)
        PSKCParser.parse_policy(key.policy, policy)


def fill_values(key: Key, data: Element) -> None:
    """Give a key its secret, counter and interval; one that is encrypted is opened when it is asked for."""
    for field, tag, read in VALUES:
        if (value := data.find(tag)) is not None:
            if plain := find_text(value, PLAIN):
                setattr(key, field, read(plain))
            else:
                remove_namespaces(value)
                PSKCParser.parse_data(key, field, value)


def find_text(above: Element, tag: str) -> str | None:
    """Return the text of an element below another; None when it is not there or empty."""
    return (above.findtext(tag) or "").strip() or None

"""A package of a key container is read as the library reads it, with all that tokens need."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from pskc import PSKC
from pskc.key import Key
from pskc.parser import PSKCParser

from idp.methods.tokens.key_package import LISTED, NAMESPACE, list_stated
from idp.methods.tokens.read_pskc import parse_container

KEY = bytes(range(16))
HOTP = "urn:ietf:params:xml:ns:keyprov:pskc:hotp"
SEED = b"12345678901234567890"


def write(*, is_encrypted: bool = False, **more: object) -> bytes:
    container = PSKC()
    container.add_key(**({"id": "k1", "serial": "VK-1001", "secret": SEED, "algorithm": HOTP} | more))
    container.add_key(id="k2", secret=SEED, counter=1)
    if is_encrypted:
        container.encryption.setup_preshared_key(
            key=KEY, algorithm="aes128-cbc", fields=["secret", "counter"]
        )
    file = BytesIO()
    container.write(file)
    return file.getvalue()


def write_by_hand(
    data: str = "",
    *,
    key: str = 'Key Id="K1"',
    info: str = "<DeviceInfo><SerialNo>VK1</SerialNo></DeviceInfo>",
    more: str = "",
) -> bytes:
    """Return a container of a key as it is written here, and one that is plain."""
    end = key.split(maxsplit=1)[0]
    seed = f"<Secret><PlainValue>{b64encode(SEED).decode()}</PlainValue></Secret>"
    return (
        f'<KeyContainer xmlns="{NAMESPACE}"><KeyPackage>{info}<{key} Algorithm="{HOTP}"><Data>{seed}</Data>'
        f'{data}</{end}>{more}</KeyPackage><KeyPackage><Key Id="K2"><Data>{seed}</Data></Key></KeyPackage>'
        "</KeyContainer>"
    ).encode()


def read(parse: Any, data: bytes) -> list[object] | None:
    """Return what tokens need of each key; None when the container is refused."""
    container = PSKC()
    try:
        parse(container, fromstring(data, forbid_dtd=True))
    except ValueError:
        return None
    container.encryption.key = KEY
    return [tell(key) for key in container.keys]


def tell(key: Key) -> object:
    return (
        (key.id, key.serial, key.algorithm, key.algorithm_suite, key.policy.unknown_policy_elements),
        (key.response_encoding, key.response_length, key.response_check),
        (key.secret, key.counter, key.time_interval),
        (container := key.device.pskc).encryption.algorithm,
        container.mac.algorithm,
    )


RESPONSE = "ResponseFormat"
PARAMETERS = "<AlgorithmParameters><ResponseFormat {}/></AlgorithmParameters>"
COUNTER = "<Data><Counter><PlainValue>7</PlainValue></Counter></Data>"


@pytest.mark.parametrize(
    "data",
    [
        write(),
        write(counter=7, time_interval=60, algorithm_suite="HMAC-SHA256"),
        write(response_length=8, response_encoding="DECIMAL", response_check=True),
        write(policy__pin_min_length=4),
        write(manufacturer="Vendor", model="M", issuer="Issuer", friendly_name="Name", time_offset=3),
        write(counter=7).replace(b">7<", b">AAAAAAAAAAc=<"),
        write(is_encrypted=True, counter=7),
        write().replace(b"<pskc:PlainValue>", b"<pskc:PlainValue> "),
        write_by_hand('<Usage><ResponseFormat Encoding="HEXADECIMAL" CheckDigits="true"/></Usage>'),
        write_by_hand(PARAMETERS.format('Format="HEXADECIMAL"')),
        write_by_hand(PARAMETERS.format('format="HEXADECIMAL"')),
        write_by_hand(PARAMETERS.format('CheckDigit="1"')),
        write_by_hand('<Policy xmlns=""><Unheard/></Policy>'),
        write_by_hand("<Policy><Unheard/></Policy>"),
        write_by_hand('<Usage><ResponseFormat Length="8"/></Usage>'),
        write_by_hand('<Usage><ResponseFormat length="8"/></Usage>'),
        write_by_hand(PARAMETERS.format('length="8"')),
        write_by_hand('<Data Name="COUNTER"><Value>7</Value></Data>'),
        write_by_hand(info="<DeviceId><SerialNo>VK1</SerialNo></DeviceId>"),
        write_by_hand(info="<DeviceInfo><SerialNo/></DeviceInfo>"),
        write_by_hand(key="Secret"),
        write_by_hand(key='Key xmlns=""'),
        write_by_hand(key='Key KeyId="K3"'),
        write_by_hand(more='<Key Id="K3"/>'),
        write_by_hand(COUNTER),
        write_by_hand(COUNTER.replace("Counter>", "Unheard>")),
        write_by_hand(PARAMETERS.format('Length="8"') * 2),
        write_by_hand("<ExpiryDate>2026-12-01</ExpiryDate>"),
        write_by_hand("<ExpiryDate>nonsense</ExpiryDate>"),
        write_by_hand(info="<DeviceInfo><ExpiryDate>nonsense</ExpiryDate></DeviceInfo>"),
        write_by_hand(PARAMETERS.format('Length="eight"')),
    ],
    ids=range(31),
)
def test_what_is_read_is_what_the_library_reads(data: bytes) -> None:
    assert read(parse_container, data) == read(PSKCParser.parse_document, data)


@pytest.mark.parametrize("data", [write(counter=7, manufacturer="Vendor"), write_by_hand()])
def test_a_package_of_what_is_listed_is_read_in_one_walk(data: bytes) -> None:
    package = fromstring(data, forbid_dtd=True)[0]
    assert {path for path, _ in list_stated(package)} <= LISTED

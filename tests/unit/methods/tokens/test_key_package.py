"""A package of a key container is read as the library reads it, with all that tokens need."""

from io import BytesIO
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from pskc import PSKC
from pskc.key import Key
from pskc.parser import PSKCParser

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


def read(parse: Any, data: bytes) -> list[object]:
    """Return what tokens need of each key."""
    container = PSKC()
    parse(container, fromstring(data, forbid_dtd=True))
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


@pytest.mark.parametrize(
    "data",
    [
        write(),
        write(counter=7, time_interval=60, algorithm_suite="HMAC-SHA256"),
        write(response_length=8, response_encoding="DECIMAL", response_check=True),
        write(policy__pin_min_length=4),
        write().replace(
            b"</pskc:Key>", b"<pskc:Policy><pskc:Unheard>1</pskc:Unheard></pskc:Policy></pskc:Key>"
        ),
        write(counter=7).replace(b">7<", b">AAAAAAAAAAc=<"),
        write(is_encrypted=True, counter=7),
        write().replace(b"<pskc:PlainValue>", b"<pskc:PlainValue> "),
    ],
    ids=range(8),
)
def test_what_is_read_is_what_the_library_reads(data: bytes) -> None:
    assert read(parse_container, data) == read(PSKCParser.parse_document, data)
    assert len(read(parse_container, data)) == 2

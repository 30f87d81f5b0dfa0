"""Tokens from a key container (RFC 6030): plain and encrypted, and nothing of a file that was tampered with."""

from base64 import b32encode
from io import BytesIO

import pytest
from pskc import PSKC

from idp.methods.tokens.draft import MOST_BYTES, Draft
from idp.methods.tokens.read_pskc import Unlock, read_key_bytes, read_pskc
from idp.methods.tokens.token import Algorithm, Kind, Make
from idp.methods.tokens.wrong import Fault, Wrong, WrongFile

SEED = b"12345678901234567890"
BASE32 = b32encode(SEED).decode()
KEY = bytes(range(16))
HOTP = "urn:ietf:params:xml:ns:keyprov:pskc:hotp"
TOTP = "urn:ietf:params:xml:ns:keyprov:pskc:totp"
PASSWORD = "regn mot en ruta"


def build(**more: object) -> PSKC:
    container = PSKC()
    wanted = {
        "id": "k1",
        "serial": "VK-1001",
        "secret": SEED,
        "algorithm": HOTP,
        "response_length": 6,
        "response_encoding": "DECIMAL",
    }
    container.add_key(**(wanted | more))
    return container


def write(container: PSKC) -> bytes:
    file = BytesIO()
    container.write(file)
    return file.getvalue()


def write_encrypted(algorithm: str = "aes128-cbc", key: bytes = KEY) -> bytes:
    container = build()
    container.encryption.setup_preshared_key(key=key, algorithm=algorithm)
    return write(container)


def write_with_password(iterations: int = 1000) -> bytes:
    container = build()
    container.encryption.setup_pbkdf2(PASSWORD, iterations=iterations)
    return write(container)


def find_wrong(data: bytes, unlock: Unlock | None = None) -> Wrong:
    (fault,) = read_pskc(data, unlock)
    assert isinstance(fault, Fault), fault
    return fault.wrong


def refuse(data: bytes, unlock: Unlock | None = None) -> Wrong:
    with pytest.raises(WrongFile) as refused:
        read_pskc(data, unlock)
    return refused.value.wrong


def test_a_plain_container_is_read() -> None:
    (draft,) = read_pskc(write(build(counter=7)))
    assert draft == Draft(3, "VK-1001", Make(Kind.HOTP), BASE32, 7)


def test_a_timed_token_has_its_period_hash_and_digits() -> None:
    data = write(build(algorithm=TOTP, algorithm_suite="HMAC-SHA256", time_interval=60, response_length=8))
    (draft,) = read_pskc(data)
    assert draft == Draft(3, "VK-1001", Make(Kind.TOTP, Algorithm.SHA256, 8, 60), BASE32)


@pytest.mark.parametrize("algorithm", ["aes128-cbc", "aes256-cbc", "kw-aes128"])
def test_a_container_opens_with_the_key_agreed_on(algorithm: str) -> None:
    key = KEY + KEY if "256" in algorithm else KEY
    (draft,) = read_pskc(write_encrypted(algorithm, key), Unlock(key=key))
    assert isinstance(draft, Draft)
    assert draft.secret == BASE32


def test_a_container_opens_with_its_password() -> None:
    (draft,) = read_pskc(write_with_password(), Unlock(password=PASSWORD))
    assert isinstance(draft, Draft)
    assert draft.secret == BASE32


@pytest.mark.parametrize(
    "unlock", [None, Unlock(key=bytes(16)), Unlock(key=b"short"), Unlock(password="fel")]
)
def test_the_wrong_key_opens_nothing(unlock: Unlock | None) -> None:
    assert find_wrong(write_with_password(), unlock) is Wrong.SEALED


def test_a_changed_mac_is_noticed() -> None:
    data = write_encrypted()
    start = data.index(b"<pskc:ValueMAC>") + len(b"<pskc:ValueMAC>")
    other = b"A" if data[start : start + 1] != b"A" else b"B"
    assert find_wrong(data[:start] + other + data[start + 1 :], Unlock(key=KEY)) is Wrong.SEALED


def test_an_encrypted_seed_without_a_proof_is_refused() -> None:
    data = write_encrypted()
    start, end = data.index(b"<pskc:ValueMAC>"), data.index(b"</pskc:ValueMAC>") + len(b"</pskc:ValueMAC>")
    assert find_wrong(data[:start] + data[end:], Unlock(key=KEY)) is Wrong.UNPROVED


def test_a_password_that_takes_too_long_to_try_is_refused() -> None:
    data = write_with_password().replace(b">1000<", b">9999999999<")
    assert refuse(data, Unlock(password=PASSWORD)) is Wrong.WORK


def test_a_password_for_a_file_that_has_none_is_refused() -> None:
    assert refuse(write_encrypted(), Unlock(password=PASSWORD)) is Wrong.NO_PASSWORD


BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>
<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">&b;</KeyContainer>"""
READING = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">&a;</KeyContainer>"""


@pytest.mark.parametrize("data", [BOMB, READING])
def test_a_file_with_entities_is_refused_before_anything_grows(data: bytes) -> None:
    assert refuse(data) is Wrong.DOCUMENT_TYPE


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"serial,secret,type",
        b"<a/>",
        b"<KeyContainer/>",
        b'<KeyContainer Version="2.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"/>',
        b"<a>" * 200_000,
        b'<KeyContainer xmlns="urn:ietf:params:xml:ns:keyprov:pskc">' + b"<a>" * 100_000 + b"</a>" * 100_000,
        write(build()).replace(b"</pskc:KeyContainer>", b"<Device/></pskc:KeyContainer>"),
        write(build(counter=7)).replace(b">7<", b">seven<"),
        write(build(response_length=6)).replace(b'Length="6"', b'Length="six"'),
        b"\x00" * 100,
    ],
)
def test_a_file_that_is_no_container_is_refused_or_has_nothing_in_it(data: bytes) -> None:
    try:
        read = read_pskc(data)
    except WrongFile:
        return
    assert not any(isinstance(one, Draft) for one in read)


def test_a_file_too_large_is_refused() -> None:
    assert refuse(b" " * (MOST_BYTES + 1)) is Wrong.LARGE


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"serial": "", "id": "a b"}, Wrong.SERIAL),
        ({"algorithm": "urn:ietf:params:xml:ns:keyprov:pskc:pin"}, Wrong.TYPE),
        ({"secret": b"short"}, Wrong.SECRET),
        ({"response_length": 10}, Wrong.DIGITS),
        ({"response_encoding": "ALPHANUMERIC"}, Wrong.CHECK_DIGIT),
        ({"response_check": True}, Wrong.CHECK_DIGIT),
        ({"algorithm": TOTP, "time_interval": 7}, Wrong.PERIOD),
        ({"algorithm_suite": "HMAC-MD5"}, Wrong.ALGORITHM),
    ],
)
def test_what_is_wrong_with_a_key_is_said_with_its_line(more: dict[str, object], wrong: Wrong) -> None:
    (read,) = read_pskc(write(build(**more)))
    assert isinstance(read, Fault)
    assert (read.line, read.wrong) == (3, wrong)
    assert BASE32 not in read.named


def test_a_policy_nobody_here_knows_forbids_the_key() -> None:
    data = write(build()).replace(
        b"</pskc:Key>", b"<pskc:Policy><pskc:Unheard>1</pskc:Unheard></pskc:Policy></pskc:Key>"
    )
    assert find_wrong(data) is Wrong.POLICY


def test_each_key_has_the_line_of_its_own_package() -> None:
    container = build()
    container.add_key(id="k2", serial="VK-1002", secret=SEED, algorithm=HOTP)
    lines = [read.line for read in read_pskc(write(container))]
    assert lines == sorted(set(lines))
    assert len(lines) == 2


@pytest.mark.parametrize("typed", [KEY.hex(), "AAECAwQFBgcICQoLDA0ODw=="])
def test_a_key_is_written_in_hexadecimal_or_base64(typed: str) -> None:
    assert read_key_bytes(typed) == KEY


def test_what_is_neither_is_no_key() -> None:
    assert read_key_bytes("no key at all!") is None

"""Tokens from a table of text: what is right is read, and what is wrong is named by its line and never repeated."""

from base64 import b32encode

import pytest

from idp.methods.tokens.draft import MOST_BYTES, Draft, read_secret
from idp.methods.tokens.read_csv import read_csv
from idp.methods.tokens.token import Algorithm, Kind, Make
from idp.methods.tokens.wrong import Fault, Wrong, WrongFile

SEED = b"12345678901234567890"
HEX, BASE32 = SEED.hex(), b32encode(SEED).decode()
HEAD = "serial,secret,type,digits,period,counter\n"


def read_one(line: str, head: str = HEAD) -> Draft | Fault:
    (read,) = read_csv((head + line).encode())
    return read


def test_a_line_is_a_token() -> None:
    assert read_one(f"vk-1001,{HEX},hotp,8,,42") == Draft(2, "VK-1001", Make(Kind.HOTP, digits=8), BASE32, 42)
    timed = Make(Kind.TOTP, digits=6, period_seconds=60)
    assert read_one(f"VK-1002,{BASE32},TOTP,6,60,") == Draft(2, "VK-1002", timed, BASE32)


def test_columns_stand_in_any_order_with_semicolons_as_excel_saves_them() -> None:
    table = f"\ufeffType;Algorithm;Serial;Secret\r\ntotp;SHA-256;1;{HEX}\r\n"
    make = Make(Kind.TOTP, Algorithm.SHA256, 6, 30)
    assert read_csv(table.encode()) == (Draft(2, "1", make, BASE32),)


@pytest.mark.parametrize(
    "typed", [HEX, HEX.upper(), BASE32, BASE32.lower(), " ".join(HEX[i : i + 4] for i in range(0, 40, 4))]
)
def test_a_secret_is_hexadecimal_or_base32(typed: str) -> None:
    assert read_secret(typed) == SEED


@pytest.mark.parametrize(
    ("line", "wrong", "named"),
    [
        (f",{HEX},hotp,,,", Wrong.SERIAL, ""),
        (f"VK 1,{HEX},hotp,,,", Wrong.SERIAL, ""),
        (f"=cmd(),{HEX},hotp,,,", Wrong.SERIAL, ""),
        ("VK-1,zzz1,hotp,,,", Wrong.SECRET, "VK-1"),
        ("VK-1,,hotp,,,", Wrong.SECRET, "VK-1"),
        (f"VK-1,{SEED[:15].hex()},hotp,,,", Wrong.SECRET, "VK-1"),
        (f"VK-1,{'ab' * 65},hotp,,,", Wrong.SECRET, "VK-1"),
        (f"VK-1,{HEX},motp,,,", Wrong.TYPE, "VK-1"),
        (f"VK-1,{HEX},hotp,9,,", Wrong.DIGITS, "VK-1"),
        (f"VK-1,{HEX},hotp,six,,", Wrong.NUMBER, "digits"),
        (f"VK-1,{HEX},totp,,45,", Wrong.PERIOD, "VK-1"),
        (f"VK-1,{HEX},hotp,,,-1", Wrong.NUMBER, "counter"),
        (f"VK-1,{HEX},hotp,,,9999999999999999", Wrong.COUNTER, "VK-1"),
        (f"VK-1,{HEX},hotp,,,６", Wrong.NUMBER, "counter"),
        (f"VK-1,{HEX},hotp", Wrong.CELLS, ""),
        (f"VK-1,{HEX},hotp,,,,,", Wrong.CELLS, ""),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_without_the_secret(
    line: str, wrong: Wrong, named: str
) -> None:
    assert read_one(line) == Fault(2, wrong, named)


def test_every_line_is_judged() -> None:
    table = f"{HEAD}A,{HEX},hotp,,,\nB,x,hotp,,,\nC,{HEX},totp,,,\nD,{HEX},hotp,5,,\n"
    assert [(type(read), read.line) for read in read_csv(table.encode())] == [
        (Draft, 2),
        (Fault, 3),
        (Draft, 4),
        (Fault, 5),
    ]


@pytest.mark.parametrize(
    ("data", "wrong", "named"),
    [
        (b"", Wrong.COLUMNS_MISSING, "secret, serial, type"),
        (b"serial,secret\n", Wrong.COLUMNS_MISSING, "type"),
        (b"serial,secret,type,pin\n", Wrong.COLUMN_UNKNOWN, "4"),
        (b"serial,secret,type,type\n", Wrong.COLUMN_TWICE, "type"),
        (b"\xff\xfe\x00", Wrong.ENCODING, ""),
        (HEAD.encode() + b'A,b,,,,\n"A,b\n,c', Wrong.OPEN_QUOTE, "3"),
        (HEAD.encode() + b'"A"b,c', Wrong.CLOSED_QUOTE, "2"),
        (HEAD.encode() + b"A" * 131_073, Wrong.LONG_CELL, "2"),
        (b"a" * (MOST_BYTES + 1), Wrong.LARGE, ""),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(data: bytes, wrong: Wrong, named: str) -> None:
    with pytest.raises(WrongFile) as refused:
        read_csv(data)
    assert (refused.value.wrong, refused.value.named) == (wrong, named)


def test_a_heading_of_a_million_columns_is_refused_at_one_reading() -> None:
    with pytest.raises(WrongFile) as refused:
        read_csv(b"serial,secret" + b",type" * 1_000_000)
    assert refused.value.wrong is Wrong.COLUMN_TWICE


def test_a_seed_is_not_in_what_a_draft_shows_of_itself() -> None:
    assert BASE32 not in repr(read_one(f"VK-1,{HEX},hotp,,,"))

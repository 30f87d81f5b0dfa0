"""Levels are read in the order that is written, and their amr follows from their methods."""

import pytest

from idp.policy.reading.levels import read_levels
from tests.unit.policy.reading.parts import read

WORDS = 'label = { sv = "x", en = "x" }, meaning = { sv = "x", en = "x" }'

B_ABOVE_A = (
    "part.order puts 'b' above 'a', which takes every method of it; "
    "put 'a' later, or give 'b' methods of its own"
)


def write(order: str, **methods: str) -> str:
    levels = (f"{name} = {{ methods = {written}, {WORDS} }}" for name, written in methods.items())
    return "\n".join([f"order = {order}", *levels])


def test_the_order_written_is_the_order() -> None:
    levels, faults = read(
        write('["weak", "able"]', able='["password", "totp"]', weak='["password"]'), read_levels
    )
    assert faults == []
    assert levels.names == ("weak", "able")
    assert [level.amr for level in levels] == [("pwd",), ("pwd", "otp", "mfa")]


@pytest.mark.parametrize(
    ("toml", "fault"),
    [
        (write('["a"]', a='["password"]', b='["totp"]'), "part.order leaves 'b' out; put 'b' in its place, weakest first"),
        (
            write('["a", "b"]', a='["password"]'),
            "part.order names 'b', which has no table; write one of a",
        ),
        (
            write('["a"]', a='["passwrod"]'),
            "part.a.methods names an unknown method 'passwrod'; did you mean 'password'?",
        ),
        (write('["a"]', a="[]"), "part.a.methods is empty; name at least one of password, mail, sms, recovery, bypass, token, totp, key, passkey"),
        (
            write('["a", "b"]', a='["password", "totp"]', b='["password"]'),
            B_ABOVE_A,
        ),
        (
            write('["a", "b"]', a='["password"]', b='["password"]'),
            B_ABOVE_A,
        ),
        (write('["Upper"]', Upper='["password"]'), "part.Upper has a name that will not do; use a–z, 0–9 and hyphens, a letter first, 40 at most"),
        ("order = []", "part is empty; write at least one table below it"),
        (write('["a"]', a='["password"], amr = ["hwk"]'), "part.a.amr is not a key of the policy; write one of methods, label, meaning, realms"),
    ],
)  # fmt: skip
def test_a_fault_says_what_to_write(toml: str, fault: str) -> None:
    assert read(toml, read_levels)[1] == [fault]

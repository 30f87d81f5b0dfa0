"""What lies sealed in the database opens with the right key, in the right place, unaltered – or not at all."""

import pytest

from idp.chance import SystemChance
from idp.sealing import SealBroken, Sealer

OLD, NEW = b"o" * 32, b"n" * 32


def sealer(*keys: bytes) -> Sealer:
    return Sealer(keys, SystemChance())


def test_a_sealed_value_opens_again() -> None:
    assert sealer(NEW).unseal(sealer(NEW).seal(b"seed", "device:1"), "device:1") == b"seed"


def test_the_sealed_bytes_do_not_show_the_plain_ones() -> None:
    assert b"seed" not in sealer(NEW).seal(b"seed", "device:1")


def test_the_same_value_is_sealed_differently_each_time() -> None:
    assert sealer(NEW).seal(b"seed", "device:1") != sealer(NEW).seal(b"seed", "device:1")


def test_a_value_copied_to_another_row_does_not_open_there() -> None:
    with pytest.raises(SealBroken):
        sealer(NEW).unseal(sealer(NEW).seal(b"seed", "device:1"), "device:2")


@pytest.mark.parametrize("position", [0, 12, -1])
def test_one_altered_byte_breaks_the_seal(position: int) -> None:
    sealed = bytearray(sealer(NEW).seal(b"seed", "device:1"))
    sealed[position] ^= 1
    with pytest.raises(SealBroken):
        sealer(NEW).unseal(bytes(sealed), "device:1")


def test_a_retired_key_still_opens_what_it_sealed() -> None:
    assert sealer(NEW, OLD).unseal(sealer(OLD).seal(b"seed", "device:1"), "device:1") == b"seed"


def test_the_first_key_is_the_one_that_seals() -> None:
    assert sealer(NEW).unseal(sealer(NEW, OLD).seal(b"seed", "device:1"), "device:1") == b"seed"


def test_a_lost_key_is_a_broken_seal() -> None:
    with pytest.raises(SealBroken):
        sealer(NEW).unseal(sealer(OLD).seal(b"seed", "device:1"), "device:1")


@pytest.mark.parametrize("keys", [(), (b"short",), (NEW, b"")])
def test_a_missing_or_short_key_stops_the_start(keys: tuple[bytes, ...]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        sealer(*keys)

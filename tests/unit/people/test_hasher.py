"""Passwords are hashed with Argon2id as they are typed, so many at a time."""

from threading import Lock, Thread
from time import sleep
from typing import Literal

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from idp.people.hasher import MOST_BYTES, Hasher

HASHER = Hasher(memory_kib=8, iterations=1, concurrent=2)


def test_a_hash_is_argon2id_with_one_lane_and_a_salt_of_its_own() -> None:
    first, second = HASHER.hash("fjärilar i magen"), HASHER.hash("fjärilar i magen")
    parameters = extract_parameters(first)
    assert first != second
    assert (parameters.type, parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (
        Type.ID,
        8,
        1,
        1,
    )


def test_only_the_password_verifies() -> None:
    made = HASHER.hash("fjärilar i magen")
    assert HASHER.verify(made, "fjärilar i magen")
    for wrong in ("Fjärilar i magen", "fjärilar i magen ", " fjärilar i magen", "fjarilar i magen", ""):
        assert not HASHER.verify(made, wrong)


def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    assert HASHER.verify(HASHER.hash("å" * 15), "a\u030a" * 15)


def test_a_password_is_never_cut() -> None:
    long = "x" * MOST_BYTES
    made = HASHER.hash(long)
    assert HASHER.verify(made, long)
    assert not HASHER.verify(made, long[:-1])
    assert not HASHER.verify(made, long + "x")


def test_a_nul_ends_nothing() -> None:
    assert not HASHER.verify(HASHER.hash("before\x00after"), "before")


@pytest.mark.parametrize("unusable", ["", "x" * (MOST_BYTES + 1), "\ud800"])
def test_an_unusable_password_is_wrong_and_cannot_be_set(unusable: str) -> None:
    assert not HASHER.verify(HASHER.hash("another"), unusable)
    with pytest.raises(ValueError, match="4096 bytes"):
        HASHER.hash(unusable)


def test_what_is_no_hash_belongs_to_no_password() -> None:
    assert not HASHER.verify("", "x")
    assert not HASHER.verify("$argon2id$broken", "x")


def test_a_hash_of_other_costs_is_made_anew() -> None:
    costlier = Hasher(memory_kib=16, iterations=1, concurrent=1)
    made = HASHER.hash("x")
    assert costlier.needs_rehash(made)
    assert costlier.verify(made, "x")
    assert not HASHER.needs_rehash(made)


def test_no_more_hashes_run_at_once_than_allowed() -> None:
    hasher, watched = Hasher(memory_kib=8, iterations=1, concurrent=2), Watched()
    made = hasher.hash("x")
    hasher._argon2 = watched
    threads = [Thread(target=hasher.verify, args=(made, "x")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert watched.most == 2


class Watched(PasswordHasher):
    """Notes how many verifications run at the same time."""

    def __init__(self) -> None:
        super().__init__()
        self.running = self.most = 0
        self._lock = Lock()

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - argon2's name
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        sleep(0.01)
        with self._lock:
            self.running -= 1
        return True

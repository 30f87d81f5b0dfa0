from datetime import UTC, datetime

import pytest

from idp.signing.key import ALGS, Alg, State, make_key
from idp.signing.keyring import Keyring, NoActiveKey

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
ACTIVE, NEXT = make_key("ES256", State.ACTIVE, NOW), make_key("ES256", State.NEXT, NOW)
KEYRING = Keyring((NEXT, ACTIVE))


def test_the_active_key_signs() -> None:
    assert KEYRING.active("ES256") is ACTIVE


def test_a_keyring_without_an_active_key_for_the_algorithm_says_so() -> None:
    with pytest.raises(NoActiveKey):
        KEYRING.active("RS256")
    with pytest.raises(NoActiveKey):
        Keyring((NEXT,)).active("ES256")


def test_a_key_is_found_by_its_exact_name_in_any_state() -> None:
    assert KEYRING.find(NEXT.kid) is NEXT
    assert KEYRING.find(NEXT.kid.lower()) is None
    assert KEYRING.find("") is None


def test_every_key_is_published_and_no_private_half() -> None:
    published = KEYRING.public_jwks()["keys"]
    assert [key["kid"] for key in published] == [NEXT.kid, ACTIVE.kid]
    assert all("d" not in key for key in published)


@pytest.mark.parametrize(("alg", "member", "bits"), [("ES256", "x", 256), ("RS256", "n", 3072)])
def test_keys_have_the_strength_of_128_bits(alg: Alg, member: str, bits: int) -> None:
    key = make_key(alg, State.NEXT, NOW)
    assert alg in ALGS
    assert len(key.key.as_dict(private=False)[member]) == -(-bits // 6)  # type: ignore[arg-type]


def test_a_key_shows_nothing_of_itself() -> None:
    private = ACTIVE.key.as_dict(private=True)["d"]
    assert str(private) not in repr(KEYRING)

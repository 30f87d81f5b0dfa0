from datetime import UTC, datetime

import pytest

from idp.signing.jws import NotOurToken, sign, verify
from idp.signing.key import State, make_key
from idp.signing.keyring import Keyring
from tests.support.forgeries import FORGERIES, Genuine

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
KEY = make_key("ES256", State.ACTIVE, NOW)
RETIRED = make_key("ES256", State.RETIRED, NOW)
KEYRING = Keyring((KEY, RETIRED))
CLAIMS = {"sub": "p1", "exp": 0}


def test_what_was_signed_is_read_back_expired_or_not() -> None:
    assert verify(KEYRING, "JWT", sign(KEY, "JWT", CLAIMS)) == CLAIMS


def test_a_retired_key_still_verifies() -> None:
    assert verify(KEYRING, "JWT", sign(RETIRED, "JWT", CLAIMS)) == CLAIMS


def test_one_kind_of_token_is_never_taken_for_another() -> None:
    with pytest.raises(NotOurToken, match="another kind"):
        verify(KEYRING, "JWT", sign(KEY, "logout+jwt", CLAIMS))


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_refused(name: str) -> None:
    forged = FORGERIES[name](Genuine(KEY.key, KEY.kid, CLAIMS))  # type: ignore[arg-type]
    with pytest.raises(NotOurToken):
        verify(KEYRING, "JWT", forged)

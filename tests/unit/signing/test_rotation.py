from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from idp.signing.folder import KEYRING, load_keyring, save_keyring
from idp.signing.jws import NotOurToken, sign, verify
from idp.signing.key import State, make_key
from idp.signing.keyring import Keyring
from idp.signing.live_keyring import LiveKeyring
from idp.signing.rotation import (
    KEPT_AFTER_USE,
    PUBLISHED_BEFORE_USE,
    TooEarly,
    UnknownKey,
    is_due,
    revoke,
    rotate,
    rotate_keys,
)

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
OLD = make_key("ES256", State.ACTIVE, NOW - timedelta(days=90))
COMING = make_key("ES256", State.NEXT, NOW - PUBLISHED_BEFORE_USE)
RING = Keyring((OLD, COMING))


def states(keyring: Keyring) -> dict[str, str]:
    """Return each key's state by its name."""
    return {key.kid: key.state.value for key in keyring.keys}


def test_the_next_key_signs_and_the_old_one_is_kept() -> None:
    turned = rotate(RING, NOW)
    assert turned.active("ES256").kid == COMING.kid
    assert states(turned)[OLD.kid] == "retired"


def test_a_new_next_key_is_published_for_each_algorithm() -> None:
    turned = rotate(RING, NOW)
    assert sorted(key.alg for key in turned.keys if key.state is State.NEXT) == [
        "ES256",
        "RS256",
        "RSA-OAEP",
    ]


def test_a_token_of_the_old_key_verifies_after_the_rotation() -> None:
    assert verify(rotate(RING, NOW), "JWT", sign(OLD, "JWT", {"sub": "p1"})) == {"sub": "p1"}


def test_a_key_that_was_published_too_lately_does_not_sign_yet() -> None:
    with pytest.raises(TooEarly) as refused:
        rotate(RING, NOW - timedelta(seconds=1))
    assert refused.value.ready_at == NOW


def test_a_key_that_leaked_is_replaced_at_once() -> None:
    turned = rotate(RING, NOW - timedelta(seconds=1), at_once=True)
    assert turned.active("ES256").kid == COMING.kid


def test_a_retired_key_goes_when_its_last_token_is_of_no_use() -> None:
    retired = make_key("ES256", State.RETIRED, NOW - KEPT_AFTER_USE)
    kept = make_key("ES256", State.RETIRED, NOW - KEPT_AFTER_USE + timedelta(seconds=1))
    turned = states(rotate(Keyring((*RING.keys, retired, kept)), NOW))
    assert retired.kid not in turned
    assert kept.kid in turned


def test_a_running_provider_takes_the_rotation_up_and_the_folder_keeps_no_dead_key(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    dead = make_key("ES256", State.RETIRED, NOW - KEPT_AFTER_USE)
    save_keyring(folder, Keyring((*RING.keys, dead)))
    live = LiveKeyring(folder)
    assert live() is live()
    before = live()
    rotate_keys(folder, NOW)
    assert before.active("ES256").kid == OLD.kid
    assert live().active("ES256").kid == COMING.kid
    assert states(live()) == states(load_keyring(folder))
    assert {path.stem for path in folder.glob("*.pem")} == set(states(live()))
    assert (folder / KEYRING).exists()


def test_a_running_provider_looks_at_the_folder_no_more_often_than_it_was_told(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    save_keyring(folder, RING)
    ticks = iter([0.0, 0.4, 0.6, 0.6])
    live = LiveKeyring(folder, look_seconds=0.5, ticks=lambda: next(ticks))
    rotate_keys(folder, NOW)
    assert live().active("ES256").kid == OLD.kid
    assert live().active("ES256").kid == COMING.kid


def test_a_revoked_key_is_gone_and_the_next_one_signs_in_its_place() -> None:
    turned = revoke(RING, OLD.kid, NOW)
    assert turned.find(OLD.kid) is None
    assert turned.active("ES256").kid == COMING.kid
    assert [key.alg for key in turned.keys if key.state is State.NEXT] == ["ES256"]
    with pytest.raises(NotOurToken):
        verify(turned, "JWT", sign(OLD, "JWT", {"sub": "p1"}))


def test_a_next_key_that_is_revoked_leaves_the_active_one_alone() -> None:
    turned = revoke(RING, COMING.kid, NOW)
    assert turned.active("ES256").kid == OLD.kid
    assert COMING.kid not in states(turned)
    assert sorted(states(turned).values()) == ["active", "next"]


def test_a_retired_key_that_is_revoked_is_replaced_by_nothing() -> None:
    retired = make_key("ES256", State.RETIRED, NOW)
    assert states(revoke(Keyring((*RING.keys, retired)), retired.kid, NOW)) == states(RING)


def test_an_unknown_key_is_not_revoked() -> None:
    with pytest.raises(UnknownKey):
        revoke(RING, "nobody's", NOW)


def test_keys_are_due_when_the_one_in_use_is_old_enough() -> None:
    assert is_due(RING, NOW, timedelta(days=90))
    assert not is_due(RING, NOW, timedelta(days=91))


def test_two_rotations_at_once_lose_no_key(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    save_keyring(folder, RING)
    with ThreadPoolExecutor(4) as pool:
        turned = list(pool.map(lambda _: rotate_keys(folder, NOW, at_once=True), range(4)))
    listed = load_keyring(folder)
    assert len(listed.keys) == max(len(ring.keys) for ring in turned)
    assert {path.stem for path in folder.glob("*.pem")} == set(states(listed))
    made = {key.kid for ring in turned for key in ring.keys}
    assert made == set(states(listed))

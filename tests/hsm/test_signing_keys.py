"""Signing keys on a PKCS#11 token: the private half never leaves it, and everything else is as with keys in files."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pkcs11
import pytest
from joserfc import jwt
from pkcs11 import Attribute, ObjectClass

from idp.admin.actor import build_operator
from idp.admin.keys.desk import Reason, Turned
from idp.chance import SystemChance
from idp.config.sections.pkcs11 import Pkcs11
from idp.errors import Refusal
from idp.signing.cryptoki import open_session
from idp.signing.envelope import IN_CLEAR, Envelope
from idp.signing.folder import BadKeysFolder, create_keys, load_keyring
from idp.signing.hsm import Hsm, HsmAway, read_pin
from idp.signing.jws import NotOurToken, sign, verify
from idp.signing.key import ALGS, Alg, State
from idp.signing.keyring import Keyring
from idp.signing.proving import prove_signing
from idp.signing.rotation import rotate_keys
from tests.support.key_encryption import make_small_folder
from tests.support.keys_desk import build_desk

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=2)


@pytest.fixture
def folder(tmp_path: Path, envelope: Envelope) -> Path:
    """A keys folder whose signing keys are on the token."""
    make_small_folder(tmp_path / "keys", NOW, envelope)
    return tmp_path / "keys"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, token: Pkcs11) -> Path:
    """A folder with every kind of key, made once: RSA keys take seconds."""
    folder = tmp_path_factory.mktemp("full") / "keys"
    create_keys(folder, SystemChance(), NOW, replace(IN_CLEAR, hsm=Hsm(token)))
    return folder


def list_labels(token: Pkcs11) -> set[str]:
    """Return what every private key on the token is called."""
    assert token.module is not None
    assert token.token is not None
    session = open_session(token.module, token.token, read_pin(token), is_forked=False)
    with session:
        return {
            found[Attribute.LABEL]
            for found in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
        }


def label_of(keyring: Keyring, alg: Alg) -> str:
    signer = keyring.active(alg).signer
    assert signer is not None
    return signer.label


@pytest.mark.parametrize("alg", ALGS)
def test_what_the_token_signed_anybody_verifies_with_the_published_key(
    full: Path, envelope: Envelope, alg: Alg
) -> None:
    keyring = load_keyring(full, envelope)
    written = sign(keyring.active(alg), "JWT", {"sub": "p1", "name": "Åsa"})
    assert verify(keyring, "JWT", written) == {"sub": "p1", "name": "Åsa"}
    published = next(jwk for jwk in keyring.public_jwks()["keys"] if jwk["kid"] == keyring.active(alg).kid)
    assert jwt.decode(written, keyring.active(alg).key, algorithms=[alg]).header == {
        "alg": alg,
        "kid": published["kid"],
        "typ": "JWT",
    }
    with pytest.raises(NotOurToken):
        verify(keyring, "JWT", written[:-6] + "AAAAAA")


def test_no_private_half_of_a_signing_key_is_in_the_folder_or_can_be_had(
    full: Path, token: Pkcs11, envelope: Envelope
) -> None:
    keyring, folder = load_keyring(full, envelope), full
    openers = {f"{key.kid}.pem" for key in keyring.keys if key.use == "enc"}
    assert {path.name for path in folder.glob("*.pem")} == openers
    listed = json.loads((folder / "keyring.json").read_text())
    assert not any({"d", "p", "q"} & entry.get("public", {}).keys() for entry in listed)
    assert token.module is not None
    assert token.token is not None
    with open_session(token.module, token.token, read_pin(token), is_forked=False) as session:
        private = session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=label_of(keyring, "ES256"))
        with pytest.raises(pkcs11.AttributeSensitive):
            _ = private[Attribute.VALUE]


def test_a_rotation_makes_its_keys_on_the_token_and_destroys_what_is_spent(
    folder: Path, token: Pkcs11, envelope: Envelope
) -> None:
    before = load_keyring(folder, envelope)
    rotate_keys(folder, LATER, envelope)
    assert label_of(before, "ES256") in list_labels(token)
    rotate_keys(folder, LATER + timedelta(days=8), envelope)
    assert label_of(before, "ES256") not in list_labels(token)
    after = load_keyring(folder, envelope)
    assert {key.signer.label for key in after.keys if key.signer is not None} <= list_labels(token)
    assert verify(after, "JWT", sign(after.active("ES256"), "JWT", {"a": 1})) == {"a": 1}


def test_a_revoked_key_is_destroyed_at_once(folder: Path, token: Pkcs11, envelope: Envelope) -> None:
    keyring = load_keyring(folder, envelope)
    desk, kept = build_desk(folder, envelope)
    turned = desk.revoke(build_operator("root"), keyring.active("ES256").kid, Reason.LEAKED, NOW)
    assert isinstance(turned, Turned)
    assert label_of(keyring, "ES256") not in list_labels(token)
    assert kept.said[1] == ("key.revoked", keyring.active("ES256").kid)


def test_keys_in_files_move_to_the_token_by_two_rotations(tmp_path: Path, envelope: Envelope) -> None:
    make_small_folder(tmp_path / "keys", NOW)
    first = rotate_keys(tmp_path / "keys", LATER, envelope)
    assert first.active("ES256").signer is None
    second = rotate_keys(tmp_path / "keys", LATER + timedelta(days=2), envelope)
    assert second.active("ES256").signer is not None
    assert verify(second, "JWT", sign(first.active("ES256"), "JWT", {"a": 1})) == {"a": 1}


def test_threads_that_sign_at_once_each_get_their_own_signature(folder: Path, envelope: Envelope) -> None:
    keyring, made = load_keyring(folder, envelope), []

    def work(number: int) -> None:
        made.append(verify(keyring, "JWT", sign(keyring.active("ES256"), "JWT", {"n": number}))["n"])

    threads = [Thread(target=work, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == list(range(16))


def test_a_process_that_was_forked_opens_the_token_anew(folder: Path, envelope: Envelope) -> None:
    keyring = load_keyring(folder, envelope)
    sign(keyring.active("ES256"), "JWT", {"a": 1})
    child = os.fork()
    if child == 0:
        fresh = load_keyring(folder, replace(envelope, hsm=Hsm(envelope.hsm.settings)))  # type: ignore[union-attr]
        try:
            os._exit(
                0 if verify(fresh, "JWT", sign(fresh.active("ES256"), "JWT", {"b": 2})) == {"b": 2} else 1
            )
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert verify(keyring, "JWT", sign(keyring.active("ES256"), "JWT", {"a": 1})) == {"a": 1}


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # the library's search outlives it
def test_a_session_that_was_lost_is_opened_again(folder: Path, envelope: Envelope) -> None:
    keyring = load_keyring(folder, envelope)
    sign(keyring.active("ES256"), "JWT", {"a": 1})
    assert envelope.hsm is not None
    envelope.hsm._session.close()
    assert verify(keyring, "JWT", sign(keyring.active("ES256"), "JWT", {"a": 1})) == {"a": 1}


@pytest.mark.parametrize(
    "wrong", [{"token": "another"}, {"pin_file": None, "pin": "00000000"}, {"module": Path("/nowhere.so")}]
)
def test_a_token_that_is_away_refuses_in_one_line_and_shows_no_pin(
    folder: Path, token: Pkcs11, wrong: dict[str, object]
) -> None:
    pkcs11.lib(str(token.module)).reinitialize()
    told = {"module": token.module, "token": token.token, "pin_file": token.pin_file} | wrong
    away = replace(IN_CLEAR, hsm=Hsm(Pkcs11(**told)))  # type: ignore[arg-type]
    keyring = load_keyring(folder, away)
    with pytest.raises(HsmAway) as refused:
        sign(keyring.active("ES256"), "JWT", {"a": 1})
    assert isinstance(refused.value, Refusal)
    assert refused.value.status == 503
    assert "[pkcs11]" in refused.value.detail
    assert "00000000" not in refused.value.detail


def test_check_signs_once_with_each_key_in_use(full: Path, token: Pkcs11, envelope: Envelope) -> None:
    prove_signing(load_keyring(full, envelope))
    pkcs11.lib(str(token.module)).reinitialize()
    away = replace(IN_CLEAR, hsm=Hsm(Pkcs11(module=token.module, token="another", pin="1")))
    with pytest.raises(HsmAway):
        prove_signing(load_keyring(full, away))


def test_a_folder_whose_keys_are_on_a_token_says_so_when_none_is_configured(folder: Path) -> None:
    with pytest.raises(BadKeysFolder, match="PKCS#11 token"):
        load_keyring(folder)


def test_a_public_key_that_was_swapped_in_the_list_is_refused(folder: Path, envelope: Envelope) -> None:
    listed = json.loads((folder / "keyring.json").read_text())
    listed[0]["public"], listed[1]["public"] = listed[1]["public"], listed[0]["public"]
    (folder / "keyring.json").write_text(json.dumps(listed))
    with pytest.raises(BadKeysFolder, match="damaged"):
        load_keyring(folder, envelope)


def test_states_and_moments_are_as_with_keys_in_files(full: Path, envelope: Envelope) -> None:
    keys = load_keyring(full, envelope).keys
    assert [(key.alg, key.state) for key in keys if key.signer is not None] == [
        (alg, state) for alg in ALGS for state in (State.ACTIVE, State.NEXT)
    ]
    assert {key.made_at for key in keys} == {NOW}

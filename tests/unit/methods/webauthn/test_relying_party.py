"""What an authenticator signs counts only if all of it is as it must be."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from idp.methods.webauthn.answer import Answer, read_answer
from idp.methods.webauthn.credential import Credential, NewCredential
from idp.methods.webauthn.relying_party import RelyingParty, build_relying_party
from tests.support.authenticator import (
    BE,
    BS,
    EDDSA,
    ES256,
    RS256,
    UP,
    UV,
    Authenticator,
    read,
    write,
    write_cose,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ORIGIN = "https://idp.test"
PARTY = RelyingParty("idp.test", ORIGIN, "E-portalen")
CHALLENGE, OTHER = b"c" * 32, b"o" * 32
HANDLE = b"h" * 32


def take(sent: str) -> Answer:
    answer = read_answer(sent)
    assert answer is not None
    return answer


def enrol(authenticator: Authenticator, **changes: Any) -> NewCredential | None:
    options = PARTY.ask_to_enrol(CHALLENGE, HANDLE, "margra001", "Maria Granhage", ())
    return PARTY.verify_enrolment(take(authenticator.make(options, **changes)), CHALLENGE)


def hold(authenticator: Authenticator) -> Credential:
    made = enrol(authenticator)
    assert made is not None
    return Credential("k1", "p1", "Min nyckel", made, NOW)


def ask(credential: Credential) -> dict[str, Any]:
    return PARTY.ask_to_sign(CHALLENGE, (credential,), is_verifying=True)


@pytest.mark.parametrize("alg", [ES256, EDDSA, RS256])
def test_a_credential_of_each_algorithm_is_made_and_signs(alg: int) -> None:
    authenticator = Authenticator(ORIGIN, alg)
    credential = hold(authenticator)
    assertion = PARTY.verify_assertion(take(authenticator.sign(ask(credential))), CHALLENGE, credential)
    assert assertion is not None
    assert (assertion.sign_count, assertion.is_verified, assertion.user_handle) == (2, True, HANDLE)


def test_what_the_authenticator_says_of_itself_is_kept() -> None:
    made = enrol(Authenticator(ORIGIN, flags=UP | BE | BS, is_discoverable=False))
    assert made is not None
    assert (made.can_sync, made.is_synced, made.is_verifying, made.is_discoverable) == (
        True,
        True,
        False,
        False,
    )
    assert made.transports == ("internal", "hybrid")


def test_the_browser_is_told_what_there_is_and_what_we_take() -> None:
    credential = hold(Authenticator(ORIGIN))
    options = PARTY.ask_to_enrol(CHALLENGE, HANDLE, "margra001", "Maria Granhage", (credential,))
    assert options["rp"] == {"id": "idp.test", "name": "E-portalen"}
    assert [one["alg"] for one in options["pubKeyCredParams"]] == [ES256, EDDSA, RS256]
    assert options["attestation"] == "none"
    assert [one["id"] for one in options["excludeCredentials"]] == [write(credential.made.credential_id)]
    assert options["user"]["id"] == write(HANDLE)


@pytest.mark.parametrize(("is_verifying", "asked"), [(True, "required"), (False, "discouraged")])
def test_a_passkey_must_make_sure_and_a_key_need_only_be_touched(is_verifying: bool, asked: str) -> None:
    assert PARTY.ask_to_sign(CHALLENGE, (), is_verifying=is_verifying)["userVerification"] == asked


WRONG = {
    "another origin": {"origin": "https://idp.test.evil.example"},
    "an origin with a port": {"origin": f"{ORIGIN}:8443"},
    "an origin without TLS": {"origin": "http://idp.test"},
    "another relying party": {"rp_id": "evil.example"},
    "another challenge": {"challenge": write(OTHER)},
    "no touch": {"flags": UV},
    "synced though it cannot be": {"flags": UP | UV | BS},
    "a payment": {"type": "payment.get"},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_an_assertion_with_one_thing_wrong_proves_nothing(wrong: str) -> None:
    authenticator = Authenticator(ORIGIN)
    credential = hold(authenticator)
    sent = authenticator.sign(ask(credential), **WRONG[wrong])
    assert PARTY.verify_assertion(take(sent), CHALLENGE, credential) is None


@pytest.mark.parametrize("wrong", WRONG)
def test_an_enrolment_with_one_thing_wrong_adds_nothing(wrong: str) -> None:
    assert enrol(Authenticator(ORIGIN), **WRONG[wrong]) is None


def test_an_answer_given_inside_another_page_is_not_read() -> None:
    authenticator = Authenticator(ORIGIN)
    credential = hold(authenticator)
    assert read_answer(authenticator.sign(ask(credential), cross_origin=True)) is None
    assert (
        read_answer(authenticator.sign(ask(credential), also={"topOrigin": "https://evil.example"})) is None
    )


def test_an_assertion_is_no_enrolment_and_the_other_way_about() -> None:
    authenticator = Authenticator(ORIGIN)
    credential = hold(authenticator)
    assert enrol(authenticator, type="webauthn.get") is None
    sent = authenticator.sign(ask(credential), type="webauthn.create")
    assert PARTY.verify_assertion(take(sent), CHALLENGE, credential) is None


def test_a_signature_by_another_key_proves_nothing() -> None:
    authenticator, other = Authenticator(ORIGIN), Authenticator(ORIGIN)
    credential = hold(authenticator)
    hold(other)
    forged = replace(other.held[0], credential_id=credential.made.credential_id)
    sent = other.sign(ask(credential), forged)
    assert PARTY.verify_assertion(take(sent), CHALLENGE, credential) is None


BIG = rsa.generate_private_key(65537, 2048)
SMALL = rsa.generate_private_key(65537, 1024)
P384 = ec.generate_private_key(ec.SECP384R1())
KEYS = {
    "no algorithm": {1: 2, -1: 1, -2: b"x" * 32, -3: b"y" * 32},
    "alg none": {1: 2, 3: 0, -1: 1, -2: b"x" * 32, -3: b"y" * 32},
    "an algorithm nobody knows": write_cose(BIG, -9999),
    "RS1": write_cose(BIG, -65535),
    "PS256": write_cose(BIG, -37),
    "an RSA key that is too short": write_cose(SMALL, RS256),
    "ES256 with another curve": write_cose(P384, ES256),
    "ES256 with an RSA key": write_cose(BIG, ES256),
    "a point off the curve": {1: 2, 3: ES256, -1: 1, -2: b"x" * 32, -3: b"y" * 32},
    "an Ed25519 key that is too short": {1: 1, 3: EDDSA, -1: 6, -2: b"x" * 31},
    "no key": {},
}


@pytest.mark.parametrize("name", KEYS)
def test_a_key_we_do_not_take_is_refused_and_not_ignored(name: str) -> None:
    assert enrol(Authenticator(ORIGIN), cose=KEYS[name] or {1: 0}) is None


@pytest.mark.parametrize(
    ("fmt", "statement"),
    [
        ("tpm", {}),
        ("fido-u2f", {"sig": b"s", "x5c": [b"c"]}),
        ("none", {"sig": b"s"}),
        ("packed", {"alg": -7, "sig": b"s"}),
    ],
)
def test_an_attestation_we_did_not_ask_for_is_refused(fmt: str, statement: dict[str, Any]) -> None:
    assert enrol(Authenticator(ORIGIN), fmt=fmt, statement=statement) is None


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"id":1}',
        "[" * 5000,
        "x" * 17_000,
        '{"id":"AA","response":{"clientDataJSON":"bnVsbA"}}',
    ],
)
def test_what_is_no_answer_is_not_read(sent: str) -> None:
    assert read_answer(sent) is None


RING = Authenticator(ORIGIN)
HELD = hold(RING)
ENROLMENT = RING.make(PARTY.ask_to_enrol(CHALLENGE, HANDLE, "margra001", "Maria Granhage", ()))
ASSERTION = RING.sign(ask(HELD), RING.held[0])
PARTS = [
    *((ENROLMENT, part) for part in ("clientDataJSON", "attestationObject")),
    *((ASSERTION, part) for part in ("clientDataJSON", "authenticatorData", "signature")),
]


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(PARTS), st.integers(0, 10_000), st.binary(max_size=4))
def test_no_byte_can_be_changed_and_none_makes_the_verifier_fall_over(
    which: tuple[str, str], position: int, new: bytes
) -> None:
    sent, part = which
    parts = json.loads(sent)
    raw = read(parts["response"][part])
    position %= len(raw)
    changed = raw[:position] + new + raw[position + 1 :]
    parts["response"][part] = write(changed)
    answer = read_answer(json.dumps(parts))
    if answer is None:
        return
    if sent is ENROLMENT:
        PARTY.verify_enrolment(answer, CHALLENGE)
    else:
        assert (PARTY.verify_assertion(answer, CHALLENGE, HELD) is not None) is (changed == raw)


@settings(max_examples=300, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.just("webauthn.get"),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "rawId", "type", "response", "clientDataJSON", "signature"]),
                inner,
                max_size=4,
            )
        ),
    )
)
def test_no_json_whatever_makes_the_reader_fall_over(value: Any) -> None:
    answer = read_answer(json.dumps(value))
    assert answer is None or PARTY.verify_enrolment(answer, CHALLENGE) is None


@pytest.mark.parametrize(
    ("issuer", "rp_id", "origin"),
    [
        ("https://idp.test", "idp.test", "https://idp.test"),
        ("https://idp.test/", "idp.test", "https://idp.test"),
        ("http://localhost:8000", "localhost", "http://localhost:8000"),
    ],
)
def test_keys_are_tied_to_the_host_and_answers_to_the_origin(issuer: str, rp_id: str, origin: str) -> None:
    assert build_relying_party(issuer, "E-portalen") == RelyingParty(rp_id, origin, "E-portalen")

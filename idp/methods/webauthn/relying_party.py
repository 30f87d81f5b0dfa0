"""Asks a browser for a credential or an assertion, and verifies what comes back. Knows no store, no clock, no person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import options_to_json_dict, parse_attestation_object
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationFormat,
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from idp.methods.webauthn.algorithms import ALGORITHMS, is_fit_key
from idp.methods.webauthn.answer import Answer, read_bytes
from idp.methods.webauthn.challenge import CHALLENGE_LIFE
from idp.methods.webauthn.credential import Credential, NewCredential

TIMEOUT: Final = int(CHALLENGE_LIFE.total_seconds() * 1000)
TRANSPORTS: Final = {transport.value: transport for transport in AuthenticatorTransport}
FORMATS: Final = (AttestationFormat.NONE, AttestationFormat.PACKED)
"""We ask for no attestation; a browser may still leave one that the new key signed itself."""

UNFIT: Final = (
    WebAuthnException,
    InvalidSignature,
    UnsupportedAlgorithm,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What the library raises for bytes that are no answer, or a wrong one; found by sending it such bytes."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """A signature that was verified. `is_verified`: the authenticator made sure of the person, not only of a touch."""

    sign_count: int
    can_sync: bool
    is_synced: bool
    is_verified: bool
    user_handle: bytes | None


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """What we are to a browser: one host, one origin, and the name that people read."""

    rp_id: str
    origin: str
    name: str

    def ask_to_enrol(
        self, challenge: bytes, handle: bytes, username: str, name: str, held: Sequence[Credential]
    ) -> dict[str, Any]:
        """Return the options for a new credential, as JSON; authenticators that hold one of `held` make no second."""
        options = generate_registration_options(
            rp_id=self.rp_id,
            rp_name=self.name,
            user_id=handle,
            user_name=username,
            user_display_name=name,
            challenge=challenge,
            timeout=TIMEOUT,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.PREFERRED,
                user_verification=UserVerificationRequirement.PREFERRED,
            ),
            exclude_credentials=[describe(one) for one in held],
            supported_pub_key_algs=list(ALGORITHMS),
        )
        return options_to_json_dict(options) | {"extensions": {"credProps": True}}

    def ask_to_sign(
        self, challenge: bytes, held: Sequence[Credential], *, is_verifying: bool
    ) -> dict[str, Any]:
        """Return the options for an assertion, as JSON: by one of `held`, or by whatever the authenticator finds.

        With `is_verifying` it must ask for a PIN, a finger or a face; without, a touch is enough.
        """
        options = generate_authentication_options(
            rp_id=self.rp_id,
            challenge=challenge,
            timeout=TIMEOUT,
            allow_credentials=[describe(one) for one in held],
            user_verification=UserVerificationRequirement.REQUIRED
            if is_verifying
            else UserVerificationRequirement.DISCOURAGED,
        )
        return options_to_json_dict(options)

    def verify_enrolment(self, answer: Answer, challenge: bytes) -> NewCredential | None:
        """Return the new credential; None when anything about the answer is not as it must be."""
        try:
            attestation = parse_attestation_object(read_bytes(answer.parts["response"]["attestationObject"]))
            if attestation.fmt not in FORMATS:
                return None
            verified = verify_registration_response(
                credential=answer.parts,
                expected_challenge=challenge,
                expected_rp_id=self.rp_id,
                expected_origin=self.origin,
                supported_pub_key_algs=list(ALGORITHMS),
            )
            is_fit = verified.credential_id == answer.credential_id and is_fit_key(
                verified.credential_public_key
            )
        except UNFIT:
            return None
        if not is_fit:
            return None
        return NewCredential(
            credential_id=verified.credential_id,
            public_key=verified.credential_public_key,
            sign_count=verified.sign_count,
            can_sync=verified.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
            is_synced=verified.credential_backed_up,
            is_verifying=verified.user_verified,
            is_discoverable=answer.is_discoverable,
            transports=tuple(one for one in dict.fromkeys(answer.transports) if one in TRANSPORTS),
            aaguid=verified.aaguid,
        )

    def verify_assertion(self, answer: Answer, challenge: bytes, credential: Credential) -> Assertion | None:
        """Return what the credential's owner signed; None when anything about the answer is not as it must be.

        The count is not judged here: that takes a conditional write (`CredentialStore.advance`).
        """
        try:
            verified = verify_authentication_response(
                credential=answer.parts,
                expected_challenge=challenge,
                expected_rp_id=self.rp_id,
                expected_origin=self.origin,
                credential_public_key=credential.made.public_key,
                credential_current_sign_count=0,
            )
            handle = answer.parts["response"].get("userHandle")
            user_handle = read_bytes(handle) if handle else None
        except UNFIT:
            return None
        if verified.credential_id != credential.made.credential_id:
            return None
        return Assertion(
            sign_count=verified.new_sign_count,
            can_sync=verified.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
            is_synced=verified.credential_backed_up,
            is_verified=verified.user_verified,
            user_handle=user_handle,
        )


def build_relying_party(issuer: str, name: str) -> RelyingParty:
    """Return what we are to browsers that reach us as `issuer`: its host is what credentials are tied to."""
    parts = urlsplit(issuer)
    return RelyingParty(parts.hostname or "", f"{parts.scheme}://{parts.netloc}", name)


def describe(credential: Credential) -> PublicKeyCredentialDescriptor:
    """Return the credential as browsers are told of it."""
    known = [TRANSPORTS[one] for one in credential.made.transports if one in TRANSPORTS]
    return PublicKeyCredentialDescriptor(id=credential.made.credential_id, transports=known or None)

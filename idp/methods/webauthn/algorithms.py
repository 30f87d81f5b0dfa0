"""The public keys we take: ES256, EdDSA with Ed25519, and RS256."""

from typing import Final

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from webauthn.helpers import decode_credential_public_key, decoded_public_key_to_cryptography
from webauthn.helpers.cose import COSEAlgorithmIdentifier as Alg

ALGORITHMS: Final = (Alg.ECDSA_SHA_256, Alg.EDDSA, Alg.RSASSA_PKCS1_v1_5_SHA_256)
"""In the order of preference that the browser is told. RS256 is what Windows Hello makes in a TPM."""

RSA_BITS: Final = range(2048, 4097)


def is_fit_key(cose_key: bytes) -> bool:
    """Say whether a COSE key is of the one kind that its algorithm takes, and of a size we verify.

    Raises what the library raises when the bytes are no key.
    """
    decoded = decode_credential_public_key(cose_key)
    key = decoded_public_key_to_cryptography(decoded)
    match decoded.alg:
        case Alg.ECDSA_SHA_256:
            return isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1)
        case Alg.EDDSA:
            return isinstance(key, Ed25519PublicKey)
        case Alg.RSASSA_PKCS1_v1_5_SHA_256:
            return isinstance(key, RSAPublicKey) and key.key_size in RSA_BITS
    return False

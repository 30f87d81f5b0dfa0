"""The few things that are asked of a PKCS#11 token: make a key pair, sign with it, destroy it.

Imported only where a token is configured: python-pkcs11 is an extra.
"""

from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pkcs11
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key
from joserfc.jwk import ECKey, RSAKey
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pkcs11.util.rsa import encode_rsa_public_key

from idp.signing.key import RSA_BITS, Alg

Failure = pkcs11.PKCS11Error
STAYS_INSIDE: Final = {Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False}
CURVE: Final = "secp256r1"


def open_session(module: Path, token: str, pin: str, *, is_forked: bool) -> Any:
    """Return a session of the token's user, who is signed in once a process.

    `is_forked` says that another process opened the library before a fork.
    """
    library = pkcs11.lib(str(module))
    if is_forked:
        library.reinitialize()
    found = library.get_token(token_label=token)
    try:
        return found.open(rw=True, user_pin=pin)
    except pkcs11.UserAlreadyLoggedIn:
        return found.open(rw=True)


def make_pair(session: Any, alg: Alg, label: str) -> ECKey | RSAKey:
    """Make a key pair on the token, whose private half never leaves it; return the public half."""
    told = {"store": True, "label": label, "private_template": STAYS_INSIDE}
    if alg == "ES256":
        curve = {Attribute.EC_PARAMS: encode_named_curve_parameters(CURVE)}
        public, _ = session.create_domain_parameters(KeyType.EC, curve, local=True).generate_keypair(**told)
        return ECKey.import_key(write_pem(encode_ec_public_key(public)))
    public, _ = session.generate_keypair(KeyType.RSA, RSA_BITS, **told)
    return RSAKey.import_key(write_pem(encode_rsa_public_key(public)))


def write_pem(der: bytes) -> bytes:
    """Return a public key in PEM."""
    return load_der_public_key(der).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def sign(session: Any, alg: Alg, label: str, data: bytes) -> bytes:
    """Return the signature as JWS has it (RFC 7518, sections 3.3 and 3.4)."""
    private = session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=label)
    if alg == "ES256":
        signed: bytes = private.sign(sha256(data).digest(), mechanism=Mechanism.ECDSA)
    else:
        signed = private.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS)
    return signed


def destroy_pair(session: Any, label: str) -> None:
    """Destroy both halves; what is gone already is no fault."""
    for found in list(session.get_objects({Attribute.LABEL: label})):
        found.destroy()

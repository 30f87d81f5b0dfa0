"""A certification authority of the tests' own, and certificates good and bad for servers on loopback."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, slots=True)
class Certificate:
    """The files of a certificate and its key."""

    certificate: Path
    key: Path


class Authority:
    """Signs certificates and keeps them in a folder."""

    def __init__(self, folder: Path, name: str = "tests") -> None:
        self._folder = folder
        self._name = name
        self._key = generate_private_key(SECP256R1())
        usage = x509.KeyUsage(
            digital_signature=False,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=True,
            crl_sign=True,
            encipher_only=False,
            decipher_only=False,
        )
        builder = self._begin(name, self._key, days=30)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        signed = builder.add_extension(usage, critical=True).sign(self._key, hashes.SHA256())
        self.file = folder / f"{name}-ca.pem"
        self.file.write_bytes(signed.public_bytes(Encoding.PEM))

    def issue(self, host: str = "127.0.0.1", days: int = 30) -> Certificate:
        """Return a certificate for the host, good for so many days from yesterday; none at all when negative."""
        key = generate_private_key(SECP256R1())
        named = x509.IPAddress(ip_address(host)) if host.replace(".", "").isdigit() else x509.DNSName(host)
        builder = self._begin(host, key, days)
        builder = builder.add_extension(x509.SubjectAlternativeName([named]), critical=False)
        signed = builder.sign(self._key, hashes.SHA256())
        stem = f"{self._name}-{host}-{days}"
        made = Certificate(self._folder / f"{stem}.pem", self._folder / f"{stem}.key")
        made.certificate.write_bytes(signed.public_bytes(Encoding.PEM))
        made.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return made

    def _begin(self, subject: str, key: EllipticCurvePrivateKey, days: int) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        begins = now - timedelta(days=1) if days > 0 else now + timedelta(days=days - 30)
        return (
            x509.CertificateBuilder()
            .subject_name(name_of(subject))
            .issuer_name(name_of(self._name))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(now + timedelta(days=days))
        )


def name_of(common_name: str) -> x509.Name:
    """Return a distinguished name."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])

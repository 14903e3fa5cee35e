"""Certificates of an authority that tests make up."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)
Key = ec.EllipticCurvePrivateKey


class Authority:
    """Vouches for servers; `file` holds its own certificate."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._key = folder, ec.generate_private_key(ec.SECP256R1())
        self._name = _named("Authority of the tests")
        own = _unsigned(self._name, self._name, self._key, (datetime.now(UTC) - DAY, datetime.now(UTC) + DAY))
        own = own.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        self.file = folder / "authority.pem"
        self.file.write_bytes(own.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def server(self, host: str, *, until: datetime | None = None, own_word: bool = False) -> ssl.SSLContext:
        """The TLS of a server with a certificate for a host: vouched for, or by its `own_word` alone."""
        key = ec.generate_private_key(ec.SECP256R1())
        end = until or datetime.now(UTC) + DAY
        issuer, signer = (_named(host), key) if own_word else (self._name, self._key)
        mine = _unsigned(_named(host), issuer, key, (end - 3 * DAY, end))
        mine = mine.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        file = self._folder / f"{host}-{end.timestamp()}-{own_word}.pem"
        encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
        file.write_bytes(
            mine.sign(signer, hashes.SHA256()).public_bytes(encoding)
            + key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _unsigned(
    subject: x509.Name, issuer: x509.Name, key: Key, valid: tuple[datetime, datetime]
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(valid[0]).not_valid_after(valid[1])

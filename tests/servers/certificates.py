"""Certificates for `localhost` from a throw-away authority, and three bad ones.

The bad ones are bad in one way each: `expired` and `wrong_name` are signed by the very
authority a test trusts, and `stranger` has the right name and dates but signed itself.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from typing import TYPE_CHECKING, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.timedelta(days=1)


class Certificate(NamedTuple):
    """What a server shows, as two PEM files."""

    chain: Path
    key: Path


class Certificates(NamedTuple):
    """One good certificate, three bad ones, and the authority to trust."""

    ca_file: Path
    good: Certificate
    expired: Certificate
    wrong_name: Certificate
    stranger: Certificate


class _Signer(NamedTuple):
    name: x509.Name
    key: ec.EllipticCurvePrivateKey


def make(folder: Path) -> Certificates:
    """Make them all in a folder of their own."""
    folder.mkdir()
    authority = _Signer(_named("drafter tests"), _new_key())
    ca_file = folder / "ca.pem"
    root = _unsigned(authority, authority, (-DAY, DAY))
    for extension in (
        x509.BasicConstraints(ca=True, path_length=0),
        x509.KeyUsage(**{**dict.fromkeys(_USES, False), "key_cert_sign": True}),
    ):
        root = root.add_extension(extension, critical=True)
    _write(ca_file, root, authority)
    return Certificates(
        ca_file=ca_file,
        good=_leaf(folder, "good", authority),
        expired=_leaf(folder, "expired", authority, valid=(-3 * DAY, -DAY)),
        wrong_name=_leaf(folder, "wrong", authority, host="mail.example.net"),
        stranger=_leaf(folder, "stranger", None),
    )


_USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
    "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def _leaf(
    folder: Path,
    file: str,
    authority: _Signer | None,
    *,
    host: str = "localhost",
    valid: tuple[dt.timedelta, dt.timedelta] = (-DAY, DAY),
) -> Certificate:
    own = _Signer(_named(host), _new_key())
    names: list[x509.GeneralName] = [x509.DNSName(host)]
    if host == "localhost":
        names.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    builder = (
        _unsigned(own, authority or own, valid)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False
        )
    )
    made = Certificate(folder / f"{file}.pem", folder / f"{file}.key")
    _write(made.chain, builder, authority or own)
    made.key.write_bytes(
        own.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return made


def _unsigned(
    subject: _Signer, issuer: _Signer, valid: tuple[dt.timedelta, dt.timedelta]
) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    issuer_key = issuer.key.public_key()
    # Python 3.13 verifies strictly, and wants both key identifiers.
    return (
        x509.CertificateBuilder()
        .subject_name(subject.name)
        .issuer_name(issuer.name)
        .public_key(subject.key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + valid[0])
        .not_valid_after(now + valid[1])
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(subject.key.public_key()),
            critical=False,
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key),
            critical=False,
        )
    )


def _write(path: Path, builder: x509.CertificateBuilder, signer: _Signer) -> None:
    signed = builder.sign(signer.key, hashes.SHA256())
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM))


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())

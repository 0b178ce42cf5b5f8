"""Answers over TLS: they count where the certificate can be trusted, or the source does not ask for it."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawlers.spider.crawl import crawl_many


@pytest.fixture(scope="module")
def self_signed(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """A certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path: Path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def test_an_unknown_certificate_is_refused_unless_the_source_says_otherwise(
    make_home, site_server, make_source, self_signed
):
    home = make_home()
    with site_server(robots="missing", tls=self_signed) as server:
        feed = server.url("/_/many/2")
        wary = make_source("hati-hati", server, feeds=[feed])
        trusting = make_source("percaya", server, feeds=[feed], verify_certificates=False)
        reports = {one.source: one for one in crawl_many([home.job(wary), home.job(trusting)])}
    assert reports["percaya"].outcomes == {"fetched": 3}
    assert reports["hati-hati"].outcomes == {"connection_error": 1}
    (row,) = home.rows("hati-hati").values()
    assert "certificate cannot be trusted" in row.reason

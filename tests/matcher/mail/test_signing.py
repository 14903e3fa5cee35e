"""Signatures hold for those who get a mail as it was sent, and for nobody who changed it."""

from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from matcher.errors import BadInputError
from matcher.mail.sending import to_smtp
from matcher.mail.signing import DkimSigner
from tests.matcher.mail.post_office import PostOffice, opened
from tests.matcher.mail.test_sending import mail

DOMAIN, SELECTOR = "sursur.example", "s2026"
PEM, PLAIN = serialization.Encoding.PEM, serialization.NoEncryption()


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    """A key of the domain."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(params=["TraditionalOpenSSL", "PKCS8"])
def signer(key: rsa.RSAPrivateKey, tmp_path: Path, request: pytest.FixtureRequest) -> DkimSigner:
    """Who signs, with the key in either usual form."""
    form = getattr(serialization.PrivateFormat, request.param)
    (tmp_path / "dkim.pem").write_bytes(key.private_bytes(PEM, form, PLAIN))
    return DkimSigner.of_file(DOMAIN, SELECTOR, tmp_path / "dkim.pem")


def verified(content: bytes, key: rsa.RSAPrivateKey) -> bool:
    """Whether somebody who looks the public key up takes a mail for ours."""
    public = key.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    words = b"".join(public.splitlines()[1:-1])

    def look_up(name: bytes, timeout: int = 5) -> bytes:
        assert timeout
        assert name == f"{SELECTOR}._domainkey.{DOMAIN}.".encode()
        return b"v=DKIM1; k=rsa; p=" + words

    return bool(dkim.verify(content, dnsfunc=look_up))


@pytest.fixture
def arrived(signer: DkimSigner) -> bytes:
    """A signed mail as a real server got it."""
    letter = mail()
    letter["List-Unsubscribe"] = "<https://sursur.example/unsubscribe/word>"
    letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter["Date"] = "Mon, 23 Nov 2026 07:00:00 +0000"
    with opened(PostOffice()) as office:
        to_smtp(f"smtp://127.0.0.1:{office.port}", signer)(letter)
    return office.mails[0][1]


def test_a_mail_holds_as_it_arrived(arrived: bytes, key: rsa.RSAPrivateKey) -> None:
    assert verified(arrived, key)
    assert arrived.isascii()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"reader@example.org", b"other@example.org"),
        (b"One-Click", b"Two-Clicks"),
        (b"unsubscribe/word", b"unsubscribe/evil"),
        (b"23 Nov", b"24 Nov"),
        (b"MIME-Version", b"From: boss@example.org\r\nMIME-Version"),
        (b"MIME-Version", b"Subject: You have won\r\nMIME-Version"),
        (b"MIME-Version", b"Reply-To: evil@example.org\r\nMIME-Version"),
    ],
)
def test_what_was_changed_or_added_on_the_way_does_not_hold(
    arrived: bytes, key: rsa.RSAPrivateKey, before: bytes, after: bytes
) -> None:
    assert before in arrived
    assert not verified(arrived.replace(before, after, 1), key)


def test_a_key_that_is_none_is_refused_with_what_to_do(tmp_path: Path) -> None:
    elliptic = ec.generate_private_key(ec.SECP256R1())
    wrong = elliptic.private_bytes(PEM, serialization.PrivateFormat.PKCS8, PLAIN)
    for content in (b"no key", wrong, b"-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n"):
        (tmp_path / "dkim.pem").write_bytes(content)
        with pytest.raises(BadInputError, match="is no RSA private key"):
            DkimSigner.of_file(DOMAIN, SELECTOR, tmp_path / "dkim.pem")
    with pytest.raises(BadInputError, match="cannot be read"):
        DkimSigner.of_file(DOMAIN, SELECTOR, tmp_path / "nowhere.pem")


def test_the_key_does_not_show(signer: DkimSigner) -> None:
    assert "PRIVATE" not in repr(signer)

"""Signs mails by DKIM, so that those who get them can tell that they come from this domain and were not changed."""

from dataclasses import dataclass, field
from pathlib import Path

import dkim

from matcher.errors import BadInputError

SIGNED = (
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"reply-to",
    b"list-id",
    b"list-unsubscribe",
    b"list-unsubscribe-post",
    b"content-type",
    b"mime-version",
)
"""Each is signed once more than it stands in the mail, so that nobody can add another."""


@dataclass(frozen=True)
class DkimSigner:
    """The key of a domain; its public half stands in the name service at `SELECTOR._domainkey.DOMAIN`."""

    domain: str
    selector: str
    key: bytes = field(repr=False)

    @classmethod
    def of_file(cls, domain: str, selector: str, path: Path) -> "DkimSigner":
        """The key of a PEM file, tried once. Raises BadInputError where it cannot be read or is no RSA key."""
        try:
            signer = cls(domain, selector, path.read_bytes())
            signer.signature(b"From: a@example.org\r\n\r\ntrial\r\n")
        except OSError as error:
            raise BadInputError(
                "the DKIM key {path} cannot be read: {reason}", path=path, reason=error.strerror
            ) from None
        except (dkim.DKIMException, ValueError, IndexError):
            raise BadInputError("the DKIM key {path} is no RSA private key in PEM", path=path) from None
        return signer

    def signature(self, content: bytes) -> bytes:
        """The header that goes before a content, which must travel as it is."""
        mail = dkim.DKIM(content)
        names = [name.lower() for name, _ in mail.headers]
        signed = [name for name in SIGNED for _ in range(names.count(name) + 1)]
        words = (self.selector.encode(), self.domain.encode())
        header: bytes = mail.sign(*words, self.key, canonicalize=(b"relaxed", b"relaxed"), include_headers=signed)
        return header

"""The links of a digest: to pages of the service, and signed ones by which its reader answers with one button.

A signed word says what it is for, of which digest and of whose; it is good for that alone, for thirty days. The moment
is that of the digest and never the clock, so that the same digest always holds the same links.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from models.digest import Digest

GOOD_FOR = timedelta(days=30)
"""How long a link answers: a digest of last month is not to decide about today."""
PREVIEW = "preview"
"""The word in mails that show what a digest would say: it answers nothing."""


class Purpose(StrEnum):
    """What a link is good for."""

    INTERESTING = "interesting"
    NOT_FOR_US = "not-for-us"
    CHOOSE = "choose"
    ACCEPT = "accept"
    RENEW = "renew"
    NEED_MET = "need-met"


@dataclass(frozen=True)
class Errand:
    """What a word says: its purpose, the digest that holds it and the mark of the digest's reader, its last day, and
    what it is about. `subject` is the key of a match or request, or KIND/KEY of a post; `detail` the day of expiry that
    is to be put off, or the answer."""

    purpose: Purpose
    digest: int
    reader: str
    until: date
    subject: str
    detail: str = ""


def mark_of(account: str) -> str:
    """What stands for an account in a word: no address is in it, and another account's digest does not fit it."""
    return hashlib.blake2b(account.encode(), digest_size=6).hexdigest()


def short_hash(data: bytes = b"") -> Any:  # noqa: ANN401
    """A hash of 128 bits, out of reach for guessing: links in mails are to be short."""
    return hashlib.blake2b(data, digest_size=16)


class Signer:
    """Signs words and reads them; each purpose has a salt of its own, so that no word is good for another."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def sign(self, errand: Errand) -> str:
        """The word of an errand."""
        detail = [errand.detail] if errand.detail else []
        said = [errand.digest, errand.reader, errand.until.toordinal(), errand.subject, *detail]
        return f"{errand.purpose}.{self._box(errand.purpose).dumps(said)}"

    def read(self, word: str) -> Errand | None:
        """The errand of a word; None where it is none of ours."""
        purpose, _, signed = word.partition(".")
        try:
            digest, reader, until, subject, *detail = self._box(Purpose(purpose)).loads(signed)
        except (ValueError, BadData):
            return None
        return Errand(Purpose(purpose), digest, reader, date.fromordinal(until), subject, *detail)

    def _box(self, purpose: Purpose) -> URLSafeSerializer:
        signing = {"key_derivation": "hmac", "digest_method": short_hash}
        return URLSafeSerializer(self._key, salt=f"sursur answer {purpose}", signer_kwargs=signing)


@dataclass(frozen=True)
class Links:
    """The addresses in the mail of a digest. Without a signer there are no links that answer: they are empty."""

    url: str
    digest: Digest
    signer: Signer | None = None

    @property
    def until(self) -> date:
        """The last day on which its links answer."""
        return (self.digest.built_at + GOOD_FOR).date()

    @property
    def unsubscribe(self) -> str:
        """Where the digests are ended."""
        return f"{self.url}/unsubscribe/{self.digest.unsubscribe}"

    def why(self, item: dict[str, Any]) -> str:
        """The page that explains a pair; empty where it is not open to everybody."""
        if _is_reserved(item["request"]) or _is_reserved(item["offer"]):
            return ""
        return f"{self.url}/requests/{item['request']['id']}/offers/{item['offer']['id']}"

    def request(self, item: dict[str, Any]) -> str:
        """The page of a request; empty where it is not open to everybody."""
        if _is_reserved(item["request"]):
            return ""
        return f"{self.url}/requests/{item['request']['id']}"

    def exchange(self, item: dict[str, Any]) -> str:
        """The page of an exchange."""
        return f"{self.url}/exchanges/{item['exchange']}"

    def call(self, item: dict[str, Any]) -> str:
        """The page of a call."""
        return f"{self.url}/calls/{item['call']}"

    def post(self, part: dict[str, Any]) -> str:
        """The page of a request or an offer."""
        return f"{self.url}/{part['kind']}s/{part['id']}"

    def expert(self, item: dict[str, Any]) -> str:
        """The page of an expert."""
        return f"{self.url}/experts/{item['id']}"

    def news(self, item: dict[str, Any]) -> str:
        """The page of what is new in a community."""
        if "question" in item:
            return f"{self.url}/communities/{item['community']['id']}/questions/{item['question']}"
        return f"{self.url}/{item['news']}s/{item['id']}"

    def match(self, purpose: str, item: dict[str, Any]) -> str:
        """Where something is said of a match."""
        return self._answer(Purpose(purpose), str(item["match"]))

    def renew(self, item: dict[str, Any]) -> str:
        """Where a post that expires is renewed; empty for digests that do not say which kind of post it is."""
        kind = item.get("kind")
        return self._answer(Purpose.RENEW, f"{kind}/{item['id']}", item["expires_on"]) if kind else ""

    def need(self, item: dict[str, Any], answer: str) -> str:
        """Where it is said whether a need was met: yes, partly or no."""
        return self._answer(Purpose.NEED_MET, item["request"]["id"], answer)

    def _answer(self, purpose: Purpose, subject: str, detail: str = "") -> str:
        if self.signer is None:
            return ""
        return f"{self.url}/answer/{self._word(self.signer, purpose, subject, detail)}"

    def _word(self, signer: Signer, purpose: Purpose, subject: str, detail: str) -> str:
        if self.digest.id is None:
            return PREVIEW
        reader = mark_of(self.digest.account)
        return signer.sign(Errand(purpose, self.digest.id, reader, self.until, subject, detail))


def _is_reserved(post: dict[str, Any]) -> bool:
    return bool(post.get("reserved"))

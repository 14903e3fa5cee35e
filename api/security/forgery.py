"""Whether a call that writes comes from a page of ours, or from one that makes its reader's browser write to us.

Browsers tell it themselves: `Sec-Fetch-Site`, else `Origin`. Those too old for either must send a form with a proof
that only pages of the same session hold. Programs that send JSON need none: no page of another site can make a browser
do so unless we agree first, and we agree to nobody.
"""

import hashlib
import hmac
import re
from secrets import token_urlsafe
from urllib.parse import urlsplit

from fastapi import Request as HttpRequest

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_PAGES = frozenset({"same-origin", "none"})
PROOF = "proof"
"""The field of a form that holds the proof."""
BY_ANY_FORM = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
"""What a form of any site can make a browser send."""
FORM = re.compile(rb'<form\b[^>]*\bmethod="post"[^>]*>')


def from_elsewhere(request: HttpRequest) -> bool:
    """Whether a page of another site sends this: by Fetch Metadata, and by the origin where a browser knows none."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in OWN_PAGES
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.url.netloc


def may_use_session(request: HttpRequest, secret: str) -> bool:
    """Whether a call may act by the session that its cookie names: reading always may, writing from our own pages."""
    if request.method in SAFE:
        return True
    if needs_proof(request):
        return is_proof(secret, getattr(request.state, PROOF, None))
    return not from_elsewhere(request)


def needs_proof(request: HttpRequest) -> bool:
    """Whether nothing but a proof tells where a call comes from."""
    told = "sec-fetch-site" in request.headers or "origin" in request.headers
    return not told and request.headers.get("content-type", "").lower().startswith(BY_ANY_FORM)


async def sent_proof(request: HttpRequest) -> None:
    """Reads the proof where it is needed, for `may_use_session`."""
    if request.method not in SAFE and needs_proof(request):
        sent = (await request.form()).get(PROOF)
        request.state.proof = sent if isinstance(sent, str) else None


def new_proof(secret: str) -> str:
    """A proof for the pages of a session; another one each time, so that nobody guesses it by how well it packs."""
    drawn = token_urlsafe(12)
    return f"{drawn}.{_sealed(secret, drawn)}"


def is_proof(secret: str, sent: str | None) -> bool:
    """Whether something that was sent proves a session."""
    drawn, _, sealed = (sent or "").partition(".")
    return bool(sealed) and hmac.compare_digest(_sealed(secret, drawn).encode(), sealed.encode())


def _sealed(secret: str, drawn: str) -> str:
    return hmac.new(secret.encode(), f"{PROOF} {drawn}".encode(), hashlib.sha256).hexdigest()


def with_proofs(page: bytes, secret: str) -> bytes:
    """A page whose forms that write bring the proof of a session."""
    field = f'<input type="hidden" name="{PROOF}" value="{new_proof(secret)}">'.encode()
    return FORM.sub(lambda form: form[0] + field, page)

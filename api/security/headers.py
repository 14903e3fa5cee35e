"""What browsers are told with every answer, also one that failed: load nothing from elsewhere, be framed by nobody,
guess nothing, tell no other site, and come back encrypted."""

from fastapi import Request as HttpRequest
from starlette.datastructures import MutableHeaders

from api.security.refusals import note_refusal

CLOSED = "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    f"connect-src 'self'; manifest-src 'self'; form-action 'self'; {CLOSED}"
)
"""For pages: scripts and styles of our own files alone, none in the page itself."""
DATA_POLICY = f"default-src 'none'; form-action 'none'; {CLOSED}"
"""For data and files, which show nothing."""
DOCS = ("/api/docs", "/api/docs-files")
DOCS_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    f"form-action 'none'; {CLOSED}"
)
"""For the library's page of the API, which starts by an inline script; it shows nothing that people typed."""
POWERS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": POWERS,
}
UNLESS_TOLD = {"Referrer-Policy": "same-origin"}
ENCRYPTED_FOR = "max-age=31536000; includeSubDomains"
"""A year in which browsers call us by https alone."""
OF_SOMEBODY = ("authorization", "cookie")


async def tell_browsers(request: HttpRequest, status: int, headers: MutableHeaders) -> None:
    """Puts into the head of an answer what browsers are to be told."""
    secure(request, headers)
    note_refusal(request, status)


def secure(request: HttpRequest, headers: MutableHeaders) -> None:
    """Adds the headers of its kind to an answer; what a route has said itself stays."""
    headers.update(ALWAYS)
    media_type = headers.get("content-type", "")
    if media_type.endswith("xml"):
        headers["Content-Type"] = f"{media_type}; charset=utf-8"
    for name, value in UNLESS_TOLD.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", _policy(request.url.path, media_type))
    if _is_private(request):
        headers.setdefault("Cache-Control", "private, no-store")
    if request.app.state.settings.public_url.startswith("https://"):
        headers["Strict-Transport-Security"] = ENCRYPTED_FOR


def _policy(path: str, media_type: str) -> str:
    if path.startswith(DOCS):
        return DOCS_POLICY
    return PAGE_POLICY if media_type.startswith("text/html") else DATA_POLICY


def _is_private(request: HttpRequest) -> bool:
    """Whether an answer of the API was made for one reader; pages say it themselves."""
    return request.url.path.startswith("/api/v1") and any(name in request.headers for name in OF_SOMEBODY)

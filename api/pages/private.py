"""Pages for one reader: kept by nobody, found by no search engine, their address told to no other site."""

from fastapi.responses import HTMLResponse

HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


def privately(answer: HTMLResponse) -> HTMLResponse:
    """The same answer for its reader only."""
    answer.headers.update(HEADERS)
    return answer


def masked(email: str) -> str:
    """An address that its owner knows again, and nobody else learns."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"

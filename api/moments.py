"""What time it is for a call."""

from datetime import UTC, datetime

from fastapi import Request as HttpRequest


def now_of(request: HttpRequest) -> datetime:
    """The moment, in UTC: the present one, or that of the application's own clock where it was given one."""
    clock = getattr(request.app.state, "clock", None)
    return clock() if clock is not None else datetime.now(UTC)

"""Writes down who was refused what, so that attacks show in the log; what was sent does not."""

import logging

from fastapi import Request as HttpRequest

log = logging.getLogger(__name__)
REFUSALS = frozenset({401, 403, 429})


def note_refusal(request: HttpRequest, status: int) -> None:
    """One line for a call that was refused: by which caller from where, for which route, never its parameters."""
    if status in REFUSALS:
        route = getattr(request.scope.get("route"), "path", "none")
        whence = request.client.host if request.client else "unknown"
        caller = getattr(request.state, "caller", "public")
        log.warning(
            "refused with %s: %s %s to %s from %s",
            status,
            request.method,
            route,
            caller,
            whence,
            extra={"action": "call.refused"},
        )

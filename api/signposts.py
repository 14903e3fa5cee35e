"""Which routes a call may be for, told by how their paths begin: there are hundreds, tried one after the other."""

from fastapi import APIRouter
from starlette.routing import Match
from starlette.types import Scope


class Signposted(APIRouter):
    """The routes of a router, tried only for calls whose path holds the beginning of one of them."""

    def __init__(self, router: APIRouter) -> None:
        super().__init__(routes=router.routes)
        self._beginnings = tuple({str(getattr(one, "path", "")).partition("{")[0] for one in router.routes})

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """None where no path begins like the call's, whatever stands before: a prefix, or the place of the service."""
        path = scope["path"]
        return super().matches(scope) if any(one in path for one in self._beginnings) else (Match.NONE, {})

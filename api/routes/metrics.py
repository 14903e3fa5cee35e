"""Figures for Prometheus: to whoever holds the token for it, or where none is set to this machine alone."""

from hmac import compare_digest

from fastapi import APIRouter, Response
from fastapi import Request as HttpRequest
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4
from starlette.exceptions import HTTPException

from api.dependencies import CurrentSettings, Now, ReadSession
from api.metrics import Traffic, exposed
from api.problem_details import documented
from matcher.figures import figures

router = APIRouter(tags=["health"])
THIS_MACHINE = ("127.0.0.1", "::1")
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
"""Headers of a proxy, which calls from this machine on behalf of others."""


@router.get("/metrics", response_class=Response, responses=documented(404))
def metrics(request: HttpRequest, session: ReadSession, settings: CurrentSettings, now: Now) -> Response:
    """Figures in the text format of Prometheus; not here for whom they are not for."""
    if not _may_watch(request, settings.metrics_token.get_secret_value()):
        raise HTTPException(404)
    traffic: Traffic = request.app.state.traffic
    return Response(exposed(figures(session, now=now), traffic), media_type=CONTENT_TYPE_PLAIN_0_0_4)


def _may_watch(request: HttpRequest, token: str) -> bool:
    if token:
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and compare_digest(shown.strip().encode(), token.encode())
    here = request.client is not None and request.client.host in THIS_MACHINE
    return here and not any(name in request.headers for name in FORWARDED)

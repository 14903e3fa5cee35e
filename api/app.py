"""The web service, put together."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Response
from fastapi import Request as HttpRequest
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline

from api import problems
from api.clock import clock_running
from api.pages import STATIC, unsubscribe, views
from api.routes import health, posts, ranking, taxonomies
from api.settings import Settings
from matcher.matching.shelf import IndexShelf

SUMMARY = "Matches what one country needs to learn with what another already knows how to do, and says why."
CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
MOST_BYTES = 256 * 1024
"""Longest body of a request: ten times the longest post."""
DOCS = ("/api/docs", "/api/docs-files")


def create_app(settings: Settings) -> FastAPI:
    """The service with its routes, pages, error answers and, where the settings say so, its clock."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:  # noqa: ARG001
        if settings.clock:
            with clock_running(settings):
                yield
        else:
            yield

    app: FastAPI = FastAPIOffline(
        docs_url=DOCS[0],
        redoc_url=None,
        static_url=DOCS[1],
        title="Sursur",
        summary=SUMMARY,
        version="1",
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.shelf = IndexShelf(settings.loaded_encoder, settings.index)
    app.middleware("http")(_within_limits)
    app.middleware("http")(_with_security_headers)
    problems.install(app, page=views.error_page)
    app.include_router(health.router)
    for part in (taxonomies, posts, ranking):
        app.include_router(part.router, prefix="/api/v1", responses=problems.DOCUMENTED)
    app.include_router(views.router)
    app.include_router(unsubscribe.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


async def _within_limits(request: HttpRequest, call_next: Callable[[HttpRequest], Awaitable[Response]]) -> Response:
    """Refuses bodies that no honest request has, before they are read."""
    if request.method in {"POST", "PUT", "PATCH"}:
        length = request.headers.get("content-length", "")
        if not length.isdigit():
            return problems.answer("Length required", 411, "say the length of the body in Content-Length")
        if int(length) > MOST_BYTES:
            return problems.answer("Content too large", 413, f"the body may have {MOST_BYTES:,} bytes")
    return await call_next(request)


async def _with_security_headers(
    request: HttpRequest, call_next: Callable[[HttpRequest], Awaitable[Response]]
) -> Response:
    response = await call_next(request)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    own_page = not request.url.path.startswith(DOCS)  # the library's page of the API starts by an inline script
    response.headers["Content-Security-Policy"] = CONTENT_POLICY if own_page else "frame-ancestors 'none'"
    return response

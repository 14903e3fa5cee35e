"""The web service, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi_offline import FastAPIOffline
from starlette.middleware.gzip import GZipMiddleware

from api import description, problems
from api.admission import Admission
from api.callers import leave_trace
from api.calls import NamedCalls
from api.clock import clock_running
from api.heads import Heads
from api.limits import Limits
from api.metrics import Counting, Traffic
from api.pages import STATIC, assets, errors
from api.pages.routers import ROUTERS as PAGES
from api.routes import ROUTERS, feed, health, metrics
from api.security.capacity import Capacity
from api.security.forgery import sent_proof
from api.security.headers import DOCS, tell_browsers
from api.settings import Settings
from api.signposts import Signposted
from matcher.matching.shelf import IndexShelf

SUMMARY = "Matches what one country needs to learn with what another already knows how to do, and says why."
PACKED = 6
"""How hard answers are packed: more saves one byte in a hundred and takes twice as long."""


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
        dependencies=[Depends(sent_proof)],
        generate_unique_id_function=description.operation_name,
    )
    furnish(app, settings)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=PACKED)
    app.add_middleware(Limits)
    app.add_middleware(Heads, heed=leave_trace)
    app.add_middleware(Heads, heed=tell_browsers)
    app.add_middleware(Counting)
    app.add_middleware(Admission)
    app.add_middleware(NamedCalls)
    problems.install(app, page=errors.error_page)
    app.mount(assets.PATH, assets.Assets(directory=STATIC), name="static")
    app.include_router(health.router)
    app.include_router(metrics.router)
    for router in ROUTERS:
        app.include_router(Signposted(router), prefix="/api/v1")
    app.include_router(feed.router)
    for router in PAGES:
        app.include_router(Signposted(router))
    description.install(app)
    return app


def furnish(app: FastAPI, settings: Settings) -> None:
    """Gives the service what its calls work with."""
    app.state.settings = settings
    app.state.traffic = Traffic()
    app.state.capacity = Capacity(settings.dear_at_once, settings.dear_per_network)
    app.state.shelf = IndexShelf(settings.loaded_encoder, settings.index)

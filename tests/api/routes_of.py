"""The routes of the service, as it knows them itself."""

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

ON_ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For tests that crawl all routes: they take long, and what they look for does not depend on the database."""


def routes_of(app: FastAPI) -> list[tuple[str, str]]:
    """Every route of the API and of the pages by method and path; files and the description itself left out."""
    found = {
        (method, route.path)
        for route in iter_route_contexts(app.routes)
        for method in route.methods or ()
        if route.path and not route.path.startswith(("/api/docs", "/docs", "/api/openapi", "/static"))
    }
    return sorted((method, path) for method, path in found if method not in ("HEAD", "OPTIONS"))

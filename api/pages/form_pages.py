"""What pages with forms share: their router, and the forms that say next to nothing."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from pydantic import Field

from api.pages.visits import OWN_FORM
from api.transactions import TransactedRoute
from models.base import Schema


def form_pages(prefix: str = "") -> APIRouter:
    """A router for pages that send forms: each call is one transaction, and forms of other sites are refused."""
    return APIRouter(
        prefix=prefix,
        include_in_schema=False,
        default_response_class=HTMLResponse,
        dependencies=[OWN_FORM],
        route_class=TransactedRoute,
    )


class Step(Schema):
    """The version of what was read."""

    version: int = Field(ge=1)


class Nothing(Schema):
    """A form that says all by being sent."""

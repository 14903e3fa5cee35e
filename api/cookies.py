"""Cookies: what a browser keeps for us. No script reads them, and no other site makes a browser write with them."""

from datetime import datetime, timedelta

from fastapi import Response

from api.callers import COOKIE
from api.settings import Settings
from matcher.accounts.signing_in import Admitted

DEPARTURE = "sursur_departure"
"""The cookie of somebody who is on the way to a provider of sign-ins."""
PATH_OF_DEPARTURE = "/api/v1/sign-in/openid"


def keep_session(response: Response, settings: Settings, admitted: Admitted, *, now: datetime) -> None:
    """Gives the browser the secret of its session."""
    _keep(response, settings, (COOKIE, admitted.secret), "/", admitted.expires_at - now)


def forget_session(response: Response) -> None:
    """Takes it back."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")


def keep_departure(response: Response, settings: Settings, sealed: str, life: timedelta) -> None:
    """Gives the browser the sealed secrets of a sign-in by a provider."""
    _keep(response, settings, (DEPARTURE, sealed), PATH_OF_DEPARTURE, life)


def forget_departure(response: Response) -> None:
    """Takes them back."""
    response.delete_cookie(DEPARTURE, path=PATH_OF_DEPARTURE, httponly=True, samesite="lax")


def _keep(response: Response, settings: Settings, pair: tuple[str, str], path: str, life: timedelta) -> None:
    name, value = pair
    response.set_cookie(
        name,
        value,
        max_age=int(life.total_seconds()),
        path=path,
        secure=settings.environment != "development",
        httponly=True,
        samesite="lax",
    )
    response.headers["Cache-Control"] = "no-store"

"""Cookies: what a browser keeps for us. No script reads them, and no other site makes a browser write with them."""

from datetime import datetime, timedelta

from fastapi import Response

from api.callers import cookie_name
from api.settings import Settings
from matcher.accounts.signing_in import Admitted

DEPARTURE = "sursur_departure"
"""The cookie of somebody who is on the way to a provider of sign-ins."""
PATH_OF_DEPARTURE = "/api/v1/sign-in/openid"


def keep_session(response: Response, settings: Settings, admitted: Admitted, *, now: datetime) -> None:
    """Gives the browser the secret of its session."""
    _keep(response, settings, (cookie_name(settings), admitted.secret), "/", admitted.expires_at - now)


def forget_session(response: Response, settings: Settings) -> None:
    """Takes it back, with what the browser kept of the pages."""
    _forget(response, settings, cookie_name(settings), "/")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def departure_cookie(settings: Settings) -> str:
    """What the cookie of a departure is called."""
    return cookie_name(settings, DEPARTURE, "__Secure-")


def keep_departure(response: Response, settings: Settings, sealed: str, life: timedelta) -> None:
    """Gives the browser the sealed secrets of a sign-in by a provider."""
    _keep(response, settings, (departure_cookie(settings), sealed), PATH_OF_DEPARTURE, life)


def forget_departure(response: Response, settings: Settings) -> None:
    """Takes them back."""
    _forget(response, settings, departure_cookie(settings), PATH_OF_DEPARTURE)


def _keep(response: Response, settings: Settings, pair: tuple[str, str], path: str, life: timedelta) -> None:
    name, value = pair
    response.set_cookie(
        name,
        value,
        max_age=int(life.total_seconds()),
        path=path,
        secure=_encrypted(settings),
        httponly=True,
        samesite="lax",
    )
    response.headers["Cache-Control"] = "no-store"


def _forget(response: Response, settings: Settings, name: str, path: str) -> None:
    response.delete_cookie(name, path=path, secure=_encrypted(settings), httponly=True, samesite="lax")


def _encrypted(settings: Settings) -> bool:
    return settings.environment != "development"

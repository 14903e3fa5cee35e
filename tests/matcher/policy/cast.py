"""People of many kinds, of whom a test asks what each may do."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from matcher.policy import CLOCK, PUBLIC, Actor, may
from models.account import Role

Cast = Mapping[str, Actor]


def somebody(role: Role, organization: str | None = None, country: str | None = None, **fields: Any) -> Actor:
    """An account of an organization in a country, with its role as the database tells it: as a plain word."""
    email, word = f"{role}@{organization or 'example'}.org", str(role)
    return Actor(email, role=word, organization=organization, country=country, **fields)


def focal_point(*covers: str) -> Actor:
    """A focal point of some countries; of all where none is named."""
    return somebody(Role.FOCAL_POINT, "secretariat", covers=frozenset(covers) or None)


def as_told(word: str | None) -> str:
    """A word as the database tells it: the same letters, and not the same object."""
    return bytes(str(word), "utf-8").decode()


ALWAYS: Cast = {
    "public": PUBLIC,
    "clock": CLOCK,
    "administrator": somebody(Role.ADMINISTRATOR),
    "focal point": focal_point(),
    "focal point elsewhere": focal_point("CUB"),
    "analyst": somebody(Role.ANALYST, "university-chl", "CHL"),
    "stranger": somebody(Role.AGENCY, "agci-chl", "CHL"),
}
"""Those of whom every test asks. The clock may do everything, and none of them takes part in anything."""
TRUSTED = {"clock", "administrator"}


def who_may(cast: Cast, action: StrEnum, thing: Any = None) -> set[str]:
    """Who of a cast may do something with a thing."""
    return {name for name, actor in cast.items() if may(actor, action, thing)}

"""The doors of the pages: who finds which."""

from collections.abc import Callable
from dataclasses import dataclass

from matcher.policy import Actor
from models.account import Role


@dataclass(frozen=True)
class Door:
    """A link of the navigation; its name is translated."""

    path: str
    name: str


Who = Callable[[Actor], bool]

DOORS: tuple[tuple[Door, Who], ...] = (
    (Door("/desk", "Your desk"), lambda one: one.has_role(Role.AGENCY, Role.PROVIDER)),
    (Door("/review", "Review"), lambda one: one.has_role(Role.FOCAL_POINT) or one.administers),
    (Door("/requests", "Requests"), lambda _: True),
    (Door("/offers", "Offers"), lambda _: True),
    (Door("/exchanges", "Exchanges"), lambda _: True),
    (Door("/events", "Events"), lambda _: True),
    (Door("/practices", "Good practices"), lambda _: True),
    (Door("/communities", "Networks"), lambda _: True),
    (Door("/organizations", "Institutions"), lambda _: True),
    (Door("/countries", "Countries"), lambda _: True),
    (Door("/network", "Exchange network"), lambda one: one.has_role(Role.ANALYST)),
    (Door("/demand", "Demand and supply"), lambda one: one.has_role(Role.ANALYST, Role.FOCAL_POINT)),
    (Door("/data", "Open data"), lambda one: one.has_role(Role.ANALYST)),
    (Door("/administration", "Administration"), lambda one: one.administers),
)


def doors(actor: Actor) -> list[Door]:
    """What the navigation offers to somebody."""
    return [door for door, who in DOORS if who(actor)]


def home_of(actor: Actor) -> str:
    """Where somebody begins: at what waits for him."""
    begins = {
        Role.AGENCY: "/desk",
        Role.PROVIDER: "/desk",
        Role.FOCAL_POINT: "/review",
        Role.ANALYST: "/network",
        Role.ADMINISTRATOR: "/administration",
    }
    return begins[actor.role] if actor.role else "/"

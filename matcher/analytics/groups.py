"""All views by group: who may look at each, and what stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from locales.messages import Message
from matcher.analytics.asked import Asked
from matcher.analytics.demand_views import DEMAND
from matcher.analytics.network_views import NETWORK
from matcher.analytics.tables import Table
from matcher.analytics.views import View
from matcher.errors import NotFoundError
from matcher.policy import Actor, demand, may
from matcher.policy.services import ServiceAction


class Group(StrEnum):
    """The groups of views."""

    NETWORK = "network"
    DEMAND = "demand"


@dataclass(frozen=True)
class Views:
    """The views of a group, with what one must be allowed to look at them."""

    title: Message
    action: ServiceAction
    views: Mapping[str, View]


GROUPS: dict[Group, Views] = {
    Group.NETWORK: Views(
        Message("The exchange network"), ServiceAction.SEE_NETWORK, {one.name: one for one in NETWORK}
    ),
    Group.DEMAND: Views(Message("Demand and supply"), ServiceAction.SEE_DEMAND, {one.name: one for one in DEMAND}),
}


def known_views(actor: Actor) -> list[tuple[Group, View]]:
    """All views that an actor may look at."""
    return [(group, one) for group, its in GROUPS.items() if may(actor, its.action) for one in its.views.values()]


def views_of(actor: Actor, group: Group) -> list[View]:
    """The views of a group. Raises ForbiddenError for whom they are not."""
    demand(actor, GROUPS[group].action)
    return list(GROUPS[group].views.values())


def view_of(actor: Actor, group: Group, name: str) -> View:
    """One view. Raises NotFoundError where there is none, ForbiddenError for whom it is not."""
    known = {one.name: one for one in views_of(actor, group)}
    if name not in known:
        raise NotFoundError("view", name, Message("choose {names}", names=", ".join(known)))
    return known[name]


def looked_at(group: Group, name: str, asked: Asked) -> tuple[View, Table]:
    """A view and its answer. Raises as `view_of`, and BadInputError for a filter that the view does not know."""
    view = view_of(asked.actor, group, name)
    return view, view.answer(asked)

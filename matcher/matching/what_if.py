"""What if: the ranking of a request with other weights or other tags, beside the one as it is. Nothing is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from sqlmodel import Session

import scoring
from matcher.catalogue import count_hidden, posts_by_id
from matcher.errors import BadInputError
from matcher.learning.active import active_model
from matcher.matching.explaining import record_as_of
from matcher.policy import Actor
from models.offer import Offer
from models.request import Request
from scoring import Index, Model
from scoring.features import FEATURES, Family
from scoring.query import ask
from scoring.ranking import Scoring

SHOWN = 10
LOOKED_AT = 50
"""How far the place is told of an offer that is among the first only before, or only after."""
MOST_PASSED_OVER = 500
"""Hidden offers that a ranking reads past to find those that its reader may see."""


class Factor(Enum):
    """How much more or less a kind of evidence counts. There are few steps: what an index measures once is kept with
    every weight that it was asked for."""

    NOTHING = 0.0
    HALF = 0.5
    SAME = 1.0
    TWICE = 2.0
    FOURFOLD = 4.0


@dataclass(frozen=True)
class Wish:
    """What is tried; tags that are None stay as they are."""

    factors: Mapping[Family, Factor] = field(default_factory=dict)
    sectors: tuple[str, ...] | None = None
    modalities: tuple[str, ...] | None = None
    working_languages: tuple[str, ...] | None = None

    def of(self, request: scoring.Request) -> scoring.Request:
        """The request with the tags that are tried."""
        tags = {name: getattr(self, name) for name in ("sectors", "modalities", "working_languages")}
        return replace(request, **{name: value for name, value in tags.items() if value is not None})

    def weighed(self, model: Model) -> Model:
        """The table with the weights that are tried, uncalibrated. They need not sum to 1: only the order counts."""
        rows = tuple(replace(row, weight=row.weight * self._factor(row.feature)) for row in model.rows)
        return Model(f"{model.version}-tried", rows)

    def _factor(self, feature: str) -> float:
        return self.factors.get(FEATURES[feature].family, Factor.SAME).value


@dataclass(frozen=True)
class Moved:
    """An offer with its place as it is and as it would be; None beyond the first LOOKED_AT, or behind a gate."""

    offer: Offer
    before: int | None
    after: int | None


def what_if(session: Session, actor: Actor, request: Request, wish: Wish, *, index: Index) -> list[Moved]:
    """The offers that are among the first ten as it is or would be, among those that the actor may see, by the place
    that they would have. Raises BadInputError where nothing would count any more."""
    if all(wish.factors.get(family, Factor.SAME) == Factor.NOTHING for family in Family):
        raise BadInputError("leave at least one kind of evidence in: where nothing counts there is no order")
    model, record = active_model(session, index.encoder), record_as_of(session, request, index)
    depth = LOOKED_AT + min(count_hidden(session, Offer, actor=actor), MOST_PASSED_OVER)
    before, after = _orders(record, wish, index, model, depth)
    seen = posts_by_id(session, Offer, {*before, *after}, actor=actor)
    was, will = _places(before, seen), _places(after, seen)
    first = [one for one in seen if min(was.get(one, LOOKED_AT), will.get(one, LOOKED_AT)) <= SHOWN]
    moved = [Moved(seen[one], was.get(one), will.get(one)) for one in first]
    return sorted(moved, key=lambda one: (one.after or LOOKED_AT, one.before or LOOKED_AT, one.offer.id))


def _orders(record: scoring.Request, wish: Wish, index: Index, model: Model, depth: int) -> tuple[list[str], list[str]]:
    """The offers in their order as it is and as it would be. With the same tags everything is measured once."""
    if not index.offers:
        return [], []
    tried, weighed = wish.of(record), wish.weighed(model)
    is_now = Scoring(ask(record, index), model)
    would_be = is_now.weighed_by(weighed) if tried == record else Scoring(ask(tried, index), weighed)
    before, after = ([index.offers[place].id for place in one.order(depth)] for one in (is_now, would_be))
    return before, after


def _places(order: Sequence[str], seen: Mapping[str, Offer]) -> dict[str, int]:
    """The places of the offers that are seen, counted among them."""
    shown = [one for one in order if one in seen][:LOOKED_AT]
    return {one: place for place, one in enumerate(shown, 1)}

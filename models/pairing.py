"""A match together with the two posts that it joins: what every rule about matches looks at."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlmodel import Session, col, select

from models.match import Match, MatchState
from models.offer import Offer
from models.request import Request

Row = tuple[Match, Request, Offer]


@dataclass(frozen=True)
class Pairing:
    """One match with its request and its offer."""

    match: Match
    request: Request
    offer: Offer

    noun: ClassVar[str] = "match"

    @property
    def id(self) -> int:
        """The key of the match."""
        assert self.match.id is not None
        return self.match.id

    @property
    def asking(self) -> tuple[str | None, ...]:
        """The countries that ask, the first one first."""
        return (self.request.country, *self.request.with_countries)

    @property
    def countries(self) -> tuple[str | None, ...]:
        """The countries of both sides."""
        return (*self.asking, self.offer.country)

    @property
    def together(self) -> bool:
        """Whether both sides are introduced to each other, and neither has ended it."""
        return self.match.state in (MatchState.INTRODUCED, MatchState.ACCEPTED)

    @property
    def introduced(self) -> bool:
        """Whether the provider was told of the request, at this suggestion of the pair."""
        return self.match.introduced_at is not None


def select_pairings() -> Any:  # noqa: ANN401
    """A query of matches with their posts, to be narrowed and ordered; each row makes a Pairing."""
    joined = select(Match, Request, Offer)
    return joined.join(Request, col(Request.id) == Match.request).join(Offer, col(Offer.id) == Match.offer)


def pairing(session: Session, key: int) -> Pairing | None:
    """One match with its posts."""
    row = session.exec(select_pairings().where(Match.id == key)).first()
    return None if row is None else Pairing(*row)


def pairings(session: Session, keys: Collection[int]) -> dict[int, Pairing]:
    """Some matches with their posts, by key."""
    found = [Pairing(*row) for row in session.exec(select_pairings().where(col(Match.id).in_(keys)))]
    return {one.id: one for one in found}

"""What past exchanges tie third parties to the two sides of a match."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from models.exchange import TEACHING, Exchange, ExchangeParticipant, PartyRole

LEARNING = frozenset({PartyRole.REQUESTER})
History = Sequence[tuple[Exchange, list[ExchangeParticipant]]]


@dataclass(frozen=True)
class Cooperation:
    """What is to be supported: the two countries, the sectors and modalities, and the organizations of both sides."""

    requester: str
    provider: str
    sectors: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()

    @property
    def countries(self) -> frozenset[str]:
        """The two sides."""
        return frozenset((self.requester, self.provider))


@dataclass(frozen=True)
class Past:
    """A past exchange; `in_sector` where it shares a sector with the match, or the match names none."""

    exchange: str
    title: str
    year: int | None
    in_sector: bool


@dataclass(frozen=True)
class Ties:
    """The past exchanges of a third party with each side."""

    requester: list[Past] = field(default_factory=list)
    provider: list[Past] = field(default_factory=list)

    def with_side(self, side: str) -> list[Past]:
        """Those with the "requester" or the "provider": in the sector first, then the recent ones."""
        return sorted(getattr(self, side), key=lambda one: (not one.in_sector, -(one.year or 0), one.exchange))

    def in_sector(self) -> "Ties":
        """Those in the sector of the match alone."""
        return Ties([one for one in self.requester if one.in_sector], [one for one in self.provider if one.in_sector])

    @property
    def sides(self) -> int:
        """With how many of the two sides there are any."""
        return bool(self.requester) + bool(self.provider)

    @property
    def latest(self) -> int:
        """The last year known of any of them; 0 where none is."""
        return max((past.year or 0 for past in chain(self.requester, self.provider)), default=0)

    @property
    def count(self) -> int:
        """How many exchanges there are in all."""
        return len({past.exchange for past in chain(self.requester, self.provider)})


def ties_of_supporters(history: History, cooperation: Cooperation) -> dict[str, Ties]:
    """The organizations that facilitated or funded exchanges of either side in the sector."""
    found: dict[str, Ties] = defaultdict(Ties)
    for past, sides in _pasts(history, cooperation):
        supporters = {one.organization for one in sides if one.role in (PartyRole.FACILITATOR, PartyRole.FUNDER)}
        parties = _countries(sides, LEARNING) | _countries(sides, TEACHING)
        for organization in supporters - {None} if past.in_sector else ():
            if cooperation.requester in parties:
                found[str(organization)].requester.append(past)
            if cooperation.provider in parties:
                found[str(organization)].provider.append(past)
    return dict(found)


def ties_of_countries(history: History, cooperation: Cooperation) -> dict[str, Ties]:
    """The third countries that taught one of the two sides or learned from it."""
    found: dict[str, Ties] = defaultdict(Ties)
    for past, sides in _pasts(history, cooperation):
        learners, teachers = _countries(sides, LEARNING), _countries(sides, TEACHING)
        for country in _partners(cooperation.requester, learners, teachers) - cooperation.countries:
            found[country].requester.append(past)
        for country in _partners(cooperation.provider, learners, teachers) - cooperation.countries:
            found[country].provider.append(past)
    return dict(found)


def _partners(side: str, learners: set[str], teachers: set[str]) -> set[str]:
    return (teachers if side in learners else set()) | (learners if side in teachers else set())


def _countries(sides: Iterable[ExchangeParticipant], roles: Collection[str]) -> set[str]:
    return {one.country for one in sides if one.role in roles and one.country is not None}


def _pasts(history: History, cooperation: Cooperation) -> Iterable[tuple[Past, list[ExchangeParticipant]]]:
    wanted = set(cooperation.sectors)
    for row, sides in history:
        in_sector = not wanted or not wanted.isdisjoint(row.sectors)
        yield Past(row.id, row.title, row.end_year or row.start_year, in_sector), sides

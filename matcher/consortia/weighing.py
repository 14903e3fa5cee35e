"""Weighs groups of countries: pure, the same facts always give the same order.

A group is worth the sum of four terms, each between 0 and 1 and told with its weight: whether the others need the same,
whether they know it, and whether regions and incomes are mixed. What counts most is that both sides of an exchange are
there; the balance decides among groups that could learn from each other equally well.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from models import taxonomy

MOST_ADDED = 5
"""Countries that are proposed at once."""
MOST_CANDIDATES = 24
"""Countries among which every group is looked at: 42,504 groups at most."""
DIGITS = 6


class Term(StrEnum):
    """What a group is weighed by, in the order in which it is told."""

    NEEDS = "needs"
    OFFERS = "offers"
    REGIONS = "regions"
    INCOMES = "incomes"


WEIGHTS: Mapping[Term, float] = {Term.NEEDS: 0.35, Term.OFFERS: 0.35, Term.REGIONS: 0.15, Term.INCOMES: 0.15}


@dataclass(frozen=True)
class Evidence:
    """A post that speaks for a country, and how much, 0..1."""

    id: str
    title: str
    value: float


@dataclass(frozen=True)
class Candidate:
    """A country with its best request of the same kind and its best offer."""

    country: str
    need: Evidence | None = None
    offer: Evidence | None = None

    @property
    def worth(self) -> float:
        """What it brings to any group, but for the balance."""
        need, offer = (one.value if one else 0.0 for one in (self.need, self.offer))
        return WEIGHTS[Term.NEEDS] * need + WEIGHTS[Term.OFFERS] * offer

    @property
    def place(self) -> tuple[str, str]:
        """Its part of the world and its group of income."""
        one = taxonomy.countries()[self.country]
        return one.subregion, one.income


@dataclass(frozen=True)
class Part:
    """One term of a group: its value, its weight, and what it adds to the sum."""

    term: Term
    value: float
    weight: float

    @property
    def contribution(self) -> float:
        """Value times weight, to six decimals."""
        return round(self.value * self.weight, DIGITS)


@dataclass(frozen=True)
class Proposal:
    """Countries to add to a group, with the parts whose contributions sum to its score."""

    added: tuple[Candidate, ...]
    countries: tuple[str, ...]
    parts: tuple[Part, ...] = field(default=())

    @property
    def score(self) -> float:
        """The sum of the contributions, to six decimals."""
        return round(sum(one.contribution for one in self.parts), DIGITS)


def propose(start: Sequence[str], candidates: Iterable[Candidate], *, wanted: int, most: int = 5) -> list[Proposal]:
    """The best groups that come of adding `wanted` countries to those of `start`, best first.

    Candidates that share a part of the world and a group of income differ by their worth alone, so that of each such
    place no more than `wanted` can be in a best group; beyond `MOST_CANDIDATES` of these the least worth are left out.
    """
    count = max(1, min(wanted, MOST_ADDED))
    chosen = _shortlist([one for one in candidates if one.country not in start], count)
    found = (
        [_proposal(tuple(start), group) for group in combinations(chosen, min(count, len(chosen)))] if chosen else []
    )
    return sorted(found, key=lambda one: (-one.score, [new.country for new in one.added]))[:most]


def _shortlist(candidates: Sequence[Candidate], count: int) -> list[Candidate]:
    of_place: dict[tuple[str, str], int] = {}
    kept: list[Candidate] = []
    for one in sorted(candidates, key=lambda one: (-one.worth, one.country)):
        of_place[one.place] = of_place.get(one.place, 0) + 1
        if of_place[one.place] <= count:
            kept.append(one)
    return kept[:MOST_CANDIDATES]


def _proposal(start: tuple[str, ...], group: tuple[Candidate, ...]) -> Proposal:
    countries = (*start, *(one.country for one in group))
    values = {
        Term.NEEDS: _mean(one.need.value if one.need else 0.0 for one in group),
        Term.OFFERS: _mean(one.offer.value if one.offer else 0.0 for one in group),
        Term.REGIONS: _mixed([taxonomy.countries()[one].subregion for one in countries]),
        Term.INCOMES: _mixed([taxonomy.countries()[one].income for one in countries]),
    }
    return Proposal(group, countries, tuple(Part(term, round(values[term], DIGITS), WEIGHTS[term]) for term in Term))


def _mean(values: Iterable[float]) -> float:
    every = list(values)
    return sum(every) / len(every)


def _mixed(places: Sequence[str]) -> float:
    """0 where all are of one kind, 1 where no two are; what is unknown counts for nothing."""
    known = {one for one in places if one}
    return max(0, len(known) - 1) / (len(places) - 1) if len(places) > 1 else 0.0

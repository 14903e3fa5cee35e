"""The exchange network in columns: one edge for each side that taught and each that learned in an exchange.

Read by columns, without objects, so that a hundred thousand exchanges take a second. Sources: models.exchange.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import String, cast
from sqlmodel import Session, col, select

from matcher.analytics.columns import UNKNOWN, Places, Vocabulary, columns_of
from matcher.analytics.sides import ARRANGEMENTS, ROLES, Sides
from matcher.policy import Actor
from models import taxonomy
from models.account import Role
from models.exchange import KNOWN_STATES, Exchange, ExchangeParticipant

__all__ = ["ARRANGEMENTS", "UNKNOWN", "Edges", "Places", "knows_institutions", "read_edges"]


@dataclass(frozen=True)
class Edges:
    """Edges by column; each of equal length but the vocabularies, to whose entries the columns point (UNKNOWN: none).

    `exchange` points to `exchanges`; `teacher`, `learner` to `countries`, those with `_organization` to
    `organizations`; `year` is that of the beginning, 0 where it is not told; `sectors` is edges x taxonomy sectors.
    """

    exchanges: Sequence[str]
    countries: Sequence[str]
    organizations: Sequence[str]
    exchange: Places
    teacher: Places
    learner: Places
    teacher_organization: Places
    learner_organization: Places
    year: Places
    modality: Places
    arrangement: Places
    sectors: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.exchange)

    @cached_property
    def counted(self) -> int:
        """How many exchanges there are in these edges."""
        return len(np.unique(self.exchange))

    @property
    def cells(self) -> int:
        """About how much it holds."""
        return len(self) * (9 + len(SECTORS) // 8) // 8 + len(self.exchanges) + len(self.organizations)

    def among(self, exchanges: Collection[str]) -> NDArray[np.bool_]:
        """Of each edge whether its exchange is one of some, by identifier."""
        return np.array([key in exchanges for key in self.exchanges], dtype=bool)[self.exchange]

    def only(self, kept: NDArray[np.bool_]) -> "Edges":
        """Those edges that are kept."""
        columns: dict[str, Any] = {
            name: value[kept] for name, value in vars(self).items() if isinstance(value, np.ndarray)
        }
        return replace(self, **columns)


SECTORS: tuple[str, ...] = tuple(taxonomy.sectors())
MODALITIES: tuple[str, ...] = tuple(taxonomy.modalities())


def knows_institutions(actor: Actor) -> bool:
    """Whether somebody may know the institutions of every exchange, also where its parties do not show them."""
    return actor.has_role(Role.ANALYST) or actor.administers


def read_edges(session: Session, actor: Actor) -> Edges:
    """The edges of all exchanges that are public knowledge, by exchange; two queries. Organizations only where the
    parties show them, or to those who may know (analysts, administrators)."""
    keys, years, modalities, tags, shown = columns_of(session, _exchanges(), 5)
    exchange, role, country, organization = columns_of(session, _sides(), 4)
    exchanges, countries, bodies = Vocabulary(keys), Vocabulary(sorted(taxonomy.countries())), Vocabulary()
    told = {key for key, one in zip(keys, shown, strict=True) if one or knows_institutions(actor)}
    organization = [one if key in told else None for key, one in zip(exchange, organization, strict=True)]
    places = exchanges.places_of(exchange), ROLES.places_of(role)
    sides = Sides(*places, countries.learn(country), bodies.learn(organization))
    teacher, learner = sides.pairs()
    met = sides.exchange[teacher]
    return Edges(
        exchanges=tuple(exchanges),
        countries=tuple(countries),
        organizations=tuple(bodies),
        exchange=met,
        teacher=sides.country[teacher],
        learner=sides.country[learner],
        teacher_organization=sides.organization[teacher],
        learner_organization=sides.organization[learner],
        year=np.array([one or 0 for one in years], dtype=np.int32)[met],
        modality=Vocabulary(MODALITIES).places_of(modalities)[met],
        arrangement=sides.arrangements(len(keys))[met],
        sectors=_tagged(tags)[met],
    )


def _exchanges() -> Any:  # noqa: ANN401
    columns = (Exchange.id, Exchange.start_year, Exchange.modality, cast(col(Exchange.sectors), String))
    known = col(Exchange.state).in_(KNOWN_STATES)
    return select(*columns, Exchange.shown_in_full).where(known).order_by(col(Exchange.id))  # type: ignore[call-overload]


def _sides() -> Any:  # noqa: ANN401
    """All sides that accepted; those of exchanges that are not known are left out while reading, which is faster."""
    side = ExchangeParticipant
    columns = select(side.exchange, side.role, side.country, side.organization)
    return columns.where(col(side.accepted)).order_by(col(side.exchange), col(side.position))


def _tagged(tags: Sequence[str]) -> NDArray[np.bool_]:
    """Lists of sectors, as JSON, in a row of the taxonomy's sectors each."""
    lists = Vocabulary(tags)
    rows = [[slug in json.loads(text) for slug in SECTORS] for text in lists]
    return np.array(rows, dtype=bool).reshape(-1, len(SECTORS))[lists.places_of(tags)]

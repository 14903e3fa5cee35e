"""The exchange network in columns: one edge for each side that taught and each that learned in an exchange.

Read by columns, without objects, so that a hundred thousand exchanges take a second. Sources: models.exchange.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from matcher.analytics.columns import UNKNOWN, Places, distinct
from matcher.analytics.known import MODALITIES, SECTORS, read_known, read_sides
from matcher.analytics.sides import ARRANGEMENTS, Sides
from matcher.policy import Actor
from models.account import Role

__all__ = [
    "ARRANGEMENTS",
    "MODALITIES",
    "SECTORS",
    "UNKNOWN",
    "Edges",
    "Places",
    "knows_institutions",
    "read_edges",
]


@dataclass(frozen=True)
class Edges:
    """Edges by column; each of equal length but the vocabularies, to whose entries the columns point (UNKNOWN: none).

    `exchange` points to `exchanges`; `teacher`, `learner` to `countries`, those with `_organization` to
    `organizations`; `year` is that of the beginning, 0 where it is not told; `sectors` is edges x taxonomy sectors.
    `third` are the third sides of all exchanges that were read, whichever edges are kept.
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
    third: Sides

    def __len__(self) -> int:
        return len(self.exchange)

    @cached_property
    def counted(self) -> int:
        """How many exchanges there are in these edges."""
        return len(distinct(self.exchange.astype(np.int64)))

    @property
    def cells(self) -> int:
        """About how much it holds."""
        words = len(self.exchanges) + len(self.organizations)
        return len(self) * (9 + len(SECTORS) // 8) // 8 + len(self.third.exchange) // 4 + words

    def among(self, exchanges: Collection[str]) -> NDArray[np.bool_]:
        """Of each edge whether its exchange is one of some, by identifier."""
        return np.array([key in exchanges for key in self.exchanges], dtype=bool)[self.exchange]

    def only(self, kept: NDArray[np.bool_]) -> "Edges":
        """Those edges that are kept."""
        columns: dict[str, Any] = {
            name: value[kept] for name, value in vars(self).items() if isinstance(value, np.ndarray)
        }
        return replace(self, **columns)


def knows_institutions(actor: Actor) -> bool:
    """Whether somebody may know the institutions of every exchange, also where its parties do not show them."""
    return actor.has_role(Role.ANALYST) or actor.administers


def read_edges(session: Session, actor: Actor) -> Edges:
    """The edges of all exchanges that are public knowledge, by exchange; two queries. Organizations only where the
    parties show them, or to those who may know (analysts, administrators)."""
    known = read_known(session)
    told = read_sides(session, known.keys, known.shown | knows_institutions(actor))
    sides = told.sides
    teacher, learner = sides.pairs()
    met = sides.exchange[teacher]
    return Edges(
        exchanges=tuple(known.keys),
        countries=told.countries,
        organizations=told.organizations,
        exchange=met,
        teacher=sides.country[teacher],
        learner=sides.country[learner],
        teacher_organization=sides.organization[teacher],
        learner_organization=sides.organization[learner],
        year=known.year[met],
        modality=known.modality[met],
        arrangement=sides.arrangements(len(known.year))[met],
        sectors=known.sectors[met],
        third=sides.third(),
    )

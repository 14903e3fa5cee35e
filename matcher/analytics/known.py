"""The exchanges that are public knowledge and their sides, read by columns: three hundred thousand sides in a third of
a second. Sources: models.exchange."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import case
from sqlmodel import Session, col

from matcher.analytics.columns import UNKNOWN, Places, Vocabulary, columns_of, distinct, parted, several
from matcher.analytics.sides import ROLES, Sides
from models import taxonomy
from models.exchange import KNOWN_STATES, Exchange, ExchangeParticipant

SECTORS: tuple[str, ...] = tuple(taxonomy.sectors())
MODALITIES: tuple[str, ...] = tuple(taxonomy.modalities())
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Known:
    """Exchanges by column, in the order of their identifiers; `year` is 0 where it is not told, `shown` whether the
    parties show who they are, `sectors` is exchanges x taxonomy sectors."""

    keys: Vocabulary
    year: Places
    modality: Places
    shown: Flags
    sectors: Flags


@dataclass(frozen=True)
class Told:
    """Sides in the order of exchanges and positions, with the countries and organizations to which they point."""

    sides: Sides
    countries: tuple[str, ...]
    organizations: tuple[str, ...]


def read_known(session: Session) -> Known:
    """The exchanges that are public knowledge; one query."""
    shown = case((col(Exchange.shown_in_full), "1"), else_="")
    columns = Exchange.id, several(Exchange.start_year, Exchange.modality, shown), Exchange.sectors
    keys, facts, tags = columns_of(session, columns, col(Exchange.state).in_(KNOWN_STATES))
    ordered = Vocabulary(sorted(keys))
    order = np.argsort(ordered.places_of(keys))
    (years, modalities, open_ones), fact = parted(facts, 3)
    fact = fact[order]
    return Known(
        keys=ordered,
        year=np.array([int(one or 0) for one in years], dtype=np.int32)[fact],
        modality=Vocabulary(MODALITIES).places_of(modalities)[fact],
        shown=np.array([bool(one) for one in open_ones], dtype=bool)[fact],
        sectors=_tagged(tags, order),
    )


def read_sides(session: Session, keys: Vocabulary, named: Flags) -> Told:
    """The sides that accepted of some exchanges; organizations of those that are `named` only. One query, of all
    sides: those of other exchanges are left out while reading, which is faster."""
    side = ExchangeParticipant
    columns = side.exchange, several(side.role, side.country, side.organization, side.position)
    words, facts = columns_of(session, columns, col(side.accepted))
    (roles, homes, bodies, positions), fact = parted(facts, 4)
    exchange = keys.places_of(words)
    order = np.lexsort((np.array(positions, dtype=np.int32)[fact], exchange))
    order = order[np.count_nonzero(exchange == UNKNOWN) :]
    exchange, fact = exchange[order], fact[order]
    countries, organizations = Vocabulary(sorted(taxonomy.countries())), Vocabulary()
    country = countries.learn([one or None for one in homes])[fact]
    organization = organizations.learn([one or None for one in bodies])[fact]
    organization[~named[exchange]] = UNKNOWN
    names, organization = _used(tuple(organizations), organization)
    return Told(Sides(exchange, ROLES.places_of(roles)[fact], country, organization), tuple(countries), names)


def _used(names: Sequence[str], places: Places) -> tuple[tuple[str, ...], Places]:
    """Those names to which a place points, and where each place points among them."""
    used = distinct(np.append(places, UNKNOWN).astype(np.int64))[1:]
    again = np.searchsorted(used, places) - (places == UNKNOWN)
    return tuple(names[one] for one in used.tolist()), again.astype(np.int32)


def _tagged(tags: Sequence[str], order: NDArray[np.int64]) -> Flags:
    """Lists of sectors, as JSON, in a row of the taxonomy's sectors each."""
    lists = Vocabulary(tags)
    rows = [[slug in named for slug in SECTORS] for named in map(json.loads, lists)]
    return np.array(rows, dtype=bool).reshape(-1, len(SECTORS))[lists.places_of(tags)[order]]
